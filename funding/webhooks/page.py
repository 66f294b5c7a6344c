"""What the pages of webhooks show."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from funding import connection_access
from funding.webhooks.enums import DeliveryState, Problem
from funding.webhooks.models import Attempt, Delivery, Webhook
from funding.webhooks.telling import told

KINDS = {DeliveryState.WAITING: "busy", DeliveryState.DELIVERED: "done", DeliveryState.GIVEN_UP: "problem"}


def webhooks_page(request: HttpRequest) -> dict[str, Any]:
    """Every webhook with what it is told."""
    pages = connection_access.webhooks(request)
    return {"pages": pages, "rows": [{"webhook": one, "events": told(one.events)} for one in pages]}


def webhook_page(request: HttpRequest, webhook: Webhook) -> dict[str, Any]:
    """One webhook and its log."""
    pages = connection_access.deliveries(request, webhook)
    former = webhook.former_until if webhook.former_until and webhook.former_until > timezone.now() else None
    return {
        "webhook": webhook,
        "events": told(webhook.events),
        "former_until": former,
        "pages": pages,
        "rows": [_row(one, webhook) for one in pages],
    }


def _row(delivery: Delivery, webhook: Webhook) -> dict[str, Any]:
    attempts = list(delivery.attempts.all())
    return {
        "delivery": delivery,
        "kind": KINDS[DeliveryState(delivery.state)],
        "attempts": len(attempts),
        "last": _said(attempts[-1]) if attempts else "",
        "may_again": webhook.ended is None and delivery.state != DeliveryState.WAITING,
    }


def _said(attempt: Attempt) -> str:
    """The outcome of an attempt: "204", or "500: het systeem weigerde het bericht"."""
    why = str(Problem(attempt.problem).label) if attempt.problem else ""
    return ": ".join(part for part in (str(attempt.status or ""), why) if part)
