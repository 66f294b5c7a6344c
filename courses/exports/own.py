"""Everything that we know of a course, in the words of our own records.

No standard has a word for all of it. OOAPI carries this in ``ext`` and JSON-LD in a term of our own, beside what they
say in their own words, so that our own reader (courses.feeds.own) has every record back as it was
(docs/decisions/courses.md). Amounts are whole cents, days are ISO 8601, and what we do not know is not there.
"""

from collections.abc import Iterable
from typing import Any

from courses.models import Course, PriceLine, Provider, Session

type Said = dict[str, Any]

COURSE = (
    "title", "summary", "description", "keywords", "link", "contact_email", "language", "sector", "level",
    "level_word", "nlqf", "outcome", "crebo", "minimum_age", "entry_requirements", "start_kind", "online",
    "duration_amount", "duration_unit", "hours_total", "hours_per_week", "parts_of_day", "expires",
)  # fmt: skip
SESSION = (
    "starts",
    "starts_certain",
    "ends",
    "opens",
    "deadline",
    "online",
    "place",
    "seats_total",
    "seats_left",
    "status",
)


def provider(one: Provider) -> Said:
    """Who gives courses."""
    return _known(one, ("kvk", "name", "org_unit_id", "website", "recognitions"))


def course(one: Course, *, on_a_page: bool = False) -> Said:
    """A course with its price lines and places, as courses.loading.whole gives it; its sessions are apart.

    ``on_a_page``: without the address for questions, which programs that gather addresses from pages would find.
    """
    places = [_filled({"text": place.text, "municipality": place.municipality_id}) for place in one.places.all()]
    names = [name for name in COURSE if not (on_a_page and name == "contact_email")]
    about = {"kvk": one.provider.kvk, "key": one.provider_key} | _known(one, names)
    return about | _filled({"places": places, "prices": _prices(one.price_lines.all())})


def session(one: Session) -> Said:
    """One time that a course is given, with its own price lines when it has them."""
    about = {"key": one.key} | _known(one, SESSION)
    return about | _filled({"municipality": one.municipality_id, "prices": _prices(one.price_lines.all())})


def _prices(lines: Iterable[PriceLine]) -> list[Said]:
    names = ("kind", "label", "net_cents", "vat_cents", "vat_percent", "required")
    return [_known(line, names) for line in lines]


def _known(record: Any, names: Iterable[str]) -> Said:
    return _filled({name: getattr(record, name) for name in names})


def _filled(said: Said) -> Said:
    """Without what says nothing; days as texts. 0 and False say something."""
    kept = {name: value for name, value in said.items() if value not in (None, "", [])}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in kept.items()}
