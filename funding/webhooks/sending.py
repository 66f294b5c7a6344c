"""Bringing one message: signed as Standard Webhooks says, again and again with longer pauses, then given up.

The same message can arrive twice, when we are killed between sending and writing that down: its ``webhook-id`` is the
same then. https://github.com/standard-webhooks/standard-webhooks
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from funding.webhooks.enums import DeliveryState, Event, Problem
from funding.webhooks.models import Attempt, Delivery, Webhook
from funding.webhooks.telling import promise
from portal.fetching import NoAnswer, NotAllowed, TooSlow, answer_of
from portal.record.outbox import consumes_outside
from portal.record.sealing import open_sealed

#: A receiver that works longer should first say that it has the message.
SECONDS = 10.0
#: After each attempt that failed; after the last one a person must send it again.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
#: By which a library of the receiver knows what it is.
BEGINS = "whsec_"
PAGES = {Event.LINE: "fund_api:line", Event.DECISION: "fund_api:decision", Event.PAYMENT: "fund_api:payment"}


def new_secret() -> str:
    """32 random bytes as the receiver's library takes them."""
    return BEGINS + base64.b64encode(secrets.token_bytes(32)).decode()


def body_of(delivery: Delivery, fund_id: str) -> bytes:
    """The message: what happened, when, to which record of the read API; the same bytes at every attempt."""
    data: dict[str, str] = {"fund": fund_id}
    if page := PAGES.get(Event(delivery.event)):
        data |= {"id": str(delivery.record_id), "state": delivery.record_state}
        data["path"] = reverse(page, args=[delivery.record_id])
    told = {"type": delivery.event, "timestamp": delivery.at.isoformat(), "data": data}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def signature(secret: str, message_id: str, sent: int, body: bytes) -> str:
    """HMAC-SHA256 over id, moment (whole seconds) and body; a copy that is sent later does not fit."""
    key = base64.b64decode(secret.removeprefix(BEGINS))
    content = b".".join((message_id.encode(), str(sent).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """The secrets that sign now: the present one, and for a day the one before."""
    sealed = [webhook.sealed_secret]
    if webhook.sealed_former and webhook.former_until and webhook.former_until > now:
        sealed.append(webhook.sealed_former)
    return [open_sealed(one, webhook.place) for one in sealed]


def keep(attempt: Attempt | None, delivery_id: str) -> None:
    """Write an attempt down, and promise the next when the message did not arrive; nothing without an attempt."""
    if attempt is None:
        return
    attempt.save(force_insert=True)
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if delivery is None:  # its webhook ended while it was sent
        return
    delivery.tries += 1
    if not attempt.problem:
        delivery.state = DeliveryState.DELIVERED
    elif delivery.tries > len(PAUSES):
        delivery.state = DeliveryState.GIVEN_UP
    else:
        promise(delivery, timezone.now() + PAUSES[delivery.tries - 1])
    delivery.save(update_fields=["state", "tries"])


@consumes_outside("funding.send_webhook", keep=keep)
def send_webhook(delivery_id: str) -> Attempt | None:
    """Bring a message that still waits."""
    waiting = Delivery.objects.select_related("webhook").filter(pk=delivery_id, state=DeliveryState.WAITING)
    delivery = waiting.filter(webhook__ended=None).first()
    return bring(delivery) if delivery else None


def bring(delivery: Delivery, *, allow_loopback: bool = False) -> Attempt:
    """One attempt, not saved yet. ``delivery`` comes with its webhook; ``allow_loopback`` is for tests."""
    begun = time.monotonic()
    status, problem = _post(delivery, allow_loopback=allow_loopback)
    took = int((time.monotonic() - begun) * 1000)
    return Attempt(delivery=delivery, status=status, problem=problem, milliseconds=took)


def _post(delivery: Delivery, *, allow_loopback: bool) -> tuple[int | None, str]:
    webhook, now = delivery.webhook, timezone.now()
    body, sent = body_of(delivery, webhook.fund_id), int(now.timestamp())
    signed = " ".join(signature(secret, str(delivery.pk), sent, body) for secret in secrets_of(webhook, now))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": str(sent),
        "webhook-signature": signed,
    }
    try:
        with answer_of(
            webhook.address, seconds=SECONDS, method="POST", headers=headers, body=body, allow_loopback=allow_loopback
        ) as answer:
            status = answer.status
    except NotAllowed:
        return None, Problem.REFUSED
    except TooSlow:
        return None, Problem.TOO_SLOW
    except NoAnswer:
        return None, Problem.NO_ANSWER
    return status, "" if 200 <= status < 300 else Problem.STATUS
