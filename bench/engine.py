"""Times of the funding engine on one core, one JSON line per figure: python -m bench.engine

Plans on random offers as tests/funding/engine/instances.py makes them; the rest on the schemes that the project ships,
with random people and courses. Every figure names what it was measured on; medians over the cases, each run once.
"""

import json
from collections.abc import Callable, Iterable
from random import Random
from statistics import median
from time import perf_counter

from funding.engine.assessment import assess, estimate
from funding.engine.facts import Facts
from funding.engine.judging import judge, residual
from funding.engine.money import CostLine
from funding.engine.plan import best_plan
from tests.funding.engine.instances import lifelike
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import course, person, schemes

SEED = 7


def tell(figure: str, value: float, unit: str, on: str) -> None:
    """One figure as one line of JSON."""
    print(json.dumps({"figure": figure, "value": round(value, 1), "unit": unit, "on": on}))


def tell_times(figure: str, runs: Iterable[Callable[[], object]], on: str) -> None:
    """Median, 95th percentile and largest time of the runs, in microseconds."""
    times = []
    for run in runs:
        start = perf_counter()
        run()
        times.append((perf_counter() - start) * 1e6)
    times.sort()
    for name, value in (("median", median(times)), ("p95", times[len(times) * 95 // 100]), ("max", times[-1])):
        tell(f"{figure}, {name}", value, "us", on)


def plans() -> None:
    """The best plan with its division over the lines, for growing numbers of eligible schemes."""
    for most in (4, 8, 12, 16):
        rng = Random(SEED)
        cases = [lifelike(rng, most) for _ in range(2_000)]
        on = f"2,000 random cases of 1-{most} eligible schemes and 1-3 lines"
        tell_times("best plan", [lambda case=case: best_plan(*case) for case in cases], on)


def learners(count: int) -> list[tuple[Facts, Facts, list[CostLine]]]:
    """Random people with a course: what is known before the first question, what after the last, and the lines."""
    rng = Random(SEED)
    found = []
    for _ in range(count):
        before, lines = course(rng)
        after = before
        for name, value in person(rng).items():
            after = after.learned(name, value)
        found.append((before, after, lines))
    return found


def rules() -> None:
    """How many rules a second are judged with explanation, and folded to what is left."""
    cases = [after for _, after, _ in learners(200)]
    on = f"200 people x {len(schemes())} shipped schemes"
    for figure, work in (("judge a rule with its explanation", judge), ("fold a rule to its rest", residual)):
        start = perf_counter()
        for facts in cases:
            for scheme in schemes():
                work(scheme.rule, facts, areas())
        tell(figure, len(cases) * len(schemes()) / (perf_counter() - start), "rules/s", on)


def answers() -> None:
    """A whole assessment with the next question, and the light estimate for a card."""
    found = learners(300)
    on = f"300 people and courses x {len(schemes())} shipped schemes"
    first = [lambda case=case: assess(case[0], case[2], schemes(), areas()) for case in found]
    last = [lambda case=case: assess(case[1], case[2], schemes(), areas()) for case in found]
    cards = [lambda case=case: estimate(case[1], case[2], schemes(), areas()) for case in found]
    tell_times("assessment before the first question", first, on)
    tell_times("assessment after the last question", last, on)
    tell_times("estimate for a card", cards, on)


if __name__ == "__main__":
    plans()
    rules()
    answers()
