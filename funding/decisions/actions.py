"""Deciding on plan lines: one person up to the fund's limit, two above it; the first wins, the other is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.applications.enums import LineState, Verdict
from funding.applications.models import PlanLine
from funding.applications.states import LINE, UNDECIDED, Step
from funding.applications.steps import StepGone, follow, lock, money_came_back, take
from funding.applications.waiting import is_first
from funding.budgets import ledger
from funding.budgets.errors import BudgetExhausted
from funding.checks.blocking import what_blocks
from funding.decisions.errors import (
    CannotDecide,
    ChangedMeanwhile,
    ChecksOpen,
    Involved,
    NoMoney,
    NothingWasAsked,
    NotTheirRole,
    OnWaitingList,
    OwnApplication,
    OwnPreparation,
    TooMuch,
)
from funding.decisions.involvement import Involvement
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.writing import write_decision
from funding.parties.actions import end_opinions
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.people.enums import WORKERS, Role
from portal.people.models import Membership, User
from portal.record import outbox
from portal.record.audit import record
from portal.record.models import AuditEvent


@dataclass(frozen=True, slots=True)
class Finding:
    """What a fund administrator found: the verdict, the granted cents (0 for a refusal) and the reasons.

    ``fixed``: to what an amount (cents) goes up that was fixed on evidence; only on an objection against it.
    """

    verdict: Verdict
    cents: int
    reasons: str
    hardship: bool = False
    fixed: int | None = None


@transaction.atomic
def decide(line: PlanLine, finding: Finding, by: User, seen_version: int) -> Decision | None:
    """Decide one line, or above the fund's limit prepare it for somebody else (then None).

    ``line`` comes with fund and application. Raises ChangedMeanwhile when somebody was first, OwnApplication,
    NotTheirRole without the step's role at the fund today, TooMuch when more is granted than asked, OnWaitingList
    and NoMoney for a line whose budget is full, NothingWasAsked for setting aside what was never asked to complete.
    """
    _fits(line, finding)
    alone = line.cents <= line.fund.sole_decision_limit
    step = LINE.step(_step_name(line, finding.verdict, finding.cents) if alone else "prepare")
    preparation = Preparation(
        line=line,
        verdict=finding.verdict,
        cents=finding.cents,
        reasons=finding.reasons,
        hardship=finding.hardship,
        prepared_by=by,
    )
    _claim(line, step, by, seen_version, changes=_amount(preparation) if alone else {})
    preparation.save(force_insert=True)
    decision = _finish(line, preparation, by) if alone else None
    follow(line.application_id)
    record(by, step.name, line, chain=line.fund_id, preparation=str(preparation.pk), cents=finding.cents)
    return decision


@transaction.atomic
def approve(line: PlanLine, by: User, seen_version: int) -> Decision:
    """Make a prepared verdict final, as a second person.

    Raises ChangedMeanwhile, OwnApplication, NotTheirRole, NoMoney, and OwnPreparation for the one who prepared it.
    """
    preparation = _waiting_preparation(line)
    if preparation.verdict == Verdict.GRANT and (blocking := what_blocks(line)):
        raise ChecksOpen(blocking)
    step = LINE.step("approve_" + _step_name(line, Verdict(preparation.verdict), preparation.cents, noun=True))
    _claim(line, step, by, seen_version, preparation, _amount(preparation))
    decision = _finish(line, preparation, by)
    follow(line.application_id)
    record(by, step.name, line, chain=line.fund_id, decision=str(decision.pk), cents=decision.cents)
    return decision


@transaction.atomic
def send_back(line: PlanLine, reason: str, by: User, seen_version: int) -> None:
    """Return a prepared verdict to the fund administrators with a reason. Raises as ``approve`` does."""
    preparation = _waiting_preparation(line)
    reserved, _promised, _paid = ledger.held(line.pk)
    step = LINE.step("send_back" if reserved else "send_back_to_list")
    _claim(line, step, by, seen_version, preparation)
    Returned.objects.create(preparation=preparation, reason=reason, by=by)
    follow(line.application_id)
    record(by, step.name, line, chain=line.fund_id, preparation=str(preparation.pk))


@transaction.atomic
def take_up(line: PlanLine, by: User, seen_version: int) -> None:
    """Begin to look at a line: colleagues see who does. Raises as ``decide`` does."""
    _claim(line, LINE.step("take_up"), by, seen_version, changes={"assessor": by})
    follow(line.application_id)
    record(by, "take_up", line, chain=line.fund_id)


@transaction.atomic
def put_back(line: PlanLine, by: User, seen_version: int) -> None:
    """Give a line back to the queue of all. Raises as ``decide`` does."""
    _claim(line, LINE.step("put_back"), by, seen_version, changes={"assessor": None})
    follow(line.application_id)
    record(by, "put_back", line, chain=line.fund_id)


def allow(line: PlanLine, step: Step, by: User, preparation: Preparation | None = None) -> None:
    """Raise OwnApplication, OwnPreparation or NotTheirRole when this person may not take this step on this line.

    An assessor takes the steps of an administrator on what was given to them, until somebody decided.
    """
    if step.not_own_preparation and preparation and preparation.prepared_by_id == by.pk:
        raise OwnPreparation
    theirs = line.assessor_id == by.pk and line.state in UNDECIDED and step.by.value == Role.FUND_ADMINISTRATOR
    may_deal_with(line, by, WORKERS if theirs else [step.by.value])


def may_deal_with(line: PlanLine, who: User, roles: Iterable[str]) -> None:
    """Raise OwnApplication, Involved or NotTheirRole when this person may not deal with a line by these roles."""
    if line.application.learner_id == who.pk:
        raise OwnApplication
    if Involvement.objects.filter(application=line.application_id, user=who).exists():
        raise Involved
    held = Membership.objects.filter(user=who, fund=line.fund_id, role__in=roles)
    if not held.valid_on(timezone.localdate()).exists():
        raise NotTheirRole


def _fits(line: PlanLine, finding: Finding) -> None:
    if finding.cents > line.cents:
        raise TooMuch
    if line.state == LineState.WAITING and finding.verdict == Verdict.GRANT:
        if finding.cents == line.cents:
            raise OnWaitingList
        if not is_first(line):
            raise OnWaitingList
    if finding.verdict == Verdict.GRANT and (blocking := what_blocks(line)):
        raise ChecksOpen(blocking)
    if finding.verdict == Verdict.SET_ASIDE and not line.requests.filter(answered__isnull=True).exists():
        raise NothingWasAsked


def _step_name(line: PlanLine, verdict: Verdict, cents: int, *, noun: bool = False) -> str:
    if verdict == Verdict.GRANT:
        return "grant" if cents == line.cents else "grant_in_part"
    if verdict == Verdict.SET_ASIDE:
        return "set_aside"
    return "refusal" if noun else "refuse"


def _amount(preparation: Preparation) -> dict[str, int]:
    return {"granted_cents": preparation.cents}


def _claim(
    line: PlanLine,
    step: Step,
    by: User,
    seen_version: int,
    preparation: Preparation | None = None,
    changes: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Take the step if the line is still as this person saw it; one conditional update, so one of many wins."""
    allow(line, step, by, preparation)
    # The application first: decisions on its other lines must see each other (see follow).
    lock(line.application_id)
    try:
        take(line, step, seen_version=seen_version, **changes)
    except StepGone:
        raise what_happened(line) from None


