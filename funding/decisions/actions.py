"""Deciding on plan lines: one person up to the fund's limit, two above it; the first wins, the other is told."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from funding.applications.enums import ApplicationState, Verdict
from funding.applications.models import Application, PlanLine
from funding.applications.states import AT_THE_FUND, LINE, Step
from funding.budgets import ledger
from funding.decisions.errors import ChangedMeanwhile, NotTheirRole, OwnApplication, OwnPreparation, TooMuch
from funding.decisions.models import Decision, Preparation, Returned
from portal.people.models import Membership, User
from portal.record import outbox
from portal.record.audit import record


@dataclass(frozen=True, slots=True)
class Finding:
    """What a fund administrator found: the verdict, the granted cents (0 for a refusal) and the reasons."""

    verdict: Verdict
    cents: int
    reasons: str


@transaction.atomic
def decide(line: PlanLine, finding: Finding, by: User, seen_version: int) -> Decision | None:
    """Decide one line, or above the fund's limit prepare it for somebody else (then None).

    ``line`` comes with fund and application. Raises ChangedMeanwhile when somebody was first, OwnApplication,
    NotTheirRole without the step's role at the fund today, and TooMuch when more is granted than asked.
    """
    if finding.cents > line.cents:
        raise TooMuch
    alone = line.cents <= line.fund.sole_decision_limit
    step = LINE.step(finding.verdict.value if alone else "prepare")
    _claim(line, step, by, seen_version)
    preparation = Preparation.objects.create(
        line=line, verdict=finding.verdict, cents=finding.cents, reasons=finding.reasons, prepared_by=by
    )
    decision = _finish(line, preparation, by) if alone else None
    record(by, step.name, line, chain=line.fund_id, preparation=str(preparation.pk), cents=finding.cents)
    return decision


@transaction.atomic
def approve(line: PlanLine, by: User, seen_version: int) -> Decision:
    """Make a prepared verdict final, as a second person.

    Raises ChangedMeanwhile, OwnApplication, NotTheirRole, and OwnPreparation for the one who prepared it.
    """
    preparation = _waiting_preparation(line)
    step = LINE.step("approve_grant" if preparation.verdict == Verdict.GRANT else "approve_refusal")
    _claim(line, step, by, seen_version, preparation)
    decision = _finish(line, preparation, by)
    record(by, step.name, line, chain=line.fund_id, decision=str(decision.pk), cents=decision.cents)
    return decision


@transaction.atomic
def send_back(line: PlanLine, reason: str, by: User, seen_version: int) -> None:
    """Return a prepared verdict to the fund administrators with a reason. Raises as ``approve`` does."""
    preparation = _waiting_preparation(line)
    step = LINE.step("send_back")
    _claim(line, step, by, seen_version, preparation)
    Returned.objects.create(preparation=preparation, reason=reason, by=by)
    record(by, step.name, line, chain=line.fund_id, preparation=str(preparation.pk))


def _claim(line: PlanLine, step: Step, by: User, seen_version: int, preparation: Preparation | None = None) -> None:
    """Take the step if the line is still as this person saw it; one conditional update, so one of many wins."""
    if line.application.learner_id == by.pk:
        raise OwnApplication
    if step.not_own_preparation and preparation and preparation.prepared_by_id == by.pk:
        raise OwnPreparation
    roles = Membership.objects.filter(user=by, fund=line.fund_id, role=step.by.value)
    if not roles.valid_on(timezone.localdate()).exists():
        raise NotTheirRole
    # The application first: decisions on its other lines must see each other (see _close).
    Application.objects.select_for_update().get(pk=line.application_id)
    claimed = PlanLine.objects.filter(pk=line.pk, version=seen_version, state=step.start).update(
        state=step.end, version=F("version") + 1
    )
    if not claimed:
        raise _what_happened(line)
    line.state, line.version = step.end, seen_version + 1


def _waiting_preparation(line: PlanLine) -> Preparation:
    """The preparation that waits for a second person; raises ChangedMeanwhile when there is none."""
    waiting = Preparation.objects.filter(line=line, decision=None, returned=None).select_related("prepared_by").first()
    if waiting is None:
        raise _what_happened(line)
    return waiting


def _what_happened(line: PlanLine) -> ChangedMeanwhile:
    now = PlanLine.objects.get(pk=line.pk)
    decision = Decision.objects.filter(line=line).select_related("decided_by").first()
    if decision:
        return ChangedMeanwhile(str(decision.decided_by), decision.at, now.get_state_display())
    last = Preparation.objects.filter(line=line).select_related("prepared_by").order_by("-at").first()
    return ChangedMeanwhile(str(last.prepared_by) if last else "", last.at if last else None, now.get_state_display())


def _finish(line: PlanLine, preparation: Preparation, by: User) -> Decision:
    """Write the decision, move the money, promise the letter, and close the application after its last line."""
    decision = Decision.objects.create(
        line=line,
        preparation=preparation,
        verdict=preparation.verdict,
        asked_cents=line.cents,
        cents=preparation.cents,
        reasons=preparation.reasons,
        limit_cents=line.fund.sole_decision_limit,
        prepared_by=preparation.prepared_by,
        decided_by=by,
    )
    if line.budget_id:
        if decision.cents:
            ledger.commit(line.budget_id, line.pk, decision.cents)
        if decision.cents < line.cents:
            ledger.release(line.budget_id, line.pk, line.cents - decision.cents)
    outbox.put("funding.write_letter", f"letter:{decision.pk}", decision_id=str(decision.pk))
    _close(line.application_id)
    return decision


def _close(application_id: UUID) -> None:
    if not PlanLine.objects.filter(application_id=application_id, state__in=AT_THE_FUND).exists():
        Application.objects.filter(pk=application_id, state=ApplicationState.SUBMITTED).update(
            state=ApplicationState.DECIDED, version=F("version") + 1
        )
