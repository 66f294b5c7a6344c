"""What is broken in the portal itself, for who keeps it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import ngettext

from portal.access import Person
from portal.digest.due import Due
from portal.digest.failed import given_up, stuck_mail
from portal.people.enums import Role


def broken_here(who: Person) -> Iterable[Due]:
    """Mail that does not leave, and work that was given up."""
    if not who.has(Role.PORTAL_MANAGER):
        return
    here = reverse("portal:failed")
    if mails := stuck_mail().count():
        text = ngettext("%(n)s mail kon niet weg.", "%(n)s mails konden niet weg.", mails)
        yield Due(text % {"n": mails}, here, late=True)
    if number := given_up().count():
        text = ngettext("%(n)s taak is na vijf keer opgegeven.", "%(n)s taken zijn na vijf keer opgegeven.", number)
        yield Due(text % {"n": number}, here, late=True)
