"""The own contributions of many courses at once are those of each course alone, to the cent."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import estimate
from funding.engine.catalogue import PriceColumns, own_contributions
from funding.engine.columns import CourseColumns
from funding.engine.facts import Facts
from funding.engine.money import Cents, CostLine
from funding.engine.offers import Offer
from funding.engine.scheme import SchemeOnDate
from funding.engine.terms import Terms
from funding.engine.tree import Compare, Operator, Rule
from tests.funding.engine.instances import lifelike, tiny
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY, course, person, schemes

ALWAYS = Compare("course.online", Operator.IS, False, "op locatie", "art. 1")


def scheme(offer: Offer, rule: Rule = ALWAYS) -> SchemeOnDate:
    """A scheme with the terms of an offer, of which nobody received anything."""
    return SchemeOnDate(
        offer.scheme, offer.scheme, "fund", offer.scheme, rule, offer.terms, budget_left=offer.budget_left
    )


def compare(facts: Facts, courses: list[tuple[Facts, list[CostLine]]], known: list[SchemeOnDate]) -> None:
    columns = CourseColumns.of([dict(course.values) for course, _ in courses])
    found = own_contributions(facts, columns, PriceColumns.of([lines for _, lines in courses]), known, areas())
    for place, (told, lines) in enumerate(courses):
        alone = estimate(Facts.of({**facts.values, **told.values}, TODAY), lines, known, areas())
        expected = alone.sure.own, alone.plan.own, alone.possible.own
        assert (found.sure[place], found.plan[place], found.possible[place]) == expected, (lines, known)


@given(st.integers(0, 2**32), st.sampled_from([lifelike, tiny]))
@settings(max_examples=80)
def test_any_terms_give_what_the_best_plan_gives(
    seed: int, make: Callable[[Random], tuple[list[CostLine], list[Offer]]]
) -> None:
    rng = Random(seed)
    known = [scheme(offer) for offer in make(rng)[1]]
    facts = Facts.of({"employer_contribution": rng.choice([1, 2, 20_000, 75_000])}, TODAY)
    here = Facts.of({"course.online": False}, TODAY)
    compare(facts, [(here, make(rng)[0]) for _ in range(12)], known)


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_the_shipped_schemes_give_what_an_estimate_gives(seed: int) -> None:
    rng = Random(seed)
    answers = person(rng)
    told = {name: value for name, value in answers.items() if rng.random() < 0.8}
    compare(Facts.of(told, TODAY), [course(rng) for _ in range(25)], list(schemes()))


def test_a_cap_that_follows_from_the_course_is_known_per_course() -> None:
    terms = Terms(**{name: getattr(schemes()[0].terms, name) for name in Terms.__slots__})
    capped = replace(terms, cap_fact="course.exam_cents", match=None, only_if_no_other=None)
    rng = Random(5)
    courses = []
    for exam in (None, Cents(100), Cents(9_000_00)):
        told, lines = course(rng)
        facts = {**told.values, "course.online": False} | ({} if exam is None else {"course.exam_cents": exam})
        courses.append((Facts.of(facts, TODAY), lines))
    compare(Facts.of({}, TODAY), courses, [scheme(Offer("x", capped))])


@pytest.mark.parametrize("known", [[], list(schemes())])
def test_without_courses_or_schemes_there_is_nothing_to_pay_for(known: list[SchemeOnDate]) -> None:
    compare(Facts.of({}, TODAY), [], known)
    compare(Facts.of({}, TODAY), [course(Random(1))], known)
