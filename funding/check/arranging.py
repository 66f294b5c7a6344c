"""Who arranges what of a plan: what one asks through this portal, what one gets elsewhere, and what is not certain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from courses.models import Session
from funding.check.assessing import Schemes
from funding.engine.assessment import Assessment, Row
from funding.engine.plan import Plan
from funding.engine.scheme import SchemeOnDate
from funding.engine.terms import Tier
from funding.letters.terms import legal_term
from portal.people.models import Fund
from portal.templatetags.portal import euros, own_euros


def payers_first(assessment: Assessment) -> list[Row]:
    """The rows in the one order of every page: who pays by the plan's own order, most money first; then the rest."""
    return sorted(assessment.rows, key=lambda row: (not row.cents, row.scheme.terms.tier, -row.cents))


def decided_here(assessment: Assessment, schemes: Schemes) -> list[Row]:
    """Rows of the plan whose fund decides in this portal, with its money known."""
    return [row for row in assessment.rows if row.cents and decides_here(row.scheme, schemes)]


def decides_here(scheme: SchemeOnDate, schemes: Schemes) -> bool:
    """Whether the fund of a scheme decides in this portal, from a budget that is known here."""
    fund: Fund = schemes.versions[scheme.version].scheme.fund
    return fund.decides_here and scheme.slug in schemes.budgets


def open_cents(plan: Plan, to_be_checked: Collection[str], schemes: Schemes) -> int:
    """The cents of a plan that are not certain by the rules alone: somebody must still judge a condition of one of
    ``to_be_checked`` (slugs), or the learner asks for the money elsewhere. A loan is the learner's own."""
    return sum(
        plan.paid_by(scheme.slug)
        for scheme in schemes.all
        if scheme.slug in plan.schemes
        and scheme.terms.tier is not Tier.LOAN
        and (scheme.slug in to_be_checked or not decides_here(scheme, schemes))
    )


def open_of(assessment: Assessment, schemes: Schemes) -> int:
    """``open_cents`` of what was worked out for one course."""
    checked = {row.scheme.slug for row in assessment.rows if row.to_be_checked}
    return open_cents(assessment.plan, checked, schemes)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Money that the learner gets elsewhere: who pays, how many cents, and what to do for it (Dutch)."""

    name: str
    cents: int
    how: str


def arranged_elsewhere(assessment: Assessment, schemes: Schemes) -> list[Arrangement]:
    """What of the plan nobody decides on in this portal; a loan is the learner's own and not here."""
    found = []
    for row in payers_first(assessment):
        if row.cents and row.scheme.terms.tier is not Tier.LOAN and not decides_here(row.scheme, schemes):
            scheme = schemes.versions[row.scheme.version].scheme
            found.append(Arrangement(scheme.name, row.cents, scheme.how_to_apply))
    return found


def asked_here(assessment: Assessment, schemes: Schemes) -> list[Arrangement]:
    """What of the plan one asks through this portal, in one application."""
    rows = [row for row in payers_first(assessment) if row.cents and decides_here(row.scheme, schemes)]
    return [Arrangement(row.scheme.name, row.cents, "") for row in rows]


def decided_late(assessment: Assessment, schemes: Schemes, session: Session | None) -> date | None:
    """The last day of the legal term of an application sent now, when the course begins before it; else None."""
    weeks = [schemes.versions[row.scheme.version].legal_term_weeks for row in decided_here(assessment, schemes)]
    if session is None or not weeks:
        return None
    until = legal_term(assessment.facts.today, max(weeks))
    return until if session.starts <= until else None


def apply_before(assessment: Assessment, schemes: Schemes, session: Session) -> date | None:
    """The day before which one must apply to have every decision before the course begins; None when nobody decides."""
    weeks = [schemes.versions[row.scheme.version].legal_term_weeks for row in decided_here(assessment, schemes)]
    return session.starts - timedelta(weeks=max(weeks)) if weeks else None


def own_words(assessment: Assessment, schemes: Schemes) -> str:
    """The own contribution in a sentence or two, with what is still open and what the learner has to arrange."""
    plan, possible = assessment.plan, assessment.possible
    if assessment.questions_left and possible.own < plan.own:
        return _("Met wat je tot nu toe vertelde betaal je %(now)s. Het kan nog %(best)s worden.") % {
            "now": euros(plan.own),
            "best": euros(possible.own),
        }
    open_now = open_of(assessment, schemes)
    if not plan.own and not open_now:
        return _("Je hoeft niets te betalen.")
    elsewhere = sum(one.cents for one in arranged_elsewhere(assessment, schemes))
    said = [_("Jij betaalt %(own)s.") % {"own": own_euros(plan.own, open_now)}]
    if elsewhere:
        said.append(_("%(amount)s regel je zelf.") % {"amount": euros(elsewhere)})
    if open_now > elsewhere:
        said.append(_("%(amount)s wordt nog nagekeken.") % {"amount": euros(open_now - elsewhere)})
    return " ".join(said)
