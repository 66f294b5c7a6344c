"""What is broken in the portal itself, for who keeps it."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.access import Person
from portal.digest.due import Due
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.record.models import OutboxMessage

#: A mail that has waited so long does not leave by itself any more, or the mail server is away.
STUCK = timedelta(hours=1)


def broken_here(who: Person) -> Iterable[Due]:
    """Mail that does not leave, and work that was given up."""
    if not who.has(Role.PORTAL_MANAGER):
        return
    here = reverse("portal:today")
    mails = MailMessage.objects.filter(sent=None, created__lt=timezone.now() - STUCK).count()
    if mails:
        text = ngettext("%(n)s mail kon niet weg.", "%(n)s mails konden niet weg.", mails)
        yield Due(text % {"n": mails}, here, late=True)
    parked = OutboxMessage.objects.filter(parked__isnull=False, done=None).exclude(task="portal.deliver_mail")
    if number := parked.count():
        text = ngettext(
            "%(n)s taak is na vijf keer opgegeven. De beheerder van de server ziet welke.",
            "%(n)s taken zijn na vijf keer opgegeven. De beheerder van de server ziet welke.",
            number,
        )
        yield Due(text % {"n": number}, here, late=True)
