"""Whether the sources of schemes are still where they were: each address looked at once a week, by a task."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin

from celery import shared_task
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from funding.schemes.models import SchemeVersion
from portal.fetching import NoAnswer, NotAllowed, Reason, answer_of

#: One run looks at so many addresses at most; with SECONDS for each it is done before the next one begins.
ONE_RUN = 60
SECONDS = 15
LOOK_AGAIN = timedelta(days=7)
#: Bad weather lasts a few days: only what did not answer for so long is told.
SILENCE = timedelta(days=6)
MOST_REDIRECTS = 5
GONE = frozenset({404, 410})
#: The server is there and does not want a machine to look: nothing is known of the page.
NOT_FOR_MACHINES = frozenset({401, 403, 405, 406, 429, 451})


class LinkState(models.TextChoices):
    """What was found at an address."""

    THERE = "there"
    GONE = "gone"
    SILENT = "silent"


class SourceLink(models.Model):
    """What was last found at an address that a version names as its source (as it is stored: without https://).

    ``since`` is the day on which it was first found so; a page that is there again begins anew.
    """

    address = models.CharField(max_length=500, primary_key=True)
    state = models.CharField(max_length=10, choices=LinkState)
    since = models.DateTimeField()
    looked = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


type Look = Callable[[str], LinkState]


def look(address: str, *, allow_loopback: bool = False) -> LinkState:
    """What is at an address now, after at most MOST_REDIRECTS redirects; each of them must be public, by https.

    What sends on to an address without https is there, as far as we can see.
    """
    url = first = address if "://" in address else f"https://{address}"
    try:
        for _turn in range(MOST_REDIRECTS + 1):
            with answer_of(url, seconds=SECONDS, allow_loopback=allow_loopback) as response:
                status, onward = response.status, response.getheader("Location")
            if status in GONE:
                return LinkState.GONE
            if status in NOT_FOR_MACHINES or status < 300:
                return LinkState.THERE
            if status >= 400 or not onward:
                return LinkState.SILENT
            url = urljoin(url, onward)
    except NotAllowed as refused:
        sent_on = url != first and refused.reason is Reason.NOT_HTTPS
        return LinkState.THERE if sent_on else LinkState.SILENT
    except NoAnswer:
        return LinkState.SILENT
    return LinkState.SILENT


@shared_task(name="funding.watch_links")
def watch_links() -> None:
    """Look at the addresses whose turn it is."""
    look_at_sources(look)


def look_at_sources(by: Look) -> int:
    """Look at the sources of versions in force that nobody looked at for a week, and keep what was found.

    Returns how many were kept. When none of several addresses answers, it is our own line that is broken: then nothing
    is kept, and the next run begins again.
    """
    now = timezone.now()
    fresh = set(SourceLink.objects.filter(looked__gt=now - LOOK_AGAIN).values_list("address", flat=True))
    due = sorted(set(addresses_in_use()) - fresh)[:ONE_RUN]
    found = {address: by(address) for address in due}
    if len(found) > 2 and set(found.values()) == {LinkState.SILENT}:
        return 0
    known = {link.address: link for link in SourceLink.objects.filter(address__in=due)}
    for address, state in found.items():
        before = known.get(address)
        since = before.since if before and before.state == state else now
        SourceLink.objects.update_or_create(address=address, defaults={"state": state, "since": since, "looked": now})
    return len(found)


def addresses_in_use() -> Iterable[str]:
    """Every address that a version in force today, or a draft, names as its source."""
    today = timezone.localdate()
    versions = SchemeVersion.objects.filter(Q(period__contains=today) | ~Q(stage="published"))
    return (
        source["address"][:500]
        for sources in versions.values_list("sources", flat=True)
        for source in sources
        if source.get("address")
    )


@dataclass(frozen=True, slots=True)
class DeadSource:
    """A source that is no longer where a version says: "gone", or silent for a week."""

    title: str
    address: str
    is_gone: bool


def dead_sources(versions: Iterable[SchemeVersion]) -> dict[object, list[DeadSource]]:
    """The sources of these versions that are no longer there, by the key of the version; one query."""
    shown = list(versions)
    named = {source.get("address") for version in shown for source in version.sources}
    silent = Q(state=LinkState.SILENT, since__lt=timezone.now() - SILENCE)
    bad = SourceLink.objects.filter(Q(state=LinkState.GONE) | silent, address__in=[one for one in named if one])
    states = dict(bad.values_list("address", "state"))
    found: dict[object, list[DeadSource]] = {}
    for version in shown:
        for source in version.sources:
            if (state := states.get(source.get("address"))) is not None:
                dead = DeadSource(str(source.get("title", "")), source["address"], state == LinkState.GONE)
                found.setdefault(version.pk, []).append(dead)
    return found
