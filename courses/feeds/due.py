"""Feeds that wait for a person, and feeds that can no longer be read."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import ngettext

from courses.feeds.access import broken_feeds, held_feeds
from portal.access import Person
from portal.digest.due import Due
from portal.people.enums import Role


def feeds_due(who: Person) -> Iterable[Due]:
    """For who keeps the portal: feeds that were held, and those of which the last run failed or was refused."""
    if not who.has(Role.PORTAL_MANAGER):
        return
    listed = reverse("courses:feeds")
    if held := held_feeds():
        text = ngettext("%(n)d feed wacht op jouw oordeel.", "%(n)d feeds wachten op jouw oordeel.", held)
        yield Due(text % {"n": held}, listed, late=True)
    if broken := broken_feeds():
        text = ngettext("%(n)d feed kunnen we niet lezen.", "%(n)d feeds kunnen we niet lezen.", broken)
        yield Due(text % {"n": broken}, listed, late=True)
