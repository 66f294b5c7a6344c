"""Receiving an objection, hearing, and deciding again: a new decision that points back to the one before."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import LINE, Step
from funding.applications.steps import StepGone, follow, lock, take
from funding.budgets import ledger
from funding.budgets.errors import BudgetExhausted
from funding.decisions.actions import Finding, allow, what_happened
from funding.decisions.enums import DecisionKind
from funding.decisions.errors import ChangedMeanwhile, NoMoney, OwnPreparation, TooMuch
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.writing import write_decision
from funding.letters.enums import LetterKind
from funding.letters.models import Letter
from funding.letters.terms import next_working_day
from funding.letters.writing import objection_until, promise_letter
from funding.objections.enums import STEPS, ObjectionState
from funding.objections.errors import AmountIsFixed, AtTheBankNow, CannotObject, DecidedBefore, NotHeardYet, WorseOff
from funding.objections.models import Objection
from funding.settling.models import Recovery, Settlement
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.people.models import User
from portal.record import outbox
from portal.record.audit import record
from portal.templatetags.portal import day

#: Awb 7:10 lid 1: six weeks, counted from the day after the term to object ended.
WEEKS = 6


def last_day(decision: Decision) -> date:
    """The last day to object in time (Awb 6:7): to the decision, or when the amount was fixed since then, to that."""
    fixed = Letter.objects.filter(line=decision.line_id, kind=LetterKind.SETTLEMENT).order_by("written").last()
    told = max(decision.at, fixed.written) if fixed else decision.at
    return objection_until(timezone.localdate(told))


@transaction.atomic
def make_objection(line: PlanLine, text: str, learner: User) -> Objection:
    """Receive an objection against the decision that counts now, and confirm it in a letter (Awb 6:14).

    ``line`` comes with fund, scheme and application, and with its decisions. Raises CannotObject without a decision
    that can be objected to, or while one is open. Against a decision on an objection one goes to court (Awb 7:1, 8:1).
    """
    decision = line.decision
    if decision is None or decision.kind == DecisionKind.OBJECTION:
        raise CannotObject
    today = timezone.localdate()
    until = last_day(decision)
    due = next_working_day(max(until, today) + timedelta(weeks=WEEKS))
    try:
        with transaction.atomic():
            objection = Objection.objects.create(decision=decision, text=text, in_time=today <= until, due=due)
    except IntegrityError as error:
        raise CannotObject from error
    with override("nl"):
        promise_letter(line, LetterKind.OBJECTION_RECEIVED, due=day(due, "date"), text=text)
    record(learner, "object", line, chain=line.fund_id, objection=str(objection.pk), in_time=objection.in_time)
    return objection


@transaction.atomic
def hear(objection: Objection, on: datetime | None, note: str, by: User) -> None:
    """Note that the learner was heard, or with ``on`` None why nobody needed to be (Awb 7:2, 7:3)."""
    line = objection.decision.line
    allow(line, LINE.step("revise_grant"), by)
    _not_the_same(objection, by)
    _step(objection, ObjectionState.RECEIVED, ObjectionState.HEARD, hearing_on=on, hearing_note=note, handler=by)
    record(by, "hear", line, chain=line.fund_id, objection=str(objection.pk), heard=on is not None)


@transaction.atomic
def decide_objection(objection: Objection, finding: Finding, by: User, *, hardship: bool = False) -> Decision | None:
    """Decide again; above the fund's limit prepare it for a second person (then None).

    ``objection`` comes with decision, line, fund and application. Raises NotHeardYet, DecidedBefore, WorseOff, TooMuch,
    NoMoney, AmountIsFixed, AtTheBankNow, ChangedMeanwhile, OwnApplication and NotTheirRole.
    """
    line, before = objection.decision.line, objection.decision
    allow(line, LINE.step("revise_grant"), by)
    _not_the_same(objection, by)
    if objection.state == ObjectionState.RECEIVED:
        raise NotHeardYet
    if finding.cents < before.cents:
        raise WorseOff
    if finding.cents > line.cents:
        raise TooMuch
    lock(line.application_id)
    if finding.fixed is not None:
        _can_go_up(line, finding.fixed, before.cents)
    alone = line.cents <= line.fund.sole_decision_limit
    _step(objection, ObjectionState.HEARD, ObjectionState.DECIDED if alone else ObjectionState.PREPARED)
    preparation = Preparation.objects.create(
        line=line,
        objection=objection,
        verdict=finding.verdict,
        cents=finding.cents,
        fixed_cents=finding.fixed,
        reasons=finding.reasons,
        hardship=hardship,
        prepared_by=by,
    )
    decision = _finish(objection, preparation, by) if alone else None
    record(by, "decide_objection" if alone else "prepare_objection", line, chain=line.fund_id, cents=finding.cents)
    return decision


@transaction.atomic
def approve_objection(objection: Objection, by: User) -> Decision:
    """Make a prepared decision on an objection final, as a second person. Raises as ``decide_objection`` does."""
    line, preparation = objection.decision.line, _prepared(objection, by)
    _step(objection, ObjectionState.PREPARED, ObjectionState.DECIDED)
    decision = _finish(objection, preparation, by)
    record(by, "approve_objection", line, chain=line.fund_id, decision=str(decision.pk), cents=decision.cents)
    return decision


@transaction.atomic
def send_back_objection(objection: Objection, reason: str, by: User) -> None:
    """Return a prepared decision on an objection to who handles it, with a reason; as ``approve_objection`` raises."""
    line, preparation = objection.decision.line, _prepared(objection, by)
    _step(objection, ObjectionState.PREPARED, ObjectionState.HEARD)
    Returned.objects.create(preparation=preparation, reason=reason, by=by)
    record(by, "send_back_objection", line, chain=line.fund_id, objection=str(objection.pk))


@transaction.atomic
def withdraw_objection(objection: Objection, learner: User) -> bool:
    """Take an objection back (Awb 6:21); False when it was decided, or somebody decides on it now.

    ``objection`` comes with decision and line.
    """
    line = objection.decision.line
    lock(line.application_id)
    open_ = Objection.objects.filter(pk=objection.pk, state__in=[ObjectionState.RECEIVED, ObjectionState.HEARD])
    if not open_.update(state=ObjectionState.WITHDRAWN):
        return False
    record(learner, "withdraw_objection", line, chain=line.fund_id, objection=str(objection.pk))
    return True


def took_part(objection: Objection, user: User) -> bool:
    """Whether this person prepared or made what the objection is about: then somebody else hears and decides."""
    before = objection.decision
    settled = Settlement.objects.filter(line=before.line_id).values_list("prepared_by", "decided_by")
    return user.pk in {before.decided_by_id, before.prepared_by_id, *(one for row in settled for one in row)}


def _not_the_same(objection: Objection, by: User) -> None:
    if took_part(objection, by):
        raise DecidedBefore


def _prepared(objection: Objection, by: User) -> Preparation:
    """What waits for this person as the second, with the application locked. Raises as ``approve_objection`` does."""
    line = objection.decision.line
    preparation = Preparation.objects.filter(objection=objection, decision=None, returned=None).last()
    allow(line, LINE.step("approve_grant"), by, preparation)
    _not_the_same(objection, by)
    if preparation is None:
        raise ChangedMeanwhile("", None, "")
    if preparation.prepared_by_id == by.pk:
        raise OwnPreparation
    lock(line.application_id)
    return preparation


def _step(objection: Objection, start: ObjectionState, end: ObjectionState, **changes: object) -> None:
    if (start, end) not in STEPS:
        raise ValueError(f"no step from {start} to {end}")
    same = Objection.objects.filter(pk=objection.pk, state=start)
    if not same.update(state=end, **changes):
        raise ChangedMeanwhile("", None, "")
    objection.refresh_from_db(fields=["state", *changes])


def _finish(objection: Objection, preparation: Preparation, by: User) -> Decision:
    """Write the new decision, move the line and the money where it differs, promise the letter."""
    before, line = objection.decision, objection.decision.line
    decision = write_decision(line, preparation, by, kind=DecisionKind.OBJECTION, corrects=before)
    more = decision.cents - before.cents
    if decision.fixed_cents is not None:
        _fix_higher(line, decision.fixed_cents, before.cents, str(decision.pk))
        follow(line.application_id)
    elif more:
        step = _step_up(line, decision.cents)
        try:
            if line.state == LineState.PARTLY_GRANTED == step.end:
                PlanLine.objects.filter(pk=line.pk, state=line.state).update(granted_cents=decision.cents)
            else:
                take(line, step, granted_cents=decision.cents)
        except StepGone:
            raise what_happened(line) from None
        _move(line, more, str(decision.pk))
        follow(line.application_id)
    outbox.put("funding.write_letter", f"letter:{decision.pk}", decision_id=str(decision.pk))
    tell(line.fund_id, Event.DECISION, (decision.pk, decision.verdict))
    return decision


def _can_go_up(line: PlanLine, fixed: int, granted: int) -> None:
    """Raise AmountIsFixed, AtTheBankNow, WorseOff or TooMuch when the amount that was fixed cannot become this."""
    line.refresh_from_db(fields=["state", "settled_cents"])
    if line.state == LineState.PAYING:
        raise AtTheBankNow
    if line.settled_cents is None or line.state not in {LineState.PAID, LineState.SETTLED}:
        raise AmountIsFixed
    if Recovery.objects.filter(line=line).exists():
        raise AmountIsFixed
    if fixed <= line.settled_cents:
        raise WorseOff
    if fixed > granted:
        raise TooMuch


def _fix_higher(line: PlanLine, fixed: int, granted: int, occasion: str) -> None:
    """Let the amount that was fixed go up, and promise what is then still to be paid. Raises as ``_can_go_up``."""
    _can_go_up(line, fixed, granted)
    _reserved, promised, paid = ledger.held(line.pk)
    more = fixed - promised - paid
    try:
        if line.state == LineState.PAID and more > 0:
            take(line, LINE.step("revise_fixed"), settled_cents=fixed)
        else:
            same = PlanLine.objects.filter(pk=line.pk, state=line.state, settled_cents=line.settled_cents)
            if not same.update(settled_cents=fixed, version=F("version") + 1):
                raise StepGone("revise_fixed")
    except StepGone:
        raise what_happened(line) from None
    if more > 0:
        _move(line, more, occasion)


def _step_up(line: PlanLine, cents: int) -> Step:
    """The step to a higher amount. Raises AmountIsFixed after a settlement, AtTheBankNow during a payment."""
    line.refresh_from_db(fields=["state", "settled_cents"])
    if line.settled_cents is not None:
        raise AmountIsFixed
    if line.state == LineState.PAYING:
        raise AtTheBankNow
    name = "revise_paid_" if line.state == LineState.PAID else "revise_"
    return LINE.step(name + ("grant" if cents == line.cents else "in_part"))


def _move(line: PlanLine, more: int, occasion: str) -> None:
    if line.budget_id is None:
        return
    try:
        ledger.reserve(line.budget_id, line.pk, more, occasion)
        ledger.commit(line.budget_id, line.pk, more, occasion)
    except BudgetExhausted as error:
        raise NoMoney from error
