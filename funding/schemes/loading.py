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
from django.db.models import F
from django.utils import timezone

from courses.shortages.importing import DEMO, import_shortages
from funding.budgets.models import Budget
from funding.engine import rules, terms
from funding.schemes.enums import Stage
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
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

    A scheme that staff of this portal write themselves (``kept_here``) stays as they made it.

    Only with ``demo`` also the funds that were made up for the demo region, example budgets, and the shortage lists that
    such funds ask for: a real portal must not hold money that nobody gave, or a list that nobody published.
    """
    counts = {"schemes": 0, "new_versions": 0}
    if demo:
        import_shortages(DEMO)
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
    known = Scheme.objects.filter(slug=document["slug"]).first()
    if known and known.kept_here:
        return 0
    scheme, _created = Scheme.objects.update_or_create(
        slug=document["slug"],
        defaults={name: document[name] for name in ("name", "summary", "for_whom")}
        | {"fund_id": fund["slug"], "how_to_apply": document.get("how_to_apply", "")},
    )
    loaded = [_load_version(scheme, entry) for entry in document["versions"]]
    # The money of the examples is by the newest version's terms.
    newest = SchemeVersion.objects.published().filter(scheme=scheme, examples=None).exclude(digest="").last()
    if newest and newest.number == document["versions"][-1]["number"]:
        SchemeExample.objects.bulk_create(_example(newest, example) for example in document["examples"])
    budget = document.get("budget")
    if budget and (demo or not budget["example"]):
        period = DateRange(date.fromisoformat(budget["from"]), date.fromisoformat(budget["until"]))
        if not Budget.objects.filter(scheme=scheme, period__overlap=period).exists():
            Budget.objects.create(scheme=scheme, period=period, ceiling=budget["ceiling"])
    return sum(version is not None for version in loaded)


def _example(version: SchemeVersion, entry: dict[str, Any]) -> SchemeExample:
    kept = {name: entry[name] for name in ("title", "facts", "lines", "verdict", "cents")}
    return SchemeExample(version=version, today=date.fromisoformat(entry["today"]), **kept)


def _load_version(scheme: Scheme, entry: dict[str, Any]) -> SchemeVersion | None:
    """Publish one version if it is new; raises ValueError when a published one was changed in the file.

    A draft that has its number meanwhile moves on to the next one.
    """
    digest = hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    drafts = SchemeVersion.objects.unpublished().filter(scheme=scheme, number=entry["number"])
    drafts.update(number=F("number") + 1, revision=F("revision") + 1)
    known = SchemeVersion.objects.filter(scheme=scheme, number=entry["number"]).first()
    if known:
        if known.digest != digest:
            raise ValueError(f"version {entry['number']} was published and may not change: add a new version")
        return None
    rules.parse(entry["rule"])
    terms.parse(entry["terms"])
    until = entry["valid_to"]
    return SchemeVersion.objects.create(
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
        documents=entry.get("documents", []),
        digest=digest,
        stage=Stage.PUBLISHED,
        published=timezone.now(),
    )
