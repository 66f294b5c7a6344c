"""Seeing that a course began, fixing the amount on evidence, and getting back what was too much."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from funding.applications.enums import ApplicationState
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE, PROMISED
from funding.applications.steps import StepGone, follow, lock, money_came_back, take
from funding.budgets import ledger
from funding.decisions.actions import allow, what_happened
from funding.decisions.errors import OwnPreparation
from funding.letters.enums import LetterKind
from funding.letters.terms import next_working_day
from funding.letters.writing import promise_letter
from funding.settling.errors import MoreThanGranted, NotGranted
from funding.settling.models import FollowUp, Instalment, Recovery, Settlement
from portal.people.models import User
from portal.record.audit import record
from portal.templatetags.portal import day, euros

#: Weeks after a course in which its evidence comes. Our own choice, named in the learner's page; no law says it.
EVIDENCE_WEEKS = 8
#: Awb 4:87: who has to pay gets six weeks.
PAY_BACK_WEEKS = 6


@transaction.atomic
def see_start(line: PlanLine, on: date, by: User) -> None:
    """Note that the learner began on this day. ``line`` comes with fund and application."""
    allow(line, LINE.step("settle"), by)
    application = lock(line.application_id)
    fields = {"started_on": on, "start_checked_by": by}
    FollowUp.objects.update_or_create(line=line, defaults=fields)
    _go(application, ApplicationState.DECIDED, ApplicationState.RUNNING)
    record(by, "see_start", line, chain=line.fund_id, started=on.isoformat())


@transaction.atomic
def settle(line: PlanLine, cents: int, reasons: str, by: User, seen_version: int) -> Settlement:
    """Fix the amount on evidence; above the fund's limit propose it to a second person (then ``decided_by`` is empty).

    ``line`` comes with fund, scheme and application. Raises NotGranted, MoreThanGranted, ChangedMeanwhile,
    OwnApplication, NotTheirRole.
    """
    allow(line, LINE.step("settle"), by)
    lock(line.application_id)
    now = PlanLine.objects.get(pk=line.pk)
    if now.version != seen_version:
        raise what_happened(line)
    granted = now.granted_cents
    if now.state not in LINE.step("settle").starts or granted is None:
        raise NotGranted
    if Settlement.objects.filter(line=line).exists():
        raise NotGranted
    if cents > granted:
        raise MoreThanGranted
    settlement = Settlement.objects.create(
        line=line,
        granted_cents=granted,
        cents=cents,
        reasons=reasons,
        limit_cents=line.fund.sole_decision_limit,
        prepared_by=by,
    )
    if granted <= line.fund.sole_decision_limit:
        _finish(settlement, line, by)
    record(by, "settle" if settlement.decided_by_id else "propose_settlement", line, chain=line.fund_id, cents=cents)
    return settlement


@transaction.atomic
def approve_settlement(settlement: Settlement, by: User) -> None:
    """Make a proposed settlement final, as a second person. It comes with line, fund, scheme and application."""
    line = settlement.line
    allow(line, LINE.step("approve_grant"), by)
    if settlement.prepared_by_id == by.pk:
        raise OwnPreparation
    lock(line.application_id)
    _finish(settlement, line, by)
    record(by, "approve_settlement", line, chain=line.fund_id, cents=settlement.cents)


def _finish(settlement: Settlement, line: PlanLine, by: User) -> None:
    """The line, the money that is not needed, what must come back, and the letter."""
    now = timezone.now()
    if not Settlement.objects.filter(pk=settlement.pk, decided_by=None).update(decided_by=by, decided=now):
        raise what_happened(line)
    settlement.decided_by = by
    try:
        take(line, LINE.step("settle"), settled_cents=settlement.cents)
    except StepGone:
        raise NotGranted from None
    _let_go_of_spare(line, settlement.cents, f"settled:{settlement.pk}")
    follow(line.application_id)
    with override("nl"):
        told = {"reasons": settlement.reasons, "granted": euros(settlement.granted_cents)}
        promise_letter(line, LetterKind.SETTLEMENT, settled=euros(settlement.cents), **told)


def _let_go_of_spare(line: PlanLine, cents: int, occasion: str) -> None:
    """Give back what was promised and is not paid beyond the fixed amount."""
    _reserved, promised, paid = ledger.held(line.pk)
    spare = min(promised, promised + paid - cents)
    if spare > 0 and line.budget_id:
        ledger.cancel(line.budget_id, line.pk, spare, occasion)
        money_came_back(line.budget_id)


@transaction.atomic
def lower_after_check(line: PlanLine, cents: int, reasons: str, *, prepared_by: User, decided_by: User) -> None:
    """Fix the amount lower after a check: for the first time (Awb 4:46), or again below what was fixed (Awb 4:49).

    ``line`` comes with fund, scheme and application. Who may do so is for the caller; what was paid beyond it can then
    be asked back (``begin_recovery``). Raises NotGranted, MoreThanGranted.
    """
    lock(line.application_id)
    now = PlanLine.objects.get(pk=line.pk)
    granted = now.granted_cents
    if granted is None:
        raise NotGranted
    if now.settled_cents is None:
        if Settlement.objects.filter(line=line).exists():
            raise NotGranted  # somebody proposed an amount: that is decided first
        made = Settlement.objects.create(
            line=line,
            granted_cents=granted,
            cents=cents,
            reasons=reasons,
            limit_cents=line.fund.sole_decision_limit,
            prepared_by=prepared_by,
        )
        _finish(made, line, decided_by)
        return
    if cents >= now.settled_cents:
        raise MoreThanGranted
    same = PlanLine.objects.filter(pk=line.pk, version=now.version, settled_cents=now.settled_cents)
    if not same.update(settled_cents=cents, version=now.version + 1):
        raise what_happened(line)
    _let_go_of_spare(line, cents, f"checked:{now.version}")
    with override("nl"):
        told = {"reasons": reasons, "granted": euros(granted)}
        promise_letter(line, LetterKind.SETTLEMENT, settled=euros(cents), **told)


@transaction.atomic
def begin_recovery(line: PlanLine, instalments: int, by: User) -> Recovery:
    """Ask back what was paid beyond the settled amount, in so many monthly instalments. Raises NotGranted.

    The letter names every day and amount; the first is six weeks from now (Awb 4:87).
    """
    allow(line, LINE.step("settle"), by)
    lock(line.application_id)
    line.refresh_from_db(fields=["state", "settled_cents"])
    _reserved, _promised, paid = ledger.held(line.pk)
    too_much = paid - (line.settled_cents or 0)
    if line.settled_cents is None or too_much <= 0 or Recovery.objects.filter(line=line).exists():
        raise NotGranted
    recovery = Recovery.objects.create(line=line, cents=too_much, by=by)
    first = next_working_day(timezone.localdate() + timedelta(weeks=PAY_BACK_WEEKS))
    parts = [
        Instalment(recovery=recovery, number=number, due=months_on(first, number - 1), cents=cents)
        for number, cents in enumerate(split(too_much, instalments), start=1)
    ]
    Instalment.objects.bulk_create(parts)
    with override("nl"):
        rows = "\n".join(f"{euros(part.cents)}, uiterlijk {day(part.due, 'date')}" for part in parts)
        promise_letter(line, LetterKind.RECOVERY, amount=euros(too_much), instalments=rows)
    record(by, "begin_recovery", line, chain=line.fund_id, cents=too_much)
    return recovery


@transaction.atomic
def receive(instalment: Instalment, on: date, by: User) -> bool:
    """Book an instalment that came in, once; after the last one the line is recovered. False when it was booked.

    ``instalment`` comes with recovery, line, fund and application.
    """
    line = instalment.recovery.line
    allow(line, LINE.step("recover"), by)
    lock(line.application_id)
    if not Instalment.objects.filter(pk=instalment.pk, received=None).update(received=on):
        return False
    if line.budget_id:
        ledger.recover(line.budget_id, line.pk, instalment.cents, str(instalment.pk))
        money_came_back(line.budget_id)
    if not Instalment.objects.filter(recovery=instalment.recovery_id, received=None).exists():
        take(line, LINE.step("recover"))
        follow(line.application_id)
    record(by, "receive_instalment", line, chain=line.fund_id, cents=instalment.cents)
    return True


def split(cents: int, parts: int) -> list[int]:
    """Cents in so many parts that differ by one at most, the larger first; fewer parts when there are fewer cents."""
    parts = max(1, min(parts, cents))
    each, rest = divmod(cents, parts)
    return [each + (number < rest) for number in range(parts)]


def months_on(first: date, months: int) -> date:
    """So many months after a day (on its 28th at the latest), or the first working day from then."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return next_working_day(date(year, month + 1, min(first.day, 28)))


