"""The best plan against a solver that knows nothing of how it was found; ``make bench-engine`` does it 5,000 times."""

from random import Random

from funding.engine.money import merged
from funding.engine.plan import Plan, best_plan
from funding.engine.terms import Tier
from tests.funding.engine.instances import lifelike
from tests.funding.engine.second_opinion import GOALS, goals


def test_cp_sat_finds_no_better_plan() -> None:
    rng = Random(2027)
    for _ in range(150):
        lines, offers = lifelike(rng, most=8)
        tiers = {offer.scheme: offer.terms.tier for offer in offers}
        assert sums(best_plan(lines, offers), tiers) == goals(merged(lines), offers), (lines, offers)


def sums(plan: Plan, tiers: dict[str, Tier]) -> list[int]:
    """What a plan reaches of each goal, in cents."""
    paid = {scheme: plan.paid_by(scheme) for scheme in plan.schemes}
    return [sum(cents for scheme, cents in paid.items() if tiers[scheme] in goal) for goal, _ in GOALS]
