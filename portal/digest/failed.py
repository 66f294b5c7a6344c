"""What the portal promised and could not do: mail that did not leave, and work that was given up."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access import page_of
from portal.mail.models import MailMessage
from portal.record.models import OutboxMessage

#: A mail that has waited so long does not leave by itself any more, or the mail server is away.
STUCK = timedelta(hours=1)
#: The task of a mail, which is told by its subject.
MAIL = "portal.deliver_mail"


def stuck_mail() -> QuerySet[MailMessage]:
    """Mail that should have left long ago."""
    return MailMessage.objects.filter(sent=None, created__lt=timezone.now() - STUCK)


def given_up() -> QuerySet[OutboxMessage]:
    """Work that was tried five times, other than mail."""
    return OutboxMessage.objects.filter(parked__isnull=False, done=None).exclude(task=MAIL)


def failed(request: HttpRequest) -> "Page[OutboxMessage]":
    """Promises that are not kept: given up, or mail that waits too long; the newest first."""
    late = Q(task=MAIL, created__lt=timezone.now() - STUCK)
    found = OutboxMessage.objects.filter(Q(parked__isnull=False) | late, done=None)
    return page_of(request, found.order_by("-created", "-pk"))


def told(messages: Iterable[OutboxMessage]) -> list[dict[str, Any]]:
    """Each with what it was in words, without who it is for: who keeps the portal may not see single cases."""
    messages = list(messages)
    keys = [one.payload["mail_id"] for one in messages if one.task == MAIL]
    mails = {str(one.pk): one for one in MailMessage.objects.filter(pk__in=keys)}
    return [{"message": one, "words": _words(one, mails.get(str(one.payload.get("mail_id"))))} for one in messages]


def _words(message: OutboxMessage, mail: MailMessage | None) -> str:
    if mail is None:
        return _("Taak: %(task)s") % {"task": message.task}
    return _("Mail naar %(domain)s: %(subject)s") % {"domain": mail.to.rpartition("@")[2], "subject": mail.subject}
