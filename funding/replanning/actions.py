"""Planning again over what is left: the learner chooses, and the reservations move in one transaction.

What a fund decided, or is looking at, stays. What nobody took up yet is planned again with the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from courses.models import Session
from funding.applications.actions import hold_money, plan_digest, propose_lines, record_lines
from funding.applications.enums import ApplicationState, LineState
from funding.applications.errors import AlreadyApplied, PlanChanged, SessionGone
from funding.applications.models import Application, PlanLine
from funding.applications.states import DECIDED, LINE, PROMISED, RUNNING, UNDECIDED
from funding.applications.steps import follow, give_back, lock, take
from funding.check import arranging
from funding.check.assessing import Schemes, schemes_on
from funding.checks.actions import begin_checks
from funding.checks.aid import one_at_a_time
from funding.engine import snapshot, terms
from funding.engine.assessment import Assessment, assess
from funding.engine.conflicts import conflict
from funding.engine.money import Cents, CostLine
from funding.replanning.errors import NotAgreed, NothingToPlan
from funding.replanning.models import Replan
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from portal.people.models import User
from portal.record.audit import record

#: Which words of consent are on the page of a new plan (templates/funding/replan.html).
CONSENT_TEXT = "nieuw-plan-1"
#: States of lines that nobody took up: they can make place for a better plan.
LOOSE = frozenset({LineState.RESERVED})
#: States after which money is missing.
GONE = frozenset(
    {LineState.REFUSED, LineState.EXPIRED, LineState.WITHDRAWN, LineState.REFUSED_OUTSIDE, LineState.FORWARDED}
)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What the plan would become: the lines that stay, and an assessment over what is left."""

    staying: tuple[PlanLine, ...]
    loose: tuple[PlanLine, ...]
    assessment: Assessment
    schemes: Schemes

    def readers(self) -> dict[str, str]:
        """The funds that decide on the new lines, as a consent names them, with their own names."""
        rows = arranging.decided_here(self.assessment, self.schemes)
        return {f"fund:{row.scheme.fund}": self.schemes.versions[row.scheme.version].scheme.fund.name for row in rows}

    @property
    def own(self) -> int:
        """The own contribution in cents."""
        return int(self.assessment.plan.own)

    @property
    def digest(self) -> str:
        """What the learner saw."""
        return plan_digest(self.assessment, [str(line.pk) for line in self.staying])


def new_plan(application: Application, learner: User) -> NewPlan:
    """The best plan over what is left today. Raises NothingToPlan when nothing is missing, or nothing else would pay.

    ``application`` comes with its lines and their scheme versions.
    """
    lines = [line for line in application.lines.all() if not _was_replaced(line, application)]
    missing = [line for line in lines if line.state in GONE or line.state == LineState.PARTLY_GRANTED]
    if not missing or application.state == ApplicationState.WITHDRAWN:
        raise NothingToPlan
    # What a fund sent on to another is not asked of it again.
    forwarded = [line for line in application.lines.all() if line.state == LineState.FORWARDED]
    gone = [line for line in lines if line.state in GONE] + forwarded
    loose = [line for line in lines if line.state in LOOSE]
    staying = [line for line in lines if line not in gone and line not in loose]
    today = timezone.localdate()
    schemes = _what_is_left(schemes_on(today, learner), gone, staying, loose)
    frozen = snapshot.assess_again(application.calculated, versions_of(application))
    facts = replace(frozen.facts, today=today)
    costs = costs_left(frozen.lines, staying)
    found = assess(facts, costs, schemes.all, schemes.areas)
    now = {(str(line.scheme_version_id), line.cents) for line in loose}
    if {(row.scheme.version, int(row.cents)) for row in found.rows if row.cents} == now:
        raise NothingToPlan
    return NewPlan(tuple(staying), tuple(loose), found, schemes)


def may_read(application: Application) -> set[str]:
    """Who may read an application that was sent, in the words of its consents: "fund:" and a slug."""
    given = Consent.objects.filter(
        Q(applications=application)
        | Q(replans__application=application)
        | Q(forwardings__line__application=application),
        withdrawn=None,
    )
    return {fund for scope in given.values_list("scope", flat=True) for fund in scope}


