"""Taking a step: the one place in code that moves a plan line, its money and its application with it.

The application's row is locked first, then the line moves by one conditional update, then money: whoever takes two
locks takes them in this order, so that nobody waits in a circle.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from funding.applications.enums import ApplicationState
from funding.applications.models import Application, PlanLine
from funding.applications.states import STAYS_HERE, UNDECIDED, Step, counts_as, state_of
from funding.budgets import ledger
from funding.forwarding.ending import lapse
from funding.terms.clock import Clock
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.record import outbox


class StepGone(Exception):
    """The line does not stand where this step begins, or another version of it was seen."""


def lock(application_id: UUID) -> Application:
    """The application, until the transaction ends for this one alone."""
    return Application.objects.select_for_update().get(pk=application_id)


def take(line: PlanLine, step: Step, *, seen_version: int | None = None, **changes: Any) -> None:
    """Take the step if the line still stands where it begins (and is as ``seen_version``); one of many wins.

    ``changes`` are written with it. The application must be locked. Raises StepGone.
    """
    wanted = PlanLine.objects.filter(pk=line.pk, state__in=step.starts)
    if seen_version is not None:
        wanted = wanted.filter(version=seen_version)
    if not wanted.update(state=step.end, version=F("version") + 1, **changes):
        raise StepGone(step.name)
    line.refresh_from_db(fields=["state", "version", *changes])
    if step.end in STAYS_HERE and UNDECIDED.intersection(step.starts):
        lapse(line)
    tell(line.fund_id, Event.LINE, (line.pk, line.state))


def follow(application_id: UUID) -> None:
    """Let the application stand where its lines say (``states.state_of``)."""
    lines = PlanLine.objects.filter(application=application_id).values_list("state", "settled_cents")
    states = [counts_as(state, settled) for state, settled in lines]
    now = ApplicationState(Application.objects.values_list("state", flat=True).get(pk=application_id))
    then = state_of(states, now)
    if then != now:
        Application.objects.filter(pk=application_id, state=now).update(state=then, version=F("version") + 1)


def give_back(line: PlanLine, occasion: str = "") -> int:
    """Let go of everything this line holds or was promised and was not paid; returns the cents.

    Who waits for that money is served after the commit.
    """
    if line.budget_id is None:
        return 0
    reserved, promised, _paid = ledger.held(line.pk)
    if reserved:
        ledger.release(line.budget_id, line.pk, reserved, occasion)
    if promised:
        ledger.cancel(line.budget_id, line.pk, promised, occasion)
    if reserved or promised:
        money_came_back(line.budget_id)
    return reserved + promised


def money_came_back(budget_id: UUID) -> None:
    """Promise that who waits for this budget is looked at."""
    outbox.put("funding.move_up", f"move_up:{budget_id}:{uuid4()}", budget_id=str(budget_id))


def clock_of(line: PlanLine) -> Clock | None:
    """The clock of a line that a fund of this portal decides on."""
    if line.term_starts is None or line.term_end is None:
        return None
    return Clock(line.term_starts, line.term_end, line.suspended_on, line.extended_on)


def clock_fields(clock: Clock | None) -> dict[str, Any]:
    """A clock as the fields of a line."""
    if clock is None:
        return {}
    return {
        "term_starts": clock.starts,
        "term_end": clock.end,
        "due": clock.due,
        "suspended_on": clock.suspended_on,
        "extended_on": clock.extended_on,
    }


def resumed(line: PlanLine) -> dict[str, Any]:
    """The fields of the line's clock going on today."""
    clock = clock_of(line)
    return clock_fields(clock.resume(timezone.localdate()) if clock else None)
