"""Asking a learner to complete an application, the answer, and time that is up. The fund's term stands still."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from funding.applications.mails import tell_learner
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, clock_fields, clock_of, follow, lock, resumed, take
from funding.completing.models import CompletionRequest
from funding.decisions.actions import allow, what_happened
from portal.people.models import User
from portal.record.audit import record
from portal.templatetags.portal import day


@transaction.atomic
def ask(line: PlanLine, question: str, until: date, by: User, seen_version: int) -> CompletionRequest:
    """Ask the learner for what is missing, until a day; the fund's clock stands still (Awb 4:5 and 4:15).

    ``line`` comes with fund and application. Raises what ``funding.decisions.actions.decide`` raises.
    """
    step = LINE.step("ask")
    allow(line, step, by)
    lock(line.application_id)
    clock = clock_of(line)
    fields = clock_fields(clock.suspend(timezone.localdate()) if clock else None)
    try:
        take(line, step, seen_version=seen_version, assessor=by, **fields)
    except StepGone:
        raise what_happened(line) from None
    request = CompletionRequest.objects.create(line=line, question=question, until=until, asked_by=by)
    follow(line.application_id)
    _tell(line, "completion_asked", day=day(until, "date"))
    record(by, step.name, line, chain=line.fund_id, request=str(request.pk))
    return request


@transaction.atomic
def answer(request: CompletionRequest, text: str, learner: User) -> bool:
    """Send what was asked; from this moment the application is complete. False when it was answered or too late."""
    line = request.line
    lock(line.application_id)
    now = timezone.now()
    if not open_requests(line).filter(pk=request.pk).update(answer=text, answered=now):
        return False
    take(line, LINE.step("answer"), complete_at=now, **resumed(line))
    follow(line.application_id)
    record(learner, "answer", line, chain=line.fund_id, request=str(request.pk))
    return True


@transaction.atomic
def time_is_up(request: CompletionRequest) -> None:
    """The term to complete passed: the fund goes on with what there is, and may set the application aside."""
    line = request.line
    lock(line.application_id)
    if not open_requests(line).filter(pk=request.pk).update(lapsed=timezone.now()):
        return
    take(line, LINE.step("time_up"), **resumed(line))
    follow(line.application_id)
    record(None, "time_up", line, chain=line.fund_id, request=str(request.pk))


@transaction.atomic
def remind(request: CompletionRequest) -> None:
    """Remind the learner, once, that a fund waits for an answer."""
    open_now = CompletionRequest.objects.open().filter(pk=request.pk, reminded__isnull=True)
    if open_now.update(reminded=timezone.now()):
        _tell(request.line, "completion_reminder", day=day(request.until, "date"))


def open_requests(line: PlanLine) -> QuerySet[CompletionRequest]:
    """What this line still waits for."""
    return CompletionRequest.objects.open().filter(line=line)


def _tell(line: PlanLine, template: str, **more: str) -> None:
    tell_learner(line.application, template, sender=line.fund.name, **more)
