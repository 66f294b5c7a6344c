"""The best plan in cases that happen, by hand."""

import pytest

from funding.engine.money import Cents, CostKind, CostLine, merged, percent_needed, percent_of
from funding.engine.offers import Offer
from funding.engine.plan import Plan, best_plan
from funding.engine.terms import parse

COURSE = [CostLine(CostKind.TUITION, Cents(1000_00))]


def offer(
    scheme: str,
    tier: str,
    *,
    budget: int | None = None,
    received: int = 0,
    amount: int | None = None,
    before: dict[str, int] | None = None,
    **terms: object,
) -> Offer:
    whole = parse({"tier": tier, "percent": {"tuition": 100}, **terms})
    return Offer(
        scheme,
        whole,
        None if budget is None else Cents(budget),
        Cents(received),
        None if amount is None else Cents(amount),
        **{f"received_{name}": Cents(cents) for name, cents in (before or {}).items()},
    )


def paid(plan: Plan) -> dict[str, int]:
    return {scheme: plan.paid_by(scheme) for scheme in sorted(plan.schemes)}


def test_without_schemes_the_learner_pays() -> None:
    plan = best_plan(COURSE, [])
    assert (plan.lines, plan.own, plan.loan) == ((), 1000_00, 0)


def test_a_free_course_needs_nobody() -> None:
    plan = best_plan([CostLine(CostKind.TUITION, Cents(0))], [offer("regio", "general")])
    assert (plan.lines, plan.total, plan.own) == ((), 0, 0)


def test_last_resort_money_pays_only_what_nothing_else_can() -> None:
    plan = best_plan(COURSE, [offer("rmt", "last_resort"), offer("regio", "general", cap_per_course=600_00)])
    assert paid(plan) == {"regio": 600_00, "rmt": 400_00}


def test_private_money_goes_before_earmarked_and_that_before_general() -> None:
    caps = {"cap_per_course": 400_00}
    offers = [offer("a", "general"), offer("b", "earmarked", **caps), offer("c", "private", **caps)]
    assert paid(best_plan(COURSE, offers)) == {"a": 200_00, "b": 400_00, "c": 400_00}


def test_the_least_own_contribution_goes_before_sparing_last_resort_money() -> None:
    exclusive = offer("o-en-o", "private", cap_per_course=900_00, excludes={"all_except": []})
    plan = best_plan(COURSE, [exclusive, offer("rmt", "last_resort")])
    assert paid(plan) == {"rmt": 1000_00}


def test_a_loan_comes_last_and_never_counts_as_a_grant() -> None:
    plan = best_plan(COURSE, [offer("duo", "loan"), offer("regio", "general", cap_per_course=600_00)])
    assert paid(plan) == {"duo": 400_00, "regio": 600_00}
    assert (plan.own, plan.loan) == (400_00, 400_00)


def test_half_is_rounded_down_to_a_cent_and_the_match_up() -> None:
    line = [CostLine(CostKind.TUITION, Cents(1000_01))]
    half = {"percent": {"tuition": 50}}
    assert paid(best_plan(line, [offer("oom", "private", **half)])) == {"oom": 500_00}
    jtf = offer("jtf", "earmarked", match={"percent": 50, "counts": "either", "own_counts": True})
    assert paid(best_plan(line, [jtf])) == {"jtf": 500_00}
    assert (percent_of(1000_01, 50), percent_needed(1000_01, 50)) == (500_00, 500_01)


def test_what_was_received_this_year_is_gone() -> None:
    voucher = offer("doorzaam", "private", cap_per_year=500_00, received=450_00)
    assert paid(best_plan(COURSE, [voucher])) == {"doorzaam": 50_00}
    assert paid(best_plan(COURSE, [offer("doorzaam", "private", cap_per_year=500_00, received=600_00)])) == {}


