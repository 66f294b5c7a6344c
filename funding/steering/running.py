"""Asking for a proposal, and working it out: a task that restarts whole when its worker is killed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone

from funding.budgets.models import Budget
from funding.engine.portfolio.records import NOT_SERVED, Answer, Cancelled, Portfolio, Solution
from funding.engine.portfolio.weighing import HEAD
from funding.steering.apart import ChildFailed, solve_apart, tell_part, told_part
from funding.steering.enums import RunState
from funding.steering.gathering import Gathered, gather
from funding.steering.models import COUNTERS, Choice, RunBudget, SteeringRun
from portal.people.models import User
from portal.record import outbox
from portal.record.audit import record
from portal.record.outbox import consumes

#: What solving may take, floors of regions included; ended by force after half as much again (funding.steering.apart).
#: That is below CELERY_TASK_SOFT_TIME_LIMIT with room to gather and to store.
SECONDS = 300.0
#: In cents: of how much more money a budget's page speaks.
EXTRA = 1_000_000


@transaction.atomic
def ask_run(funds: Iterable[str], by: User, *, emphasis: str, combinations: bool = False, even: int = 0) -> SteeringRun:
    """Promise a proposal for the budgets of these funds that run today."""
    run = SteeringRun.objects.create(
        funds=sorted(funds), asked_by=by, emphasis=emphasis, combinations=combinations, even=even
    )
    outbox.put("funding.steer", f"steer:{run.pk}", run_id=str(run.pk))
    record(by, "steer", run, chain=run.funds[0], emphasis=emphasis, combinations=combinations)
    return run


def stop_run(run: SteeringRun) -> None:
    """Ask a run that is being worked out to stop; the task sees it within a second."""
    SteeringRun.objects.filter(pk=run.pk, state=RunState.ASKED, stop_asked=None).update(stop_asked=timezone.now())


def part_done(run: SteeringRun) -> int:
    """Percent of a run that is done, as far as its task told."""
    return int(100 * told_part(run.pk))


@consumes("funding.steer")
def steer(run_id: str) -> None:
    """Work a run out and store what came of it, in one transaction: all of it, or nothing and once more."""
    run = SteeringRun.objects.filter(pk=UUID(run_id), state=RunState.ASKED).first()
    if run is None:
        return
    today = timezone.localdate()
    budgets = list(Budget.objects.on(today).filter(scheme__fund__in=run.funds).order_by("scheme"))
    started = [
        RunBudget(run=run, budget=budget, **{name: getattr(budget, name) for name in COUNTERS}) for budget in budgets
    ]
    try:
        gathered = gather(run, budgets, today)
        answer = _solve(gathered.built.portfolio, run, 0)
        if run.even and gathered.built.requests:
            floors = _floors(gathered.built.portfolio, answer, run.even)
            gathered = replace(gathered, built=replace(gathered.built, portfolio=floors))
            answer = _solve(floors, run, 1)
    except (Cancelled, ChildFailed) as reason:
        state = RunState.CANCELLED if isinstance(reason, Cancelled) else RunState.FAILED
        SteeringRun.objects.filter(pk=run.pk).update(state=state, finished=timezone.now())
        return
    RunBudget.objects.bulk_create(started)
    Choice.objects.bulk_create(_choices(run, gathered, answer), batch_size=1_000)
    now = {budget.pk: budget for budget in Budget.objects.filter(pk__in=[budget.pk for budget in budgets])}
    moved = any(not one.is_as_it_was(now[one.budget_id]) for one in started)
    SteeringRun.objects.filter(pk=run.pk).update(
        state=RunState.STALE if moved else RunState.READY,
        finished=timezone.now(),
        result=result_of(gathered, answer),
    )


def _floors(portfolio: Portfolio, answer: Answer, percent: int) -> Portfolio:
    """The same, with at least so many percent of the mean part helped in every region."""
    asked = np.bincount(portfolio.region, minlength=len(portfolio.least))
    helped = int(answer.solution.served.sum())
    least = asked * helped * percent // (100 * max(1, portfolio.requests))
    return replace(portfolio, least=least.astype(np.int64))


def _solve(portfolio: Portfolio, run: SteeringRun, time: int) -> Answer:
    """Solve for the first (0) or the second (1) time; with floors of regions both together get the time of one."""
    times = 2 if run.even else 1

    def watch(part: float) -> None:
        tell_part(run.pk, (time + part) / times)
        if SteeringRun.objects.filter(pk=run.pk, stop_asked__isnull=False).exists():
            raise Cancelled

    return solve_apart(portfolio, SECONDS / times, watch)


def _choices(run: SteeringRun, gathered: Gathered, answer: Answer) -> Iterable[Choice]:
    """A row per application that can be served at all, in order of receipt."""
    built = gathered.built
    receipt = answer.receipt.served if answer.receipt is not None else np.zeros(len(built.requests), dtype=bool)
    for place, request in enumerate(built.requests):
        lines = _plan(gathered, answer.solution, place)
        waiting = gathered.waiting[request.key]
        asked = {scheme: line.cents for scheme, line in waiting.items()}
        proposed = {line["scheme"]: line["cents"] for line in lines if line["scheme"] not in request.held}
        yield Choice(
            run=run,
            application=gathered.applications[request.key],
            place=place + 1,
            region=request.region,
            need=int(built.portfolio.need[place]),
            served=bool(answer.solution.served[place]),
            by_receipt=bool(receipt[place]),
            as_asked=proposed == asked,
            lines=lines,
        )


def _plan(gathered: Gathered, solution: Solution, place: int) -> list[dict[str, Any]]:
    way = int(solution.way[place])
    if way == NOT_SERVED:
        return []
    built = gathered.built
    waiting = gathered.waiting[built.requests[place].key]
    lines = []
    for scheme, cents in zip(built.ways[way].schemes, solution.cents[place].tolist(), strict=False):
        if cents:
            budget, line = gathered.budgets.get(scheme), waiting.get(scheme)
            as_asked = line is not None and line.cents == cents
            lines.append(
                {"scheme": scheme, "budget": str(budget.pk) if budget else None, "cents": cents, "as_asked": as_asked}
            )
    return lines


def result_of(gathered: Gathered, answer: Answer) -> dict[str, Any]:
    """What a page tells of a run as a whole (JSON): people, bound and gap, per budget, per region.

    ``bound`` and ``worth`` in heads; ``gap`` in percent; per budget cents free and given, and ``extra``: how many heads
    more 10,000 euro more would be worth at the margin; per region people asked, helped, and helped by receipt;
    ``short``: how many are missing for the floors of regions.
    """
    built, solution, portfolio = gathered.built, answer.solution, gathered.built.portfolio
    receipt = answer.receipt
    used = solution.used(portfolio).tolist()
    handed_out = _handed_out(gathered)
    helped = int(solution.served.sum())
    regions = [
        {
            "region": region,
            "asked": int((portfolio.region == number).sum()),
            "helped": int((portfolio.region[solution.served] == number).sum()),
            "by_receipt": int((portfolio.region[receipt.served] == number).sum()) if receipt is not None else 0,
        }
        for number, region in enumerate(built.regions)
    ]
    budgets = [
        {
            "scheme": budget.scheme,
            "budget": str(gathered.budgets[budget.scheme].pk),
            "free": budget.cents,
            "given": used[number] + handed_out.get(budget.scheme, 0),
            "in_order": budget.in_order,
            "extra": round(float(answer.prices[number]) * EXTRA / HEAD, 2),
        }
        for number, budget in enumerate(built.budgets)
        if budget.scheme in gathered.budgets
    ]
    return {
        "asked": len(built.requests) + len(built.hopeless),
        "helped": helped,
        "by_receipt": int(receipt.served.sum()) if receipt is not None else 0,
        "hopeless": len(built.hopeless),
        "short": int(solution.missing(portfolio).sum()),
        "worth": answer.worth(portfolio) / HEAD,
        "bound": answer.bound / HEAD,
        "gap": round(100 * answer.gap(portfolio), 3),
        "rounds": answer.rounds,
        "regions": regions,
        "budgets": budgets,
    }


def _handed_out(gathered: Gathered) -> dict[str, int]:
    total: dict[str, int] = {}
    for plan in gathered.built.given.values():
        for scheme, cents in plan.items():
            total[scheme] = total.get(scheme, 0) + cents
    return total