def follow_courses(today: date) -> None:
    """A course that began runs; one that ended waits for its evidence. The learner is told, and reminded once."""
    granted = PlanLine.objects.filter(state__in=PROMISED - {"settled"}, application__session__isnull=False)
    unfinished = granted.exclude(follow_up__reminded_on__isnull=False).filter(application__session__starts__lte=today)
    lines = unfinished.select_related("fund", "application__session", "application__learner")
    for line in lines.iterator():
        session = line.application.session
        if session and session.starts <= today:
            with transaction.atomic():
                _follow_course(line, session.ends or session.starts, today)


def _follow_course(line: PlanLine, ends: date, today: date) -> None:
    from funding.settling.mails import tell_evidence

    application = lock(line.application_id)
    _go(application, ApplicationState.DECIDED, ApplicationState.RUNNING)
    if ends > today:
        return
    _go(application, ApplicationState.RUNNING, ApplicationState.EVIDENCE_DUE)
    due = next_working_day(ends + timedelta(weeks=EVIDENCE_WEEKS))
    found, _made = FollowUp.objects.get_or_create(line=line)
    if found.evidence_due is None:
        FollowUp.objects.filter(pk=found.pk).update(evidence_due=due)
        tell_evidence(line, due, "evidence_asked")
    elif found.reminded_on is None and today >= found.evidence_due - timedelta(weeks=2):
        FollowUp.objects.filter(pk=found.pk).update(reminded_on=today)
        tell_evidence(line, found.evidence_due, "evidence_reminder")


def _go(application: Application, start: ApplicationState, end: ApplicationState) -> None:
    if Application.objects.filter(pk=application.pk, state=start).update(state=end, version=application.version + 1):
        application.state, application.version = end, application.version + 1