def test_caps_for_a_life_an_employer_and_a_family_count_what_came_before() -> None:
    life = offer("stap", "private", cap_per_life=1000_00, before={"ever": 900_00})
    assert paid(best_plan(COURSE, [life])) == {"stap": 100_00}
    firm = offer("slim", "earmarked", cap_per_employer=500_00, before={"by_employer": 500_00})
    assert paid(best_plan(COURSE, [firm])) == {}
    cap = {"family_cap": {"family": "oom", "cents": 600_00}}
    family = [offer(name, "private", cap_per_course=400_00, before={"by_family": 100_00}, **cap) for name in "ab"]
    assert paid(best_plan(COURSE, family)) == {"a": 400_00, "b": 100_00}
    # A stranger to the family fills what the family may not.
    assert best_plan(COURSE, [*family, offer("c", "general")]).own == 0


def test_a_fixed_amount_is_paid_whatever_the_course_costs_but_never_more() -> None:
    assert paid(best_plan(COURSE, [offer("soob", "private", fixed_amount=120_00)])) == {"soob": 120_00}
    cheap = [CostLine(CostKind.TUITION, Cents(80_00))]
    assert paid(best_plan(cheap, [offer("soob", "private", fixed_amount=120_00)])) == {"soob": 80_00}


@pytest.mark.parametrize(
    ("rounding", "cents"),
    [("cents_down", 333_66), ("euros_down", 333_00), ("euros_nearest", 334_00), ("euros_up", 334_00)],
)
def test_a_percentage_is_rounded_as_the_scheme_says(rounding: str, cents: int) -> None:
    line = [CostLine(CostKind.TUITION, Cents(1011_10))]
    third = offer("x", "private", percent={"tuition": 33}, rounding=rounding)
    assert paid(best_plan(line, [third])) == {"x": cents}


def test_rounding_up_never_pays_more_than_the_price() -> None:
    line = [CostLine(CostKind.TUITION, Cents(10_50))]
    assert paid(best_plan(line, [offer("x", "private", rounding="euros_up")])) == {"x": 10_50}


def test_within_a_tier_the_lowest_priority_pays_first() -> None:
    first, second = offer("a", "private", priority=1), offer("b", "private")
    assert paid(best_plan(COURSE, [first, second])) == {"b": 1000_00}


def test_never_more_than_the_budget_that_is_left() -> None:
    assert paid(best_plan(COURSE, [offer("regio", "general", budget=123_45)])) == {"regio": 123_45}
    assert paid(best_plan(COURSE, [offer("regio", "general", budget=0)])) == {}


def test_an_employer_pays_what_it_offered_and_nothing_before_it_did() -> None:
    assert paid(best_plan(COURSE, [offer("baas", "private", cap_fact="employer_contribution", amount=250_00)])) == {
        "baas": 250_00
    }
    assert paid(best_plan(COURSE, [offer("baas", "private", cap_fact="employer_contribution")])) == {}


def test_each_scheme_pays_only_its_own_kinds_of_cost() -> None:
    lines = [CostLine(CostKind.EXAM, Cents(200_00)), CostLine(CostKind.TUITION, Cents(500_00))]
    soob = offer("soob", "private", percent={"tuition": 80})
    regio = offer("regio", "general", percent={"tuition": 100, "exam": 100}, cap_per_course=200_00)
    plan = best_plan(lines, [soob, regio])
    assert [(line.scheme, line.kind, line.cents) for line in plan.lines] == [
        ("soob", CostKind.TUITION, 400_00),
        ("regio", CostKind.TUITION, 100_00),
        ("regio", CostKind.EXAM, 100_00),
    ]


def test_schemes_without_vat_leave_the_vat_to_others() -> None:
    line = [CostLine(CostKind.TUITION, Cents(1000_00), Cents(210_00))]
    without = [offer(name, "private", pays_vat=False) for name in ("a", "b")]
    assert best_plan(line, without).own == 210_00
    plan = best_plan(line, [*without, offer("regio", "general")])
    assert paid(plan) == {"a": 1000_00, "regio": 210_00}


