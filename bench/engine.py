"""The funding engine on one core, one JSON line per figure: python -m bench.engine (CASES for fewer comparisons)

Plans on random offers as tests/funding/engine/instances.py makes them, against CP-SAT of OR-Tools in the same run; the
rest on the schemes that the project ships, with random people and courses.
"""

import os
from collections.abc import Callable, Iterable
from itertools import combinations
from random import Random
from statistics import median
from time import perf_counter

from bench.figures import tell
from funding.engine.assessment import assess, estimate
from funding.engine.catalogue import PriceColumns, own_contributions
from funding.engine.columns import CourseColumns
from funding.engine.conditions import holds
from funding.engine.conflicts import conflict
from funding.engine.facts import Facts
from funding.engine.judging import judge, residual
from funding.engine.money import CostLine, merged
from funding.engine.offers import Offer
from funding.engine.plan import best_plan
from funding.engine.tree import leaves
from tests.funding.engine.instances import lifelike
from tests.funding.engine.places import areas
from tests.funding.engine.second_opinion import Unproven, goals
from tests.funding.engine.shipped import course, person, schemes
from tests.funding.engine.test_second_opinion import sums

SEED = 7
CASES = int(os.environ.get("CASES", "5000"))
COURSES = 10_000
#: What a page with twenty cards may spend on money, in microseconds.
PAGE = 50_000


def times(runs: Iterable[Callable[[], object]]) -> list[float]:
    """The time of each run in microseconds, shortest first."""
    found = []
    for run in runs:
        start = perf_counter()
        run()
        found.append((perf_counter() - start) * 1e6)
    return sorted(found)


def p95(found: list[float]) -> float:
    """The 95th percentile."""
    return found[len(found) * 95 // 100]


def plans() -> None:
    """The best plan with its division over the lines against CP-SAT's first goal, and whether all goals are equal."""
    rng = Random(SEED)
    cases = [lifelike(rng, most=8) for _ in range(CASES)]
    # In turns, so that what else the machine does meets all of them alike.
    ours, theirs, every = [], [], []
    for lines, offers in cases[:1000]:
        ours += times([lambda: best_plan(lines, offers)])  # noqa: B023
        theirs += times([lambda: goals(merged(lines), offers, most=1)])  # noqa: B023
        every += times([lambda: _every_set(lines, offers)])  # noqa: B023
    ours, theirs, every = sorted(ours), sorted(theirs), sorted(every)
    tell("best plan, median", median(ours), "us", against=median(theirs), target=1 / 15, n=len(ours))
    tell("best plan, p95", p95(ours), "us", against=p95(theirs), target=1 / 15, n=len(ours))
    tell(
        "best plan against every set of schemes, median",
        median(ours),
        "us",
        against=median(every),
        target=1,
        n=len(ours),
    )
    different = unproven = 0
    for lines, offers in cases:
        tiers = {offer.scheme: offer.terms.tier for offer in offers}
        try:
            different += sums(best_plan(lines, offers), tiers) != goals(merged(lines), offers)
        except Unproven:
            unproven += 1
    tell("plans that differ from CP-SAT on any goal", different, "cases", against=1, target=0, n=CASES - unproven)
    tell("plans that CP-SAT did not prove", unproven, "cases", against=CASES, target=0.01, n=CASES)


def _every_set(lines: list[CostLine], offers: list[Offer]) -> None:
    """The plain way: a plan for every set of schemes without a conflict."""
    for size in range(len(offers) + 1):
        for chosen in combinations(offers, size):
            if not any(conflict(a.scheme, a.terms, b.scheme, b.terms) for a, b in combinations(chosen, 2)):
                best_plan(lines, chosen)


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


def catalogue() -> None:
    """All courses for one learner: columns against the scalar loop, over the same courses."""
    rng = Random(SEED)
    courses = [course(rng) for _ in range(COURSES)]
    columns = CourseColumns.of([dict(facts.values) for facts, _ in courses])
    prices = PriceColumns.of([lines for _, lines in courses])
    fast, slow, different = [], [], 0
    for _ in range(3):
        told = Facts.of(person(rng), courses[0][0].today)
        start = perf_counter()
        found = own_contributions(told, columns, prices, schemes(), areas())
        middle = perf_counter()
        alone = [
            estimate(Facts.of({**told.values, **facts.values}, told.today), lines, schemes(), areas())
            for facts, lines in courses
        ]
        slow.append((perf_counter() - middle) * 1e3)
        fast.append((middle - start) * 1e3)
        different += sum(
            (found.sure[n], found.plan[n], found.possible[n]) != (one.sure.own, one.plan.own, one.possible.own)
            for n, one in enumerate(alone)
        )
    tell("own contribution of 10,000 courses", median(fast), "ms", against=median(slow), target=0.1, n=3)
    tell("own contributions that differ from the scalar loop", different, "courses", against=1, target=0, n=3 * COURSES)


def rules() -> None:
    """Rules a second: judged with explanation, folded to what is left; and conditions without any explanation."""
    cases = [after for _, after, _ in learners(200)]
    rate = {}
    for name, work in (("judged with explanation", judge), ("folded to what is left", residual)):
        start = perf_counter()
        for facts in cases:
            for scheme in schemes():
                work(scheme.rule, facts, areas())
        rate[name] = len(cases) * len(schemes()) / (perf_counter() - start)
    conditions = [leaf for scheme in schemes() for leaf in leaves(scheme.rule)]
    start = perf_counter()
    for facts in cases:
        for leaf in conditions:
            holds(leaf, facts, areas())
    bare = len(cases) * len(schemes()) / (perf_counter() - start)
    n = len(cases) * len(schemes())
    tell(
        "rules judged with explanation",
        rate["judged with explanation"],
        "rules/s",
        against=bare,
        target=0.1,
        n=n,
        at_least=True,
    )
    tell(
        "rules folded to what is left",
        rate["folded to what is left"],
        "rules/s",
        against=bare,
        target=0.1,
        n=n,
        at_least=True,
    )
    tell("rules, all conditions without explanation", bare, "rules/s", against=bare, target=1, n=n, at_least=True)


def answers() -> None:
    """A whole assessment with the next question, and the light estimate for a card, against what a page may spend."""
    found = learners(300)
    first = times([lambda case=case: assess(case[0], case[2], schemes(), areas()) for case in found])
    last = times([lambda case=case: assess(case[1], case[2], schemes(), areas()) for case in found])
    cards = times([lambda case=case: estimate(case[1], case[2], schemes(), areas()) for case in found])
    for name, runs in (("with the next question, first", first), ("after the last question", last)):
        tell(f"assessment {name}, median", median(runs), "us", against=PAGE, target=1, n=len(runs))
        tell(f"assessment {name}, p95", p95(runs), "us", against=PAGE, target=1, n=len(runs))
    tell("estimate for a card, median", median(cards), "us", against=PAGE / 20, target=1, n=len(cards))


if __name__ == "__main__":
    plans()
    catalogue()
    rules()
    answers()
