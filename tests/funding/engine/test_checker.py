"""The checker finds what is wrong with a plan that somebody tampered with."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.certificate import UnlawfulPlan, certified
from funding.engine.checker import Breach, violations
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.offers import Offer
from funding.engine.plan import Plan, PlanLine, best_plan
from funding.engine.terms import Tier, parse
from tests.funding.engine.instances import lifelike

TUITION, EXAM = CostKind.TUITION, CostKind.EXAM
LINES = [CostLine(TUITION, Cents(1000), Cents(210)), CostLine(EXAM, Cents(100))]


def offer(scheme: str, tier: str = "general", budget: int | None = None, received: int = 0, **terms: object) -> Offer:
    whole = parse({"tier": tier, "percent": {"tuition": 100}, **terms})
    return Offer(scheme, whole, None if budget is None else Cents(budget), Cents(received))


def plan(*paid: tuple[str, CostKind, int], own: int | None = None, loan: int = 0) -> Plan:
    left = 1310 - sum(cents for _, _, cents in paid) + loan
    lines = tuple(PlanLine(scheme, kind, Cents(cents)) for scheme, kind, cents in paid)
    return Plan(lines, Cents(1310), Cents(left if own is None else own), Cents(loan))


PRIVATE_MATCH = {"percent": 50, "counts": "private", "own_counts": False}


@pytest.mark.parametrize(
    ("tampered", "offers", "breach"),
    [
        (plan(("x", TUITION, 1)), [], Breach.NO_SUCH_OFFER),
        (plan(("a", CostKind.TRAVEL, 1)), [offer("a")], Breach.NO_SUCH_COST),
        (plan(("a", TUITION, 0)), [offer("a")], Breach.NOT_AN_AMOUNT),
        (plan(("a", TUITION, -5)), [offer("a")], Breach.NOT_AN_AMOUNT),
        (plan(("a", TUITION, 1), ("a", TUITION, 1)), [offer("a")], Breach.TWICE),
        (plan(("a", TUITION, 700), ("b", TUITION, 511)), [offer("a"), offer("b")], Breach.MORE_THAN_THE_COST),
        (
            plan(("a", TUITION, 700), ("b", TUITION, 301)),
            [offer("a", pays_vat=False), offer("b", pays_vat=False)],
            Breach.VAT_NOT_PAID,
        ),
        (plan(("a", EXAM, 1)), [offer("a")], Breach.MORE_THAN_THE_PERCENTAGE),
        (plan(("a", TUITION, 606)), [offer("a", percent={"tuition": 50})], Breach.MORE_THAN_THE_PERCENTAGE),
        (plan(("a", TUITION, 606)), [offer("a", percent_of_sum=50)], Breach.MORE_THAN_THE_SHARE),
        (plan(("a", TUITION, 301)), [offer("a", cap_per_course=300)], Breach.MORE_THAN_THE_CAP),
        (plan(("a", TUITION, 201)), [offer("a", cap_per_year=300, received=100)], Breach.MORE_THAN_THE_YEAR),
        (plan(("a", TUITION, 301)), [offer("a", budget=300)], Breach.MORE_THAN_THE_BUDGET),
        (plan(("a", TUITION, 1)), [offer("a", cap_fact="employer_contribution")], Breach.MORE_THAN_OFFERED),
        (
            plan(("a", TUITION, 1), ("b", TUITION, 1)),
            [offer("a"), offer("b", excludes={"schemes": ["a"]})],
            Breach.EXCLUDED,
        ),
        (
            plan(("a", TUITION, 1), ("b", TUITION, 1)),
            [offer("a", excludes={"all_except": ["c"]}), offer("b")],
            Breach.EXCLUDED,
        ),
        (
            plan(("a", TUITION, 1), ("b", TUITION, 654)),
            [offer("a", match=PRIVATE_MATCH), offer("b", "private")],
            Breach.NO_MATCH,
        ),
        (
            plan(("a", TUITION, 1)),
            [offer("a", only_if_no_other={}), offer("b", cap_per_course=1)],
            Breach.ANOTHER_FITS,
        ),
        (plan(("a", TUITION, 10), own=1299), [offer("a")], Breach.WRONG_SUM),
        (plan(("a", TUITION, 10), loan=10), [offer("a")], Breach.WRONG_SUM),
        (plan(("a", TUITION, 10)), [offer("a", "loan")], Breach.WRONG_SUM),
    ],
)
def test_every_limit_is_watched(tampered: Plan, offers: list[Offer], breach: Breach) -> None:
    assert breach in [violation.breach for violation in violations(tampered, LINES, offers)]


def test_a_plan_that_breaks_a_limit_gets_no_certificate() -> None:
    lawful, unlawful = plan(("a", TUITION, 300)), plan(("a", TUITION, 301))
    assert certified(lawful, LINES, [offer("a", budget=300)]) is lawful
    with pytest.raises(UnlawfulPlan, match="more_than_the_budget: a pays 301"):
        certified(unlawful, LINES, [offer("a", budget=300)])


def test_a_violation_says_in_words_who_and_how_much() -> None:
    (violation,) = violations(plan(("a", TUITION, 301)), LINES, [offer("a", budget=300)])
    assert (violation.subject, violation.words) == ("a", "a pays 301, at most 300 is allowed")


@given(st.integers(0, 2**32), st.integers(0, 10), st.integers(1, 5000))
@settings(max_examples=400)
def test_paying_a_little_more_than_the_best_plan_is_always_found(seed: int, place: int, more: int) -> None:
    """Not even when the sums are made to fit: a lawful plan that pays more would have been the best plan."""
    lines, offers = lifelike(Random(seed))
    best = best_plan(lines, offers)
    if not best.lines:
        return
    raised = [*best.lines]
    place %= len(raised)
    raised[place] = replace(raised[place], cents=Cents(raised[place].cents + more))
    tampered = replace(best, lines=tuple(raised))
    assert violations(tampered, lines, offers)
    tiers = {offer.scheme: offer.terms.tier for offer in offers}
    if tiers[raised[place].scheme] is Tier.LOAN:
        fitted = replace(tampered, loan=Cents(best.loan + more))
    else:
        fitted = replace(tampered, own=Cents(best.own - more))
    assert violations(fitted, lines, offers)
