"""A scheme that somebody writes in the portal: complete, and nothing that was shipped."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from funding.schemes.actions import begin_scheme, change, check, publish, save_example
from funding.schemes.models import SchemeExample, SchemeVersion
from portal.people.models import Fund, User

TEXTS = {
    "name": "Lasfonds Drenthe",
    "summary": "Het fonds betaalt lescursussen.",
    "for_whom": "Voor mensen die in Drenthe wonen.",
    "how_to_apply": "Vraag het aan bij het fonds.",
}
RULE: dict[str, Any] = {
    "all": [
        {
            "fact": "residence",
            "operator": "in_area",
            "area": "provincie-drenthe",
            "label": "Je woont in Drenthe.",
            "source": "Reglement Lasfonds, artikel 2",
        },
        {
            "fact": "age",
            "operator": "at_least",
            "value": 18,
            "label": "Je bent 18 jaar of ouder.",
            "source": "Reglement Lasfonds, artikel 3",
        },
    ]
}
TERMS: dict[str, Any] = {"tier": "earmarked", "percent": {"tuition": 100}, "cap_per_course": 100_000}
SOURCES = [{"title": "Reglement Lasfonds", "address": "lasfonds.example/reglement", "article": "2 en 3"}]
LINES = [{"kind": "tuition", "net": 150_000, "vat": 0}]
#: Title, facts, verdict, cents.
EXAMPLES: tuple[tuple[str, dict[str, Any], str, int], ...] = (
    ("Lasser uit Assen", {"residence": "GM0106", "birth_date": "1990-01-01"}, "yes", 100_000),
    ("Lasser uit Enschede", {"residence": "GM0153", "birth_date": "1990-01-01"}, "no", 0),
    ("Woonplaats onbekend", {"birth_date": "1990-01-01"}, "unknown", 0),
)


def now(version: SchemeVersion) -> SchemeVersion:
    """The version as it is in the database."""
    return SchemeVersion.objects.select_related("scheme__fund").get(pk=version.pk)


def write(draft: SchemeVersion, by: User, begins: date, **values: Any) -> SchemeVersion:
    """Fill in everything that a draft needs, and its examples."""
    all_values = {"rule": RULE, "terms": TERMS, "sources": SOURCES, "checked_on": begins} | values
    change(draft, by, draft.revision, period=DateRange(begins, None), **all_values)
    if not SchemeExample.objects.filter(version=draft).exists():
        for title, facts, verdict, cents in EXAMPLES:
            draft = now(draft)
            example = SchemeExample(title=title, today=begins, facts=facts, lines=LINES, verdict=verdict, cents=cents)
            save_example(draft, example, by, draft.revision)
    return now(draft)


def make_scheme(fund: Fund, by: User, begins: date, **values: Any) -> SchemeVersion:
    """A new scheme with a complete draft."""
    return write(now(begin_scheme(fund, TEXTS, by)), by, begins, **values)


def put_in_force(version: SchemeVersion, first: User, second: User) -> SchemeVersion:
    """Checked by one person, published by another."""
    check(version, first, version.revision)
    checked = now(version)
    publish(checked, second, checked.revision)
    return now(version)
