"""Who would win or lose by a version: of the applications of the last year, and of 10,000 invented people."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from funding.applications.models import Application
from funding.editor.version_page import before
from funding.engine.facts import FactError, Facts
from funding.engine.impact import Effect, Impact, Side, impact_of
from funding.engine.invented import Case, invented
from funding.engine.money import CostLine
from funding.engine.tree import facts_of
from funding.engine.vocabulary import base_of
from funding.schemes.models import SchemeImpact, SchemeVersion
from funding.schemes.readiness import areas_for, read
from portal.record import outbox
from portal.record.outbox import consumes

PEOPLE = 10_000
YEAR = timedelta(days=365)
#: The same invented people for every version, so that two versions can be compared.
SEED = 2027


@transaction.atomic
def ask_impact(version: SchemeVersion) -> SchemeImpact:
    """Promise to work out the impact of a version as it is now; the same question twice is one."""
    asked, _created = SchemeImpact.objects.get_or_create(version=version, revision=version.revision)
    outbox.put(
        "funding.work_out_impact",
        f"impact:{version.pk}:{version.revision}",
        version_id=str(version.pk),
        revision=version.revision,
    )
    return asked


def known_impact(version: SchemeVersion) -> SchemeImpact | None:
    """What was asked for this version as it is now, worked out or not."""
    return SchemeImpact.objects.filter(version=version, revision=version.revision).first()


@consumes("funding.work_out_impact")
def work_out_impact(version_id: str, revision: int) -> None:
    """Work it out, unless the version changed or went meanwhile."""
    version = SchemeVersion.objects.filter(pk=UUID(version_id), revision=revision).first()
    if version is not None:
        SchemeImpact.objects.filter(version=version, revision=revision).update(result=impact_document(version))


def impact_document(version: SchemeVersion) -> dict[str, Any]:
    """The impact as JSON: {"applications": counts, "people": counts}; {} while rule or money are not finished.

    Counts: {"cases", "wins", "more", "less", "loses", "same", "nothing", "before", "after"} (the last two in cents),
    and of people "shown": {effect: [{"facts", "before", "after"}]}.
    """
    now = read(version)
    if now.rule is None or now.terms is None:
        return {}
    other = before(version)
    old = read(other) if other else None
    side = (old.rule, old.terms) if old and old.rule is not None and old.terms is not None else None
    rules = [now.rule, *([side[0]] if side else [])]
    areas = areas_for(*rules)
    today = timezone.localdate()
    spoken = sorted({base_of(name).name for rule in rules for name in facts_of(rule)})
    new: Side = (now.rule, now.terms)
    people = impact_of(side, new, invented(rules, areas, today, PEOPLE, SEED), areas)
    sent = impact_of(side, new, _applications(), areas)
    return {
        "against": other.number if other else None,
        "applications": counts_of(sent),
        "people": counts_of(people) | {"shown": _shown(people, spoken)},
    }


def _applications() -> Iterator[Case]:
    """What was told and asked in every application of the last twelve months, without who it was."""
    since = timezone.now() - YEAR
    sent = Application.objects.sent().filter(submitted__gte=since, calculation__isnull=False)
    calculations: Iterator[Any] = sent.values_list("calculation", flat=True).iterator(chunk_size=500)
    for calculation in calculations:
        try:
            lines = tuple(CostLine.from_document(line) for line in calculation["lines"])
            yield Case(Facts.from_document(calculation["facts"]), lines)
        except (FactError, ValueError, KeyError):
            continue  # of an earlier vocabulary: it cannot be judged by a rule of today


def counts_of(impact: Impact) -> dict[str, Any]:
    """Cases per effect, how many there are, and what was paid before and after in cents."""
    counts: dict[str, Any] = {effect.value: number for effect, number in impact.counts.items()}
    return counts | {"cases": impact.cases, "before": impact.before, "after": impact.after}


def _shown(impact: Impact, spoken: list[str]) -> Mapping[str, Any]:
    return {
        effect.value: [
            {"facts": _told(case, spoken), "before": old, "after": new, "price": sum(line.gross for line in case.lines)}
            for case, old, new in impact.shown.get(effect, [])
        ]
        for effect in Effect
        if impact.shown.get(effect)
    }


def _told(case: Case, spoken: list[str]) -> Mapping[str, Any]:
    document = case.facts.to_document()["values"]
    values: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    return {name: values[name] for name in spoken if name in values}
