"""Campaigns, for who keeps the portal."""

from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest

from portal.access import page_of, refuse
from portal.campaigns.models import Campaign


def campaigns(request: HttpRequest) -> "Page[Campaign]":
    """Every campaign, those that run first."""
    return page_of(request, Campaign.objects.order_by("ended", "name"))


def campaign(request: HttpRequest, pk: UUID) -> Campaign:
    """One of them, or 404."""
    return Campaign.objects.filter(pk=pk).first() or refuse(request, "campaign", pk)
