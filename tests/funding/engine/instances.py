"""Random cost lines and offers: tiny ones for the oracle, and ones like real life."""

from random import Random

from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.offers import Offer
from funding.engine.terms import (
    Counts,
    Exclusion,
    FamilyCap,
    Match,
    Rounding,
    Subsidiarity,
    Terms,
    Tier,
)

KINDS = (CostKind.TUITION, CostKind.EXAM, CostKind.TRAVEL)


def tiny(rng: Random) -> tuple[list[CostLine], list[Offer]]:
    """One or two lines of a few cents, one to four offers: few enough payments to look at all of them."""
    lines = [
        CostLine(kind, Cents(rng.randint(1, 4)), Cents(rng.choice([0, 0, 1])))
        for kind in KINDS[: rng.choice([1, 1, 2])]
    ]
    count = rng.randint(1, 4 if len(lines) == 1 else 3)
    caps = [None, None, 1, 2, 3, 4]
    families = _families(rng, [1, 2, 3])
    return lines, [
        _offer(rng, place, count, caps, [50, 60, 100, 100], [25, 34, 50, 60], families) for place in range(count)
    ]


def lifelike(rng: Random, most: int = 6) -> tuple[list[CostLine], list[Offer]]:
    """Up to three lines and up to ``most`` offers, in euros."""
    prices = [5_000_00, 89_500, 125_000, 199_500, 350_000]
    lines = [CostLine(CostKind.TUITION, Cents(rng.choice(prices) + rng.randrange(100)))]
    if rng.random() < 0.6:
        lines.append(CostLine(CostKind.EXAM, Cents(rng.choice([15_000, 32_533]))))
    if rng.random() < 0.3:
        lines.append(CostLine(CostKind.TRAVEL, Cents(rng.choice([12_000, 25_001]))))
    if rng.random() < 0.3:
        lines = [CostLine(line.kind, line.net, Cents(line.net * 21 // 100)) for line in lines]
    count = rng.randint(1, most)
    caps = [None, 25_000, 50_000, 75_000, 100_000, 150_001, 250_000]
    percents = [100, 100, 100, 80, 75, 50, 40]
    families = _families(rng, [50_000, 100_000])
    return lines, [_offer(rng, place, count, caps, percents, [20, 30, 50], families) for place in range(count)]


def _families(rng: Random, cents: list[int]) -> list[FamilyCap]:
    """Two families that some schemes belong to; all of a family name the same amount."""
    return [FamilyCap(name, Cents(rng.choice(cents))) for name in ("had nothing", "had some")]


def _offer(
    rng: Random,
    place: int,
    count: int,
    caps: list[int | None],
    percents: list[int],
    matches: list[int],
    families: list[FamilyCap],
) -> Offer:
    others = [f"s{other}" for other in range(count) if other != place and rng.random() < 0.2]
    tier = rng.choices(list(Tier), [3, 3, 3, 2, 1])[0]
    special = rng.random()
    match = subsidiarity = None
    if tier is not Tier.LOAN and special < 0.35:
        match = Match(rng.choice(matches), rng.choice(list(Counts)), rng.random() < 0.5)
    if tier is not Tier.LOAN and special > 0.85:
        subsidiarity = Subsidiarity(frozenset(others))
    fixed, family = rng.random() < 0.1, rng.choice([None, None, *families])
    cap_fact = "employer_contribution" if rng.random() < 0.1 else ""
    terms = Terms(
        tier=tier,
        percent={kind: 100 if fixed else rng.choice(percents) for kind in KINDS if rng.random() < 0.8},
        percent_of_sum=100 if fixed else rng.choice([100, 100, *percents]),
        cap_per_course=rng.choice(caps),
        fixed_amount=rng.choice(caps) if fixed else None,
        cap_per_year=rng.choice([None, None, *caps]),
        cap_per_life=rng.choice([None, None, None, None, *caps]),
        cap_per_employer=rng.choice([None, None, None, None, *caps]),
        family_cap=family,
        rounding=rng.choice([Rounding.CENTS_DOWN, Rounding.CENTS_DOWN, *Rounding]),
        priority=rng.choice([0, 0, 0, 1]),
        cap_fact=cap_fact,
        pays_vat=rng.random() < 0.7,
        excludes=Exclusion(frozenset(others), others=rng.random() < 0.15) if rng.random() < 0.5 else Exclusion(),
        match=match,
        only_if_no_other=subsidiarity,
    )
    return Offer(
        f"s{place}",
        terms,
        budget_left=rng.choice([None, None, None, *caps, 0]),
        received_this_year=Cents(rng.choice([0, 0, 1])),
        received_ever=Cents(rng.choice([0, 0, 2])),
        received_by_employer=Cents(rng.choice([0, 0, 1])),
        received_by_family=Cents(1 if family and family.family == "had some" else 0),
        amount=rng.choice(caps),
    )
