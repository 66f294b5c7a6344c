"""Working a scenario out: who is helped as it is and as it would be, in order of receipt and at the very best."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.utils import timezone

from funding.check.current import scheme_on_date
from funding.editor.impact import PEOPLE, SEED, counts_of
from funding.engine.impact import impact_of
from funding.engine.invented import invented
from funding.engine.portfolio.building import Built
from funding.engine.portfolio.records import Answer, Solution
from funding.engine.whatif import changed
from funding.schemes.models import SchemeVersion
from funding.schemes.readiness import areas_for
from funding.steering.apart import ChildFailed, solve_apart, tell_part
from funding.whatif.enums import ScenarioState
from funding.whatif.gathering import Gathered, change_of, gather, version_of
from funding.whatif.models import Scenario
from portal.record.outbox import consumes

#: For each of both portfolios; together with gathering well below CELERY_TASK_SOFT_TIME_LIMIT.
SECONDS = 100.0


@consumes("funding.work_out_scenario")
def work_out_scenario(scenario_id: str) -> None:
    """Work it out and store what came of it, in one transaction."""
    scenario = Scenario.objects.filter(pk=UUID(scenario_id), state=ScenarioState.ASKED).first()
    if scenario is None:
        return
    try:
        state, result = ScenarioState.READY, work_out(scenario, timezone.localdate())
    except (ChildFailed, ValueError):  # the second: a draft that is not finished (any more)
        state, result = ScenarioState.FAILED, None
    Scenario.objects.filter(pk=scenario.pk).update(state=state, result=result, finished=timezone.now())


def work_out(scenario: Scenario, today: date) -> dict[str, Any]:
    """What a scenario does, as JSON: {"now": figures, "then": figures, "impact": {slug: counts}, "times"}.

    Figures: {"asked", "hopeless", "best" (people at the best division), "helped" (in order of receipt), "own" and
    "price" (cents, of who is helped), "regions": {slug: [asked, helped]}, "budgets": {scheme: [free, given] in
    cents}}. All of it times ``times`` where not everybody was looked at. Counts as in funding.editor.impact.
    """
    gathered = gather(scenario, today)

    def solved(built: Built, before: float) -> Answer:
        return solve_apart(built.portfolio, SECONDS, lambda part: tell_part(scenario.pk, before + part / 2))

    now, then = solved(gathered.now, 0.0), solved(gathered.then, 0.5)
    return {
        "now": _figures(gathered.now, now, gathered),
        "then": _figures(gathered.then, then, gathered),
        "impact": _impact(scenario, today),
        "times": gathered.times,
    }


def _figures(built: Built, answer: Answer, gathered: Gathered) -> dict[str, Any]:
    portfolio, times = built.portfolio, gathered.times
    receipt = answer.receipt or Solution(np.zeros(0, dtype=np.int32), np.zeros((0, 1), dtype=np.int64))
    helped = np.flatnonzero(receipt.served).tolist()
    price = sum(gathered.prices[built.requests[place].key] for place in helped)
    need = int(portfolio.need[helped].sum()) if helped else 0
    regions = {
        region: [
            int((portfolio.region == number).sum()) * times,
            int((portfolio.region[receipt.served] == number).sum()) * times if helped else 0,
        ]
        for number, region in enumerate(built.regions)
    }
    given = receipt.used(portfolio).tolist() if helped else [0] * len(built.budgets)
    return {
        "asked": (len(built.requests) + len(built.hopeless)) * times,
        "hopeless": len(built.hopeless) * times,
        "best": int(answer.solution.served.sum()) * times,
        "helped": len(helped) * times,
        "own": (price - need) * times,
        "price": price * times,
        "regions": regions,
        "budgets": {
            budget.scheme: [budget.cents * times, cents * times]
            for budget, cents in zip(built.budgets, given, strict=True)
        },
    }


def _impact(scenario: Scenario, today: date) -> Mapping[str, Any]:
    """Per scheme whose rules change: who would win or lose of the invented people of funding.editor.impact."""
    found = {}
    for slug, told in scenario.changes.items():
        old = SchemeVersion.objects.select_related("scheme").current(today).filter(scheme=slug).first()
        before = None if told.get("added") or old is None else scheme_on_date(old)
        version = version_of(slug, told) or old
        if version is None:
            continue
        after = changed(scheme_on_date(version), change_of(told))
        if before is not None and (before.rule, before.terms) == (after.rule, after.terms):
            continue  # only its budget is another one
        rules = [after.rule, *([before.rule] if before else [])]
        areas = areas_for(*rules)
        side = (before.rule, before.terms) if before else None
        people = impact_of(side, (after.rule, after.terms), invented(rules, areas, today, PEOPLE, SEED), areas)
        found[slug] = counts_of(people)
    return found
