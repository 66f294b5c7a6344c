"""Making a webhook, giving it another secret, ending it, and sending a message again."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from funding.decisions.errors import NotTheirRole
from funding.reading_api.errors import AddressMadeBefore, SecretMadeBefore
from funding.webhooks.enums import DeliveryState
from funding.webhooks.models import Delivery, Webhook
from funding.webhooks.sending import new_secret
from funding.webhooks.telling import promise, tell_test
from portal.access import Person
from portal.pages.once import id_of
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.record.sealing import seal

#: So long the former secret signs along.
OVERLAP = timedelta(hours=24)


@transaction.atomic
def make_webhook(
    fund: Fund, address: str, events: Iterable[str], by: User, who: Person, request_key: str
) -> tuple[Webhook, str]:
    """A new webhook of a fund, and its secret: nobody can see that again.

    Raises NotTheirRole, and AddressMadeBefore for a form (``request_key``) that was sent before.
    """
    if fund.pk not in who.funds(Role.FUND_ADMINISTRATOR):
        raise NotTheirRole
    secret = new_secret()
    webhook = Webhook(pk=id_of(request_key, by.pk), fund=fund, address=address, events=sorted(events), made_by=by)
    webhook.sealed_secret = seal(secret, webhook.place)
    try:
        with transaction.atomic():
            webhook.save(force_insert=True)
    except IntegrityError as error:
        raise AddressMadeBefore from error
    record(by, "make_webhook", webhook, chain=fund.pk, events=webhook.events)
    return webhook, secret


@transaction.atomic
def change_secret(webhook: Webhook, by: User, seen: str) -> str:
    """Another secret; for a day the former one signs along. Returns the new one.

    ``seen`` is the ``mark`` of the secret that is replaced. Raises SecretMadeBefore when it was replaced already: sent
    twice, the first answer would show a secret that signs nothing any more.
    """
    secret, now = new_secret(), Webhook.objects.select_for_update().get(pk=webhook.pk)
    if now.mark != seen:
        raise SecretMadeBefore
    Webhook.objects.filter(pk=webhook.pk).update(
        sealed_former=F("sealed_secret"),
        former_until=timezone.now() + OVERLAP,
        sealed_secret=seal(secret, webhook.place),
    )
    record(by, "change_webhook_secret", webhook, chain=webhook.fund_id)
    return secret


@transaction.atomic
def end_webhook(webhook: Webhook, by: User) -> None:
    """From now on it is told nothing; what waits is given up. A second time changes nothing."""
    if Webhook.objects.filter(pk=webhook.pk, ended=None).update(ended=timezone.now()):
        Delivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING).update(state=DeliveryState.GIVEN_UP)
        record(by, "end_webhook", webhook, chain=webhook.fund_id)


@transaction.atomic
def try_webhook(webhook: Webhook, by: User) -> None:
    """Send a test message to a webhook that did not end."""
    tell_test(webhook)
    record(by, "try_webhook", webhook, chain=webhook.fund_id)


@transaction.atomic
def send_again(delivery: Delivery, by: User) -> bool:
    """Send a message again that arrived or was given up; False when it is still being sent or its webhook ended.

    ``delivery`` comes with its webhook.
    """
    ready = Delivery.objects.filter(pk=delivery.pk, webhook__ended=None).exclude(state=DeliveryState.WAITING)
    if not ready.update(state=DeliveryState.WAITING, tries=0):
        return False
    promise(delivery)
    record(by, "send_webhook_again", delivery, chain=delivery.webhook.fund_id)
    return True
