"""Feeds that wait for a person, and feeds that can no longer be read."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import ngettext

from courses.feeds.access import held_feeds
from courses.feeds.enums import RunOutcome
from courses.feeds.models import Feed, FeedRun
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
    last = FeedRun.objects.filter(feed=OuterRef("pk")).exclude(outcome=RunOutcome.RUNNING).order_by("-started")
    broken = Feed.objects.filter(paused=None).annotate(last=Subquery(last.values("outcome")[:1]))
    number = broken.filter(last__in=[RunOutcome.REFUSED, RunOutcome.FAILED]).count()
    if number:
        text = ngettext("%(n)d feed kunnen we niet lezen.", "%(n)d feeds kunnen we niet lezen.", number)
        yield Due(text % {"n": number}, listed, late=True)
