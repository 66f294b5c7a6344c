"""The best plan against oracles that look at everything, on random cases."""

from itertools import combinations, product
from random import Random

import pytest

from funding.engine.checker import violations
from funding.engine.conflicts import bits, conflict
from funding.engine.exact import settle
from funding.engine.matching import demands_of
from funding.engine.money import CostLine, merged
from funding.engine.offers import Offer, sources_of
from funding.engine.plan import best_plan
from funding.engine.programme import maximise
from funding.engine.terms import Tier
from tests.funding.engine.instances import lifelike, tiny
from tests.funding.engine.oracle import best_by_enumeration


def test_the_plan_equals_the_best_of_all_payments() -> None:
    """All goals, the order within them and the division over the lines, on cases of a few cents."""
    rng = Random(2026)
    for _ in range(6_000):
        lines, offers = tiny(rng)
        plan = best_plan(lines, offers)
        assert plan == best_by_enumeration(lines, offers), (lines, offers)
        assert violations(plan, lines, offers) == []


def test_the_plan_equals_the_best_over_all_sets_of_schemes() -> None:
    """Cases in euros: every set of schemes, each solved as an integer programme; no closed form, no pruning."""
    rng = Random(11)
    for _ in range(300):
        lines, offers = lifelike(rng, most=5)
        offers = [offer for offer in offers if not offer.terms.only_if_no_other]
        plan = best_plan(lines, offers)
        amounts = {offer.scheme: plan.paid_by(offer.scheme) for offer in offers}
        assert {scheme: cents for scheme, cents in amounts.items() if cents} == _best_over_sets(lines, offers)


def _best_over_sets(lines: list[CostLine], offers: list[Offer]) -> dict[str, int]:
    sources = sources_of(offers, lines)
    total = sum(line.net + line.vat for line in lines)
    grants = [set(Tier) - {Tier.LOAN}]
    goals = [*grants, grants[0] - {Tier.LAST_RESORT}, {Tier.PRIVATE, Tier.EARMARKED}, {Tier.PRIVATE}, set(Tier)]
    weights = []
    for source in sources:
        digits = [source.tier in goal for goal in goals] + [source is other for other in sources]
        weights.append(sum(digit * (total + 1) ** (len(digits) - place) for place, digit in enumerate(digits)))
    demands = demands_of(sources, total)
    best: list[int] = [0] * len(sources)
    for members in range(1 << len(sources)):
        chosen = [sources[place] for place in bits(members)]
        if any(conflict(a.scheme, a.terms, b.scheme, b.terms) for a, b in combinations(chosen, 2)):
            continue
        bounds = demands.bounds(members, members & demands.conditional)
        amounts = settle(merged(lines), sources, members, bounds, weights)
        if amounts and _value(amounts, weights) > _value(best, weights):
            best = amounts
    return {source.scheme: cents for source, cents in zip(sources, best, strict=True) if cents}


def _value(amounts: list[int], weights: list[int]) -> int:
    return sum(cents * weight for cents, weight in zip(amounts, weights, strict=True))


def test_the_integer_programme_finds_the_best_point_of_all() -> None:
    """With lower bounds too, which may leave no point at all."""
    rng = Random(5)
    infeasible = 0
    for _ in range(600):
        size = rng.randint(1, 3)
        weights = [rng.randint(-3, 5) for _ in range(size)]
        rows = [([int(place == own) for own in range(size)], rng.randint(0, 4)) for place in range(size)]
        rows += [([rng.randint(-2, 3) for _ in range(size)], rng.randint(-3, 6)) for _ in range(rng.randint(0, 3))]
        points = [
            point
            for point in product(range(5), repeat=size)
            if all(sum(a * y for a, y in zip(row, point, strict=True)) <= bound for row, bound in rows)
        ]
        found = maximise(weights, rows)
        if not points:
            infeasible += 1
            assert found is None
            continue
        assert found is not None
        assert tuple(found) in points
        best = max(sum(w * y for w, y in zip(weights, point, strict=True)) for point in points)
        assert sum(w * y for w, y in zip(weights, found, strict=True)) == best
    assert 0 < infeasible < 600


def test_a_corner_that_is_no_whole_number_is_cut_off() -> None:
    assert maximise([1, 1], [([2, 2], 3)]) in ([1, 0], [0, 1])
    assert maximise([5, 4], [([6, 4], 24), ([1, 2], 6)]) == [4, 0]
    assert maximise([1], [([2], 3), ([-2], -3)]) is None


def test_a_programme_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no bound"):
        maximise([1, 0], [([0, 1], 3)])
