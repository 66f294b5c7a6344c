"""What beat runs: mend what the broker lost, forget what nobody needs."""

from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.confirming.actions import forget_old_codes
from portal.mail.models import CaughtMail, MailMessage
from portal.mail.returned import forget_returned
from portal.people.models import User
from portal.record.models import OutboxMessage
from portal.record.outbox import requeue_lost
from portal.texting.models import TextMessage

KEEP_DONE = timedelta(days=30)
KEEP_UNCONFIRMED = timedelta(days=1)
#: Mail that did not get away: so long somebody who mends the mail server can still have it sent.
KEEP_UNSENT = timedelta(days=90)
#: Shorter than other mail: what a demo caught still has its text.
KEEP_CAUGHT = timedelta(days=7)


@shared_task(name="portal.requeue_lost_messages")
def requeue_lost_messages() -> int:
    return requeue_lost()


@shared_task(name="portal.forget_what_is_old")
def forget_what_is_old() -> None:
    """Sessions that ended, mail and messages long done or caught, and addresses that never typed in their code."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    MailMessage.objects.filter(sent__lt=now - KEEP_DONE).delete()
    MailMessage.objects.filter(sent=None, created__lt=now - KEEP_UNSENT).delete()
    TextMessage.objects.filter(created__lt=now - KEEP_DONE).delete()
    OutboxMessage.objects.filter(done__lt=now - KEEP_DONE).delete()
    CaughtMail.objects.filter(at__lt=now - KEEP_CAUGHT).delete()
    forget_old_codes()
    forget_returned()
    User.objects.unconfirmed_since(now - KEEP_UNCONFIRMED).delete()
