"""What another fund would pay of a line that is forwarded to it: worked out over what is left, as a new plan is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone

from funding.applications.models import Application, PlanLine
from funding.check import words
from funding.check.arranging import decides_here
from funding.check.assessing import Schemes, schemes_on
from funding.check.insisting import Insisted, amount
from funding.engine import snapshot, terms
from funding.engine.assessment import Assessment, assess
from funding.engine.conflicts import conflict
from funding.engine.money import Cents
from funding.engine.offers import family_of
from funding.engine.scheme import SchemeOnDate, State
from funding.forwarding.errors import NotThatScheme
from funding.replanning.actions import GONE, costs_left, may_read, versions_of
from funding.schemes.models import SchemeVersion
from portal.people.enums import Sector
from portal.people.models import Fund


@dataclass(frozen=True, slots=True)
class Offer:
    """What the scheme would pay: ``cents`` of the costs in ``parts``; ``own`` is what the learner then pays (cents).

    ``beside`` holds the row when the rule says no: the fund is asked all the same, and decides (Awb 1:3, 4:1).
    ``full``: its budget is full, the file goes on the waiting list.
    """

    version: SchemeVersion
    assessment: Assessment
    schemes: Schemes
    beside: tuple[Insisted, ...]
    cents: int
    parts: list[tuple[str, int]]
    own: int
    full: bool


def targets(line: PlanLine) -> list[SchemeVersion]:
    """Schemes of other funds that decide here, open and with a budget today: by fund and name."""
    today = timezone.localdate()
    found = SchemeVersion.objects.current(today).filter(scheme__fund__decides_here=True, status="open")
    found = found.filter(scheme__budgets__period__contains=today).exclude(scheme__fund=line.fund_id)
    return list(found.select_related("scheme__fund").order_by("scheme__fund__name", "scheme__name"))


def offer(line: PlanLine, slug: str) -> Offer:
    """What a scheme would pay in the place of this line, judged on the day of receipt, with the money of today.

    ``line`` comes with its application, learner, and the lines of it. Raises NotThatScheme.
    """
    application = line.application
    staying = list(staying_lines(line))
    schemes = schemes_on(timezone.localdate(), application.learner, waits=True)
    fixed = [(one.scheme_version.scheme_id, terms.parse(one.scheme_version.terms)) for one in staying]
    found = next((one for one in schemes.all if one.slug == slug), None)
    if found is None or not decides_here(found, schemes):
        raise NotThatScheme
    version = schemes.versions[found.version]
    if version.scheme.fund_id == line.fund_id:
        raise NotThatScheme
    if any(slug == other or conflict(slug, found.terms, other, of) for other, of in fixed):
        raise NotThatScheme
    found = replace(found, received_by_family=Cents(max(found.received_by_family - _counted(line, found), 0)))
    alone = replace(schemes, all=(found,))
    frozen = snapshot.assess_again(application.calculated, versions_of(application))
    assessment = assess(frozen.facts, costs_left(frozen.lines, staying), alone.all, alone.areas)
    row = assessment.rows[0]
    budget = schemes.budgets[slug]
    beside: tuple[Insisted, ...] = ()
    if row.cents:
        cents, parts = int(row.cents), words.parts_of(assessment, slug)
    else:
        cents, parts = amount(assessment, row)
        if not cents or row.state is not State.OPEN:
            raise NotThatScheme
        beside = (Insisted(row, cents, parts),)
    own = int(assessment.plan.own) - (cents if beside else 0)
    full = slug in schemes.queued or budget.free < cents
    return Offer(version, assessment, alone, beside, cents, words.part_rows(parts), own, full)


def _counted(line: PlanLine, scheme: SchemeOnDate) -> int:
    """Cents of this line that stand in what the family of the scheme received this year: they go back in the same
    moment. Of another family, or of an earlier year, none do.
    """
    family, today = family_of(scheme.terms), timezone.localdate()
    same = family and family_of(terms.parse(line.scheme_version.terms)) == family
    submitted = line.application.submitted
    return line.cents if same and submitted and timezone.localdate(submitted).year == today.year else 0


def staying_lines(line: PlanLine) -> Iterator[PlanLine]:
    """The other lines that pay, or may yet."""
    for other in line.application.lines.all():
        if other.pk != line.pk and other.state not in GONE:
            yield other


def needs_consent(line: PlanLine, to_fund: Fund, application: Application) -> bool:
    """Whether the learner must first say that the other fund may read the application.

    Not where they said so before, and not between two public funds: Awb 2:3 makes them forward what is not theirs.
    """
    both_public = line.fund.sector == Sector.PUBLIC and to_fund.sector == Sector.PUBLIC
    return not both_public and f"fund:{to_fund.pk}" not in may_read(application)
