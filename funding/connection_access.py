"""What who administers a fund may see of its connections with other systems."""

from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest

from funding.reading_api.models import ApiKey
from portal.access import page_of, person, refuse
from portal.people.enums import Role


def keys(request: HttpRequest) -> "Page[ApiKey]":
    """The keys of the funds that this person administers, newest first."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    return page_of(request, ApiKey.objects.filter(fund__in=mine).select_related("fund", "made_by", "withdrawn_by"))


def key(request: HttpRequest, pk: UUID) -> ApiKey:
    """One of those keys, or 404."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    return ApiKey.objects.filter(fund__in=mine, pk=pk).first() or refuse(request, "key", pk)