def test_co_financing_by_private_money_must_be_there() -> None:
    needy = offer(
        "jtf", "earmarked", cap_per_course=500_00, match={"percent": 50, "counts": "private", "own_counts": False}
    )
    assert paid(best_plan(COURSE, [needy])) == {}
    assert paid(best_plan(COURSE, [needy, offer("baas", "private", cap_per_course=499_99)])) == {"baas": 499_99}
    assert paid(best_plan(COURSE, [needy, offer("baas", "private", cap_per_course=500_00)])) == {
        "baas": 500_00,
        "jtf": 500_00,
    }


def test_two_schemes_that_need_each_other_pay_together() -> None:
    need = {"percent": 40, "counts": "public", "own_counts": False}
    offers = [offer(name, "earmarked", cap_per_course=500_00, match=need) for name in ("a", "b")]
    assert paid(best_plan(COURSE, offers)) == {"a": 500_00, "b": 500_00}
    assert paid(best_plan(COURSE, offers[:1])) == {}


def test_own_money_as_co_financing_caps_the_public_money_together() -> None:
    need = {"percent": 30, "counts": "private", "own_counts": True}
    jtf, regio = (
        offer("jtf", "earmarked", cap_per_course=500_00, match=need),
        offer("regio", "general", cap_per_course=400_00),
    )
    plan = best_plan(COURSE, [jtf, regio])
    assert paid(plan) == {"jtf": 500_00, "regio": 200_00}
    assert plan.own == 300_00


def test_a_strict_scheme_stands_back_when_another_fits_even_for_a_cent() -> None:
    strict = offer("rmt", "last_resort", only_if_no_other={})
    assert paid(best_plan(COURSE, [strict])) == {"rmt": 1000_00}
    assert paid(best_plan(COURSE, [strict, offer("regio", "general", cap_per_course=1)])) == {"regio": 1}
    assert paid(best_plan(COURSE, [strict, offer("regio", "general", budget=0)])) == {"rmt": 1000_00}
    assert paid(best_plan(COURSE, [strict, offer("duo", "loan")])) == {"rmt": 1000_00}


def test_a_strict_scheme_may_be_told_to_work_beside_the_employer() -> None:
    strict = offer("rmt", "last_resort", only_if_no_other={"besides": ["baas"]})
    baas = offer("baas", "private", cap_per_course=300_00)
    assert paid(best_plan(COURSE, [strict, baas])) == {"baas": 300_00, "rmt": 700_00}


def test_a_strict_scheme_stands_back_for_one_that_fits_thanks_to_the_employer() -> None:
    strict = offer("rmt", "last_resort", only_if_no_other={"besides": ["baas"]})
    baas = offer("baas", "private", cap_per_course=500_00)
    match = {"percent": 50, "counts": "private", "own_counts": False}
    jtf = offer("jtf", "earmarked", cap_per_course=100_00, match=match)
    assert paid(best_plan(COURSE, [strict, baas, jtf])) == {"baas": 500_00, "jtf": 100_00}
    assert paid(best_plan(COURSE, [strict, jtf])) == {"rmt": 1000_00}


def test_one_scheme_offers_once() -> None:
    with pytest.raises(ValueError, match="Two offers of regio"):
        best_plan(COURSE, [offer("regio", "general"), offer("regio", "private")])


def test_cost_lines_of_one_kind_are_one_cost() -> None:
    lines = [
        CostLine(CostKind.EXAM, Cents(1)),
        *COURSE,
        CostLine(CostKind.EXAM, Cents(2), Cents(3)),
        CostLine(CostKind.TRAVEL, Cents(0)),
    ]
    assert merged(lines) == (*COURSE, CostLine(CostKind.EXAM, Cents(3), Cents(3)))


def test_a_cost_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        CostLine(CostKind.TUITION, Cents(100), Cents(-1))
    for document in ({"kind": "lunch", "net": 1}, {"kind": "exam", "net": 1.5}, {"kind": "exam", "net": True}, {}):
        with pytest.raises(ValueError):  # noqa: PT011
            CostLine.from_document(document)
