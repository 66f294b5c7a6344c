"""Other ways to pay: without a scheme of the plan, and on a later day."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.alternatives import alternatives, worth_waiting_for
from funding.engine.assessment import LIKELY, assess
from funding.engine.checker import violations
from funding.engine.facts import Facts
from funding.engine.money import Cents
from funding.engine.scheme import State
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY, course, person, schemes
from tests.funding.engine.test_assessment import NEW, answer, scheme

TOMORROW = TODAY + timedelta(days=1)


def test_without_a_scheme_the_next_one_pays_or_the_learner() -> None:
    found = answer(NEW, scheme("een", "general"), scheme("twee", "last_resort", terms={"cap_per_course": 300_00}))
    (without,) = alternatives(found)
    assert (without.without, without.plan.schemes, without.extra) == ("een", {"twee"}, 700_00)


def test_what_pays_only_when_no_other_fits_does_not_come_in_by_leaving_out_the_others() -> None:
    strict = scheme("strikt", "last_resort", terms={"only_if_no_other": {"besides": []}})
    (without,) = alternatives(answer(NEW, scheme("een", "general"), strict))
    assert (without.plan.schemes, without.extra) == (frozenset(), 1000_00)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_leaving_out_never_costs_less_and_every_alternative_is_lawful(seed: int) -> None:
    random = Random(seed)
    told, lines = course(random)
    facts = Facts.of({**told.values, **person(random)}, TODAY)
    found = assess(facts, lines, schemes(), areas())
    eligible = [row for row in found.rows if row.outcome.verdict in LIKELY and row.state is State.OPEN]
    for one in alternatives(found):
        assert one.extra >= 0
        assert one.without not in one.plan.schemes
        offers = [row.scheme.offer(facts) for row in eligible if row.scheme.slug != one.without]
        assert not violations(one.plan, lines, offers)


def test_waiting_for_a_scheme_that_opens_soon() -> None:
    soon = scheme("straks", "general", opens=TOMORROW, terms={"cap_per_course": 400_00})
    later = scheme("later", "earmarked", opens=TODAY + timedelta(days=30))
    found = answer(NEW, soon, later, scheme("dicht", "general", closed=True))
    first, second = worth_waiting_for(found, areas())
    assert (first.day, first.plan.own, first.because_of) == (TOMORROW, 600_00, ("straks",))
    assert (second.day, second.plan.own, second.because_of) == (TODAY + timedelta(days=30), 0, ("later",))


def test_nobody_waits_for_what_does_not_get_cheaper_opens_too_late_or_after_the_course_began() -> None:
    opens = scheme("straks", "last_resort", opens=TOMORROW)
    assert worth_waiting_for(answer(NEW, opens, scheme("nu", "general")), areas()) == ()
    far = scheme("straks", "general", opens=TODAY + timedelta(days=367))
    assert worth_waiting_for(answer(NEW, far), areas()) == ()
    begins = NEW.learned("course.start", TOMORROW)
    assert worth_waiting_for(answer(begins, opens), areas()) == ()
    assert (
        len(worth_waiting_for(answer(NEW.learned("course.start", TOMORROW + timedelta(days=1)), opens), areas())) == 1
    )


def test_waiting_for_the_money_of_a_next_budget_and_for_a_new_year() -> None:
    full = scheme("vol", "general", budget_left=Cents(0))
    new_money = scheme("vol", "general", opens=TOMORROW, budget_left=Cents(500_00))
    (wait,) = worth_waiting_for(answer(NEW, full), areas(), [new_money])
    assert (wait.day, wait.plan.own) == (TOMORROW, 500_00)
    used = scheme("jaar", "general", terms={"cap_per_year": 1000_00}, received_this_year=Cents(1000_00))
    (wait,) = worth_waiting_for(answer(NEW, used), areas())
    assert (wait.day, wait.plan.own, wait.because_of) == (date(TODAY.year + 1, 1, 1), 0, ("jaar",))
