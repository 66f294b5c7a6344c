"""Putting a decision right that turned out wrong (Awb 4:48): proposed by one, decided by another, whatever the amount.

The old decision stays; the new one points back to it. Before less is granted the learner is asked what they think of it
(Awb 4:8): the form says so, and the reasons tell it.
"""

from django.db import transaction
from django.db.models import F

from funding.applications.enums import LineState, Verdict
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, lock, money_came_back, take
from funding.budgets import ledger
from funding.budgets.errors import BudgetExhausted
from funding.checks.blocking import what_blocks
from funding.decisions.actions import Finding, allow, what_happened
from funding.decisions.enums import DecisionKind
from funding.decisions.errors import ChangedMeanwhile, ChecksOpen, NoMoney, NotCorrectable, SameDecision, TooMuch
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.writing import write_decision
from funding.objections.enums import ObjectionState
from funding.objections.models import Objection
from funding.settling.models import Settlement
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.people.models import User
from portal.record import outbox
from portal.record.audit import record

#: Where a line stands when its decision can still be put right.
CORRECTABLE = frozenset({LineState.GRANTED, LineState.PARTLY_GRANTED, LineState.REFUSED, LineState.EXPIRED})


def waiting_correction(line: PlanLine) -> Preparation | None:
    """The correction of the line's decision that waits for a second person."""
    found = Preparation.objects.filter(line=line, corrects__isnull=False, decision=None, returned=None)
    return found.select_related("prepared_by", "corrects").last()


@transaction.atomic
def propose_correction(line: PlanLine, finding: Finding, by: User, seen_version: int) -> Preparation:
    """Propose another decision in the place of the one that counts now.

    ``line`` comes with fund and application. Raises NotCorrectable, SameDecision, TooMuch, ChecksOpen for more than was
    granted, ChangedMeanwhile, OwnApplication, NotTheirRole.
    """
    allow(line, LINE.step("revise_grant"), by)
    lock(line.application_id)
    before = _to_correct(line)
    if line.version != seen_version or waiting_correction(line):
        raise what_happened(line)
    if finding.cents == before.cents:
        raise SameDecision
    if finding.cents > line.cents:
        raise TooMuch
    if finding.cents > before.cents and (blocking := what_blocks(line)):
        raise ChecksOpen(blocking)
    proposal = Preparation.objects.create(
        line=line,
        corrects=before,
        verdict=finding.verdict,
        cents=finding.cents,
        reasons=finding.reasons,
        hardship=finding.hardship,
        prepared_by=by,
    )
    record(by, "propose_correction", line, chain=line.fund_id, preparation=str(proposal.pk), cents=finding.cents)
    return proposal


@transaction.atomic
def approve_correction(line: PlanLine, by: User) -> Decision:
    """Let the proposal take the place of the decision, as a second person.

    Raises NotCorrectable, OwnPreparation, NoMoney, ChangedMeanwhile, OwnApplication, NotTheirRole.
    """
    lock(line.application_id)
    proposal = _proposal(line, by)
    before = _to_correct(line)
    if proposal.corrects_id != before.pk:
        raise what_happened(line)
    decision = write_decision(line, proposal, by, kind=DecisionKind.CORRECTION, corrects=before)
    _step(line, decision)
    _move(line, decision.cents - before.cents, str(decision.pk))
    follow(line.application_id)
    outbox.put("funding.write_letter", f"letter:{decision.pk}", decision_id=str(decision.pk))
    tell(line.fund_id, Event.DECISION, (decision.pk, decision.verdict))
    record(by, "approve_correction", line, chain=line.fund_id, decision=str(decision.pk), cents=decision.cents)
    return decision


@transaction.atomic
def send_correction_back(line: PlanLine, reason: str, by: User) -> None:
    """The decision stays as it is; who proposed reads why. Raises as ``approve_correction`` does."""
    lock(line.application_id)
    proposal = _proposal(line, by)
    Returned.objects.create(preparation=proposal, reason=reason, by=by)
    record(by, "send_correction_back", line, chain=line.fund_id, preparation=str(proposal.pk))


def _proposal(line: PlanLine, by: User) -> Preparation:
    proposal = waiting_correction(line)
    allow(line, LINE.step("approve_grant"), by, proposal)
    if proposal is None:
        raise ChangedMeanwhile("", None, "")
    return proposal


def _to_correct(line: PlanLine) -> Decision:
    """The decision that counts now, when it can be put right; the line is read again. Raises NotCorrectable."""
    line.refresh_from_db(fields=["state", "version", "granted_cents", "settled_cents"])
    before = Decision.objects.filter(line=line, corrected_by=None).last()
    open_ = Objection.objects.filter(decision__line=line).exclude(
        state__in=[ObjectionState.DECIDED, ObjectionState.WITHDRAWN]
    )
    _reserved, _promised, paid = ledger.held(line.pk)
    if before is None or line.state not in CORRECTABLE or paid:
        raise NotCorrectable
    if open_.exists() or Settlement.objects.filter(line=line).exists():
        raise NotCorrectable
    return before


def _step(line: PlanLine, decision: Decision) -> None:
    if decision.verdict == Verdict.GRANT:
        step = LINE.step("revise_grant" if decision.cents == line.cents else "revise_in_part")
    else:
        step = LINE.step("revise_refusal")
    try:
        if line.state == step.end:  # another part than before
            same = PlanLine.objects.filter(pk=line.pk, state=line.state, version=line.version)
            if not same.update(granted_cents=decision.cents, version=F("version") + 1):
                raise StepGone(step.name)
        else:
            take(line, step, granted_cents=decision.cents)
    except StepGone:
        raise what_happened(line) from None


def _move(line: PlanLine, more: int, occasion: str) -> None:
    if line.budget_id is None:
        return
    try:
        if more > 0:
            ledger.reserve(line.budget_id, line.pk, more, occasion)
            ledger.commit(line.budget_id, line.pk, more, occasion)
        elif more < 0:
            ledger.cancel(line.budget_id, line.pk, -more, occasion)
            money_came_back(line.budget_id)
    except BudgetExhausted as error:
        raise NoMoney from error
