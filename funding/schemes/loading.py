"""Schemes from files, one JSON document per scheme. Safe to run again; a published version never changes."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from funding.budgets.models import Budget
from funding.engine import rules, terms
from funding.schemes.models import Scheme, SchemeVersion
from portal.people.models import Fund

DATA = Path(__file__).parent / "data"


class SchemeFileError(ValueError):
    """A file cannot be loaded; the message names the file and what is wrong."""


def documents(folder: Path = DATA) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every scheme file with its content, in the order of the names."""
    for path in sorted(folder.glob("*.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


@cache
def own_contribution() -> dict[str, Any]:
    """What is said of the part that nobody else pays: name, summary and for_whom. It has no rule and no money."""
    path = DATA / "remainder" / "eigen-bijdrage.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@transaction.atomic
def load_schemes(folder: Path = DATA, *, demo: bool) -> dict[str, int]:
    """Load or complete all schemes; returns counts of schemes and new versions. Raises SchemeFileError.

    Only with ``demo`` also the funds that were made up for the demo region, and example budgets: a real portal
    must not hold money that nobody gave.
    """
    counts = {"schemes": 0, "new_versions": 0}
    for path, document in documents(folder):
        try:
            if document["fund"]["demo"] and not demo:
                continue
            counts["new_versions"] += _load(document, demo=demo)
        except (KeyError, ValueError) as error:
            raise SchemeFileError(f"{path.name}: {error}") from error
        counts["schemes"] += 1
    return counts


def _load(document: dict[str, Any], *, demo: bool) -> int:
    fund = document["fund"]
    Fund.objects.update_or_create(
        slug=fund["slug"],
        defaults={name: fund[name] for name in ("name", "sector", "sole_decision_limit", "address", "decides_here")}
        | {"contact": fund.get("contact", "")},
    )
    scheme, _created = Scheme.objects.update_or_create(
        slug=document["slug"],
        defaults={name: document[name] for name in ("name", "summary", "for_whom")}
        | {"fund_id": fund["slug"], "how_to_apply": document.get("how_to_apply", "")},
    )
    new = sum(_load_version(scheme, entry) for entry in document["versions"])
    budget = document.get("budget")
    if budget and (demo or not budget["example"]):
        period = DateRange(date.fromisoformat(budget["from"]), date.fromisoformat(budget["until"]))
        if not Budget.objects.filter(scheme=scheme, period__overlap=period).exists():
            Budget.objects.create(scheme=scheme, period=period, ceiling=budget["ceiling"])
    return new


def _load_version(scheme: Scheme, entry: dict[str, Any]) -> bool:
    """Publish one version if it is new; raises ValueError when a published one was changed in the file."""
    digest = hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    known = SchemeVersion.objects.filter(scheme=scheme, number=entry["number"]).first()
    if known:
        if known.digest != digest:
            raise ValueError(f"version {entry['number']} was published and may not change: add a new version")
        return False
    rules.parse(entry["rule"])
    terms.parse(entry["terms"])
    until = entry["valid_to"]
    SchemeVersion.objects.create(
        scheme=scheme,
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
        digest=digest,
    )
    return True