def _waiting_preparation(line: PlanLine) -> Preparation:
    """The preparation that waits for a second person; raises ChangedMeanwhile when there is none."""
    proposals = Preparation.objects.filter(line=line, objection=None, corrects=None, decision=None, returned=None)
    waiting = proposals.select_related("prepared_by").last()
    if waiting is None:
        raise what_happened(line)
    return waiting


def what_happened(line: PlanLine) -> CannotDecide:
    """Who was first, when, and where the line stands now."""
    now = PlanLine.objects.select_related("assessor").get(pk=line.pk)
    decision = Decision.objects.filter(line=line).select_related("decided_by").last()
    state = str(now.get_state_display())
    if decision:
        return ChangedMeanwhile(str(decision.decided_by), decision.at, state)
    last = Preparation.objects.filter(line=line).select_related("prepared_by").last()
    who, at = last_step(line)
    if at and (last is None or at > last.at):
        return ChangedMeanwhile(who, at, state)
    return ChangedMeanwhile(str(last.prepared_by) if last else "", last.at if last else None, state)


def last_step(line: PlanLine) -> tuple[str, datetime | None]:
    """Who took the last step on this line by the audit trail, and when; ("", None) when nobody did."""
    event = AuditEvent.objects.filter(object_type=line._meta.label_lower, object_id=str(line.pk)).order_by("at").last()
    if event is None:
        return "", None
    who = User.objects.filter(pk=event.actor).first() if event.actor else None
    return (str(who) if who else _("Het portaal")), event.at


def _finish(line: PlanLine, preparation: Preparation, by: User) -> Decision:
    """Write the decision, move the money and promise the letter. Raises NoMoney for a full budget."""
    decision = write_decision(line, preparation, by)
    end_opinions(line)
    if line.budget_id:
        _move_money(line, line.budget_id, decision)
    outbox.put("funding.write_letter", f"letter:{decision.pk}", decision_id=str(decision.pk))
    tell(line.fund_id, Event.DECISION, (decision.pk, decision.verdict))
    return decision


def _move_money(line: PlanLine, budget_id: UUID, decision: Decision) -> None:
    reserved, _promised, _paid = ledger.held(line.pk)
    try:
        if decision.cents > reserved:  # from the waiting list: what is left is granted in part (Awb 4:25)
            ledger.reserve(budget_id, line.pk, decision.cents - reserved, str(decision.pk))
            reserved = decision.cents
        if decision.cents:
            ledger.commit(budget_id, line.pk, decision.cents)
        if decision.cents < reserved:
            ledger.release(budget_id, line.pk, reserved - decision.cents)
            money_came_back(budget_id)
    except BudgetExhausted as error:
        raise NoMoney from error
