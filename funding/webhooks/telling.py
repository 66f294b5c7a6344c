"""Writing down that a fund's own system must be told something, in the transaction in which it happens."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from funding.webhooks.enums import Event
from funding.webhooks.models import Delivery, Webhook
from portal.record import outbox


def tell(fund_id: str, event: Event, *records: tuple[UUID, str]) -> None:
    """Promise a message about each of these records (id and state) to every webhook of the fund that wants it."""
    wanted = Webhook.objects.filter(fund=fund_id, ended=None, events__contains=[event.value])
    for webhook in wanted if records else ():
        for pk, state in records:
            promise(Delivery.objects.create(webhook=webhook, event=event, record_id=pk, record_state=state))


def tell_test(webhook: Webhook) -> Delivery:
    """Promise a message about nothing, to see whether it arrives."""
    delivery = Delivery.objects.create(webhook=webhook, event=Event.TEST)
    promise(delivery)
    return delivery


def promise(delivery: Delivery, due: datetime | None = None) -> None:
    """Send this message, now or later."""
    outbox.put("funding.send_webhook", f"webhook:{delivery.pk}:{uuid4()}", due=due, delivery_id=str(delivery.pk))


def told(events: Iterable[str]) -> list[str]:
    """The events in words."""
    return [str(Event(one).label) for one in events]
