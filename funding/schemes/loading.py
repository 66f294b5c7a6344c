"""Schemes from files, one JSON document per scheme. Safe to run again; a published version never changes."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone

from courses.shortages.importing import DEMO, import_shortages
from funding.budgets.models import Budget
from funding.engine import rules, terms
from funding.fund_settings.enums import ChangeState
from funding.fund_settings.models import SETTINGS, FundChange
from funding.schemes.actions import tell_who_copied
from funding.schemes.enums import Stage
from funding.schemes.models import Scheme, SchemeExample, SchemeOrigin, SchemeVersion
from portal.people.models import Fund

DATA = Path(__file__).parent / "data"


class SchemeFileError(ValueError):
    """A file cannot be loaded; the message names the file and what is wrong."""


def documents(folder: Path = DATA) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every scheme file with its content, in the order of the names."""
    for path in sorted(folder.glob("*.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load_schemes(folder: Path = DATA, *, demo: bool) -> dict[str, int]:
    """Load or complete all schemes; returns counts of schemes and new versions. Raises SchemeFileError.

    A scheme that staff of this portal write themselves (``kept_here``) stays as they made it. Whatever the number of
    files, the number of queries is the same.

    Only with ``demo`` also the funds that were made up for the demo region, example budgets, and the shortage lists
    that such funds ask for: a real portal must not hold money that nobody gave, or a list that nobody published.
    """
    if demo:
        import_shortages(DEMO)
    found: dict[str, dict[str, Any]] = {}
    for path, document in documents(folder):
        with _named(path):
            if demo or not document["fund"]["demo"]:
                found[path.name] = document
    _write_funds(found.values())
    kept_here = set(Scheme.objects.filter(kept_here=True).values_list("slug", flat=True))
    ours = {name: document for name, document in found.items() if document["slug"] not in kept_here}
    _write_schemes(ours.values())
    new = _write_versions(ours)
    _write_examples(ours.values())
    _write_budgets(ours.values(), demo=demo)
    return {"schemes": len(found), "new_versions": new}


@contextmanager
def _named(path: Path | str) -> Iterator[None]:
    """What is wrong with a file, under its name."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise SchemeFileError(f"{Path(path).name}: {error}") from error


def _write_funds(found: Iterable[dict[str, Any]]) -> None:
    names = ("name", "sector", "sole_decision_limit", "address", "decides_here")
    funds = {
        fund["slug"]: Fund(
            slug=fund["slug"],
            contact=fund.get("contact", ""),
            provider_confirms=fund.get("provider_confirms", False),
            advance_percent=fund.get("advance_percent", 100),
            **{name: fund[name] for name in names},
        )
        for fund in (document["fund"] for document in found)
    }
    # How a fund decides and pays is its own once two of its people changed it here.
    done = FundChange.objects.filter(fund__in=funds, state=ChangeState.DONE)
    kept_here = set(done.values_list("fund", flat=True))
    changes = [*names, "contact", "provider_confirms", "advance_percent"]
    for own in (False, True):
        rows = [fund for slug, fund in funds.items() if (slug in kept_here) is own]
        fields = [name for name in changes if not own or name not in SETTINGS]
        Fund.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)


def _write_schemes(found: Iterable[dict[str, Any]]) -> None:
    names = ("name", "summary", "for_whom")
    schemes = [
        Scheme(
            slug=document["slug"],
            fund_id=document["fund"]["slug"],
            how_to_apply=document.get("how_to_apply", ""),
            **{name: document[name] for name in names},
        )
        for document in found
    ]
    Scheme.objects.bulk_create(
        schemes, update_conflicts=True, unique_fields=["slug"], update_fields=[*names, "fund", "how_to_apply"]
    )


def _write_versions(found: Mapping[str, dict[str, Any]]) -> int:
    """Publish what is new; returns how many versions. A published one that another file entry now tells is refused,
    but for an end that an open-ended one got since: a next version can then begin on that day.
    """
    slugs = [document["slug"] for document in found.values()]
    stored = SchemeVersion.objects.filter(scheme__in=slugs)
    published = {
        (one.scheme_id, one.number): one.digest for one in stored.published().only("scheme", "number", "digest")
    }
    drafts = set(stored.unpublished().values_list("scheme", "number"))
    new = []
    for name, document in found.items():
        with _named(name):
            for entry in document["versions"]:
                key = document["slug"], entry["number"]
                if key not in published:
                    new.append(_version(document["slug"], entry))
                elif published[key] == _digest(entry | {"valid_to": None}):
                    _end(key, entry["valid_to"])
                elif published[key] != _digest(entry):
                    raise ValueError(f"version {key[1]} was published and may not change: add a new version")
    for version in new:
        if (version.scheme_id, version.number) in drafts:
            # A draft that has its number meanwhile moves on to the next one.
            moved = SchemeVersion.objects.unpublished().filter(scheme=version.scheme_id, number=version.number)
            moved.update(number=F("number") + 1, revision=F("revision") + 1)
    SchemeVersion.objects.bulk_create(new)
    copied = set(
        SchemeOrigin.objects.filter(origin__in=[one.scheme_id for one in new]).values_list("origin", flat=True)
    )
    for version in new:
        if version.scheme_id in copied:
            tell_who_copied(version)
    return len(new)


def _write_examples(found: Iterable[dict[str, Any]]) -> None:
    """The money of the examples is by the newest version's terms; a version that has examples keeps them."""
    without = SchemeVersion.objects.published().filter(examples=None).exclude(digest="")
    versions = {(one.scheme_id, one.number): one for one in without.only("scheme", "number")}
    rows = []
    for document in found:
        newest = versions.get((document["slug"], document["versions"][-1]["number"]))
        if newest:
            rows += [_example(newest, example) for example in document["examples"]]
    SchemeExample.objects.bulk_create(rows)


def _write_budgets(found: Iterable[dict[str, Any]], *, demo: bool) -> None:
    taken = list(Budget.objects.values_list("scheme", "period"))
    new = []
    for document in found:
        budget = document.get("budget")
        if budget and (demo or not budget["example"]):
            begins, ends = date.fromisoformat(budget["from"]), date.fromisoformat(budget["until"])
            if not any(scheme == document["slug"] and _overlap(begins, ends, period) for scheme, period in taken):
                new.append(
                    Budget(scheme_id=document["slug"], period=DateRange(begins, ends), ceiling=budget["ceiling"])
                )
    Budget.objects.bulk_create(new)


def _overlap(begins: date, ends: date, period: Any) -> bool:
    return (period.upper is None or begins < period.upper) and (period.lower is None or period.lower < ends)


def _example(version: SchemeVersion, entry: dict[str, Any]) -> SchemeExample:
    kept = {name: entry[name] for name in ("title", "facts", "lines", "verdict", "cents")}
    return SchemeExample(version=version, today=date.fromisoformat(entry["today"]), **kept)


def _digest(entry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _end(key: tuple[str, int], valid_to: str | None) -> None:
    """Give a published version the end that its file tells, if any. An earlier one that people set stays."""
    if valid_to:
        until = date.fromisoformat(valid_to)
        version = SchemeVersion.objects.get(scheme=key[0], number=key[1])
        if version.period.upper is None or version.period.upper > until:
            SchemeVersion.objects.filter(pk=version.pk).update(period=DateRange(version.period.lower, until))


def _version(scheme: str, entry: dict[str, Any]) -> SchemeVersion:
    """A version of a file, as it is published. Raises KeyError and ValueError for what can't be read."""
    rules.parse(entry["rule"])
    terms.parse(entry["terms"])
    until = entry["valid_to"]
    return SchemeVersion(
        scheme_id=scheme,
        number=entry["number"],
        period=DateRange(date.fromisoformat(entry["valid_from"]), date.fromisoformat(until) if until else None),
        status=entry["status"],
        closed_reason=entry.get("closed_reason", ""),
        rule=entry["rule"],
        terms=entry["terms"],
        sources=entry["sources"],
        checked_on=date.fromisoformat(entry["checked_on"]),
        is_example=entry["example"],
        example_note=entry.get("example_note", ""),
        decision_law=entry["decision_law"],
        legal_term_weeks=entry["legal_term_weeks"],
        documents=entry.get("documents", []),
        digest=_digest(entry),
        stage=Stage.PUBLISHED,
        published=timezone.now(),
    )