@transaction.atomic
def accept(application: Application, learner: User, seen: str, *, agreed: bool = False) -> list[PlanLine]:
    """Take the new plan: old reservations go, new ones come, or nothing changes at all; returns the new lines.

    ``seen`` is the digest of the plan on the screen; ``agreed``: the learner ticked that funds which did not read the
    application yet may do so. Raises NothingToPlan, PlanChanged when it is another one now, NotAgreed, SessionGone,
    and AlreadyApplied when the learner asked for the same course and start again meanwhile.
    """
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    locked = lock(application.pk)
    session = locked.session_id
    if session and not Session.objects.still_open(timezone.localdate()).filter(pk=session).exists():
        raise SessionGone
    twin = Application.objects.filter(learner=learner, course=locked.course_id, session=session, state__in=RUNNING)
    if twin.exclude(pk=locked.pk).exists():
        raise AlreadyApplied
    plan = new_plan(_loaded(locked), learner)
    if plan.digest != seen:
        raise PlanChanged
    newcomers = sorted(plan.readers().keys() - may_read(locked))
    if newcomers and not agreed:
        raise NotAgreed
    one_at_a_time(locked)
    round_ = max(line.round for line in [*plan.staying, *plan.loose, *locked.lines.all()]) + 1
    for line in sorted(plan.loose, key=lambda one: str(one.budget_id)):
        take(line, LINE.step("withdraw"))
        give_back(line, f"round:{round_}")
    first = max(line.position for line in locked.lines.all()) + 1
    new = propose_lines(locked, plan.assessment, plan.schemes, round_=round_, first=first, moved=plan.loose)
    begin_checks(locked, new)
    hold_money(new, plan.schemes.queued, waits=False, moved=plan.loose)
    follow(locked.pk)
    for line in sorted(plan.loose, key=lambda one: one.fund_id):
        record(learner, "withdraw", line, chain=line.fund_id, round=round_)
    consent = None
    if newcomers:
        consent = give_consent(Purpose.APPLICATION, scope=newcomers, text_version=CONSENT_TEXT, user=learner)
    Replan.objects.create(
        application=locked,
        round=round_,
        calculation=snapshot.to_document(plan.assessment),
        own_cents=plan.own,
        consent=consent,
    )
    record_lines(locked, new, learner)
    return new


def _loaded(application: Application) -> Application:
    return Application.objects.with_everything().get(pk=application.pk)


def versions_of(application: Application) -> dict[str, Any]:
    """The versions that the calculation of an application names, as the engine reads them."""
    from funding.check.current import scheme_on_date
    from funding.schemes.models import SchemeVersion

    wanted = [row["version"] for row in application.calculated["schemes"]]
    return {str(v.pk): scheme_on_date(v) for v in SchemeVersion.objects.filter(pk__in=wanted).select_related("scheme")}


def _was_replaced(line: PlanLine, application: Application) -> bool:
    """A line that made place for a later round: it is no refusal, and no longer part of the plan."""
    later = any(other.round > line.round for other in application.lines.all())
    return later and line.state in {LineState.WITHDRAWN, LineState.FORWARDED}


def _what_is_left(
    schemes: Schemes, gone: Iterable[PlanLine], staying: Iterable[PlanLine], loose: Iterable[PlanLine]
) -> Schemes:
    """Without what was refused or already pays, and without what may not go together with what pays.

    What a loose line holds counts as left in its budget: it goes back when the plan is taken.
    """
    out = {line.scheme_version.scheme_id for line in [*gone, *staying]}
    paying = [line for line in staying if line.state in PROMISED | UNDECIDED]
    fixed = [(line.scheme_version.scheme_id, terms.parse(line.scheme_version.terms)) for line in paying]
    held = {line.scheme_version.scheme_id: line.cents for line in loose}
    left = []
    for scheme in schemes.all:
        if scheme.slug in out or any(conflict(scheme.slug, scheme.terms, slug, of) for slug, of in fixed):
            continue
        cents = held.get(scheme.slug, 0)
        if cents and scheme.budget_left is not None:
            left.append(
                replace(
                    scheme,
                    budget_left=Cents(scheme.budget_left + cents),
                    received_this_year=Cents(max(scheme.received_this_year - cents, 0)),
                    received_ever=Cents(max(scheme.received_ever - cents, 0)),
                    received_by_family=Cents(max(scheme.received_by_family - cents, 0)),
                )
            )
        else:
            left.append(scheme)
    return replace(schemes, all=tuple(left))


def costs_left(costs: Iterable[CostLine], staying: Iterable[PlanLine]) -> list[CostLine]:
    """The costs without what the staying lines pay; a partial grant pays its costs in the order of its parts."""
    paid: dict[str, int] = {}
    for line in staying:
        rest = line.granted_cents if line.state in DECIDED or line.state == LineState.GRANTED_OUTSIDE else line.cents
        for part in line.parts:
            cents = min(int(part["cents"]), int(rest or 0))
            paid[part["kind"]] = paid.get(part["kind"], 0) + cents
            rest = int(rest or 0) - cents
    left = []
    for cost in costs:
        taken = min(paid.get(cost.kind.value, 0), int(cost.gross))
        paid[cost.kind.value] = paid.get(cost.kind.value, 0) - taken
        net = min(int(cost.net), taken)  # VAT last: many schemes do not pay it, and what is left must not seem payable
        less = replace(cost, net=Cents(int(cost.net) - net), vat=Cents(int(cost.vat) - (taken - net)))
        if less.gross:
            left.append(less)
    return left
