"""What the pages show of free times: days to choose from, and times by part of the day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.agenda.availability import Availability, Offer
from intake.agenda.enums import Language
from intake.agenda.models import Adviser
from portal.templatetags.portal import day

NOON, EVENING = 12, 18
#: Days beside each other before "Latere dagen".
DAYS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which times are looked at: for a kind of talk, of one adviser or of who speaks a language; and what to choose."""

    kind: str
    adviser: Adviser | None
    language: str
    kinds: list[dict[str, Any]]
    advisers: list[dict[str, Any]]
    languages: list[dict[str, Any]]

    @property
    def query(self) -> dict[str, str]:
        """As it stands in the address."""
        found = {"adviseur": str(self.adviser.pk) if self.adviser else "", "spreekt": self.language}
        return self.of_kind | {name: value for name, value in found.items() if value}

    @property
    def of_kind(self) -> dict[str, str]:
        """The kind alone, as it stands in the address."""
        return {"soort": self.kind} if self.kind else {}

    @property
    def everybody_url(self) -> str:
        """To the times of everybody, for the same kind."""
        return f"?{urlencode(self.of_kind)}"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.adviser or self.language)


def narrowing(desk: Availability, kind: str, adviser: str, language: str) -> Narrowing:
    """From an address; what is no kind, adviser or language here is left out."""
    chosen = next((one for one in desk.advisers if str(one.pk) == adviser), None)
    spoken = [one for one in Language if any(one in adviser.languages for adviser in desk.advisers)]
    language = language if language in spoken else ""
    address = reverse("intake:region", args=[desk.region.slug])
    usual = desk.kinds[0].slug if desk.kinds else ""
    kind = desk.kind.slug if desk.kind and desk.kind.slug == kind != usual else ""
    of_kind = {"soort": kind} if kind else {}
    people = [(one.first_name, str(one.pk), one == chosen) for one in desk.advisers]
    return Narrowing(
        kind,
        chosen,
        language,
        kinds=[
            {
                "label": one.name,
                "url": address if one.slug == usual else f"{address}?{urlencode({'soort': one.slug})}",
                "current": one.slug == (kind or usual),
            }
            for one in desk.kinds
        ],
        advisers=[
            {"label": name, "url": f"{address}?{urlencode(of_kind | {'adviseur': key})}", "current": current}
            for name, key, current in people
        ],
        languages=[
            {
                "label": one.label,
                "url": f"{address}?{urlencode(of_kind | {'spreekt': one.value})}",
                "current": one == language,
            }
            for one in spoken
            if one != Language.DUTCH
        ],
    )


def days(availability: Availability, chosen: date, narrow: Narrowing) -> dict[str, Any]:
    """A stretch of days with the chosen one in it, for components/week_strip.html, and where earlier and later lead."""
    found = list(availability.by_day)
    page = found.index(chosen) // DAYS_SHOWN
    shown = found[page * DAYS_SHOWN : (page + 1) * DAYS_SHOWN]
    later = found[(page + 1) * DAYS_SHOWN :]
    return {
        "days": [
            {
                "date": on,
                "url": day_url(availability, on, narrow),
                "count": len(availability.by_day[on]),
                "current": on == chosen,
            }
            for on in shown
        ],
        "earlier_url": day_url(availability, found[(page - 1) * DAYS_SHOWN], narrow) if page else "",
        "later_url": day_url(availability, later[0], narrow) if later else "",
    }


def day_url(availability: Availability, on: date, narrow: Narrowing) -> str:
    """The address of a day's times; the fragment brings a phone straight to them."""
    address = reverse("intake:region", args=[availability.region.slug])
    return f"{address}?{urlencode(narrow.query | {'dag': on.isoformat()})}#tijden"


def parts_of_day(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """Morning, afternoon and evening, those that have any, each with its times."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for offer in offers:
        hour = timezone.localtime(offer.start).hour
        label = _("Ochtend") if hour < NOON else _("Middag") if hour < EVENING else _("Avond")
        parts.setdefault(label, []).append(slot(offer))
    return [{"label": label, "slots": slots} for label, slots in parts.items()]


def by_day(offers: Iterable[Offer], address: Callable[[Offer], str] | None = None) -> list[dict[str, Any]]:
    """Days in words, each with its times, in the same shape as ``parts_of_day``; they lead to booking, or elsewhere."""
    found: dict[date, list[dict[str, Any]]] = {}
    for offer in offers:
        shown = slot(offer)
        if address:
            shown["url"] = address(offer)
        found.setdefault(offer.day, []).append(shown)
    return [{"label": day(on), "slots": slots} for on, slots in found.items()]


def slot(offer: Offer) -> dict[str, Any]:
    """One time for templates/intake/slots.html."""
    return {
        "start": offer.start,
        "url": booking_url(offer),
        "who": offer.adviser.first_name,
        "about": _("met {adviser}").format(adviser=offer.adviser.name),
    }


def booking_url(offer: Offer) -> str:
    return reverse("intake:book", args=[offer.kind.pk, offer.adviser.pk, offer.start])


def first_times(offers: Sequence[Offer], number: int = 6, per_day: int = 3) -> list[Offer]:
    """The first free times, some on each day, so that there is something to choose between."""
    found: list[Offer] = []
    for offer in offers:
        if sum(other.day == offer.day for other in found) < per_day:
            found.append(offer)
        if len(found) == number:
            break
    return found
