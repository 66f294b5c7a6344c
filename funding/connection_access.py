"""What who administers a fund may see of its connections with other systems."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from funding.reading_api.models import ApiKey
from funding.webhooks.enums import DeliveryState
from funding.webhooks.models import Delivery, Webhook
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


def webhooks(request: HttpRequest) -> "Page[Webhook]":
    """The webhooks of the funds that this person administers, newest first, with how many messages were given up."""
    given_up = Count("deliveries", Q(deliveries__state=DeliveryState.GIVEN_UP))
    return page_of(
        request, _webhooks(request).select_related("fund").annotate(given_up=given_up).order_by("-made", "-pk")
    )


def webhook(request: HttpRequest, pk: UUID) -> Webhook:
    """One of those webhooks, or 404."""
    found = _webhooks(request).select_related("fund", "made_by").filter(pk=pk).first()
    return found or refuse(request, "webhook", pk)


def deliveries(request: HttpRequest, of: Webhook) -> "Page[Delivery]":
    """The messages of a webhook that was reached already, newest first, with their attempts."""
    return page_of(request, Delivery.objects.filter(webhook=of).prefetch_related("attempts"))


def delivery(request: HttpRequest, of: Webhook, pk: UUID) -> Delivery:
    """One message of a webhook that was reached already, or 404."""
    found = Delivery.objects.filter(webhook=of, pk=pk).first() or refuse(request, "delivery", pk)
    found.webhook = of
    return found


def given_up(request: HttpRequest) -> int:
    """How many messages of working webhooks did not arrive and wait for a person."""
    working = _webhooks(request).filter(ended=None)
    return Delivery.objects.filter(webhook__in=working.order_by(), state=DeliveryState.GIVEN_UP).count()


def _webhooks(request: HttpRequest) -> QuerySet[Webhook]:
    return Webhook.objects.filter(fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))
