"""Proving that what was decided on can be worked out again: the same facts and versions give the same outcome."""

from collections.abc import Iterator
from dataclasses import dataclass

from funding.applications.models import Application, PlanLine
from funding.check.current import scheme_on_date
from funding.check.insisting import amount
from funding.decisions.models import Decision
from funding.engine import snapshot
from funding.engine.assessment import Assessment
from funding.engine.scheme import SchemeOnDate
from funding.schemes.models import SchemeVersion


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An application of which something does not follow from what it rests on; ``where`` says what, as paths."""

    number: str
    where: tuple[str, ...]


def mismatches() -> Iterator[Mismatch]:
    """Work every sent application out again and compare: the calculation, the lines, and what was granted."""
    versions = {str(v.pk): scheme_on_date(v) for v in SchemeVersion.objects.published().select_related("scheme")}
    sent = (
        Application.objects.sent()
        .prefetch_related("lines__decisions", "lines__settlement", "lines__sample", "replans")
        .order_by("submitted")
    )
    for application in sent.iterator(chunk_size=200):
        where = [*_calculation(application, versions), *_lines(application, versions)]
        if where:
            yield Mismatch(application.number, tuple(where))


def _calculation(application: Application, versions: dict[str, SchemeOnDate]) -> Iterator[str]:
    try:
        again = snapshot.to_document(snapshot.assess_again(application.calculated, versions))
    except (KeyError, ValueError) as error:
        yield f"calculation: {type(error).__name__} {error}"
        return
    yield from (f"calculation/{path}" for path in snapshot.differences(application.calculated, again))


def _lines(application: Application, versions: dict[str, SchemeOnDate]) -> Iterator[str]:
    """The lines are the paying rows of the calculation, and nothing was granted beyond them."""
    asked = {row["version"]: row["cents"] for row in application.calculated["schemes"] if row["cents"]}
    lines = list(application.lines.all())
    if {str(line.scheme_version_id): line.cents for line in lines if line.round == 1 and not line.insisted} != asked:
        yield "lines"
    first = [line for line in lines if line.round == 1]
    if any(line.insisted for line in first):
        yield from _beside(snapshot.assess_again(application.calculated, versions), first, "insisted")
    if application.calculated["plan"]["own"] != application.own_cents:
        yield "own_cents"
    for replan in application.replans.all():
        where = f"round/{replan.round}"
        try:
            again_ = snapshot.to_document(snapshot.assess_again(replan.calculation, versions))
        except (KeyError, ValueError) as error:
            yield f"{where}: {type(error).__name__} {error}"
            continue
        yield from (f"{where}/{path}" for path in snapshot.differences(replan.calculation, again_))
        paying = {row["version"]: row["cents"] for row in replan.calculation["schemes"] if row["cents"]}
        of_round = [line for line in lines if line.round == replan.round]
        if {str(line.scheme_version_id): line.cents for line in of_round if not line.insisted} != paying:
            yield f"{where}/lines"
        yield from _beside(snapshot.assess_again(replan.calculation, versions), of_round, f"{where}/insisted")
    for line in lines:
        for decision in line.decisions.all():
            if not (decision.asked_cents == line.cents and 0 <= decision.cents <= line.cents):
                yield f"decision/{decision.pk}"
        chain = list(line.decisions.all())
        if [one.corrects_id for one in chain] != [None, *(one.pk for one in chain[:-1])][: len(chain)]:
            yield f"chain/{line.pk}"
        if _fixed(line, chain) != line.settled_cents:
            yield f"settled/{line.pk}"
        if chain and chain[-1].cents != line.granted_cents:
            yield f"granted/{line.pk}"


def _beside(again: Assessment, lines: list[PlanLine], where: str) -> Iterator[str]:
    """What is asked although the check says no, is what the scheme would pay."""
    beside = {str(line.scheme_version_id): line.cents for line in lines if line.insisted}
    found = {row.scheme.version: amount(again, row)[0] for row in again.rows if row.scheme.version in beside}
    if found != beside:
        yield where


def _fixed(line: PlanLine, chain: list[Decision]) -> int | None:
    """The amount (cents) that was fixed last: by a settlement, lower by a check afterwards (Awb 4:49), higher by an
    objection; None when nothing was.
    """
    settlement, sample = getattr(line, "settlement", None), getattr(line, "sample", None)
    found = [(one.at, one.fixed_cents) for one in chain if one.fixed_cents is not None]
    if settlement and settlement.decided:
        found.append((settlement.decided, settlement.cents))
    if sample and sample.done and sample.cents is not None:
        found.append((sample.done, sample.cents))
    return max(found)[1] if found else None
