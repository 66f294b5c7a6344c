"""One person, one course, all schemes: rows, plans and reasons."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import Assessment, WhyNot, assess, estimate, glance
from funding.engine.checker import violations
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.outcome import Verdict
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.terms import parse
from funding.engine.tree import All, Any, Compare, Judged, Operator, Rule
from funding.engine.vocabulary import Value
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY, course, person, schemes

SEEDS = st.integers(0, 2**32)
COURSE = [CostLine(CostKind.TUITION, Cents(1000_00))]
ASKED = Compare("enrolled", Operator.IS, False, "Je bent nog niet begonnen.", "art. 1")
JUDGED = Judged("Een adviseur vindt het nodig.", "art. 2")
NEW = Facts.of({"enrolled": False}, TODAY)


def scheme(slug: str, tier: str, rule: Rule = ASKED, **changes: object) -> SchemeOnDate:
    terms = {"tier": tier, "percent": {"tuition": 100}, **changes.pop("terms", {})}  # type: ignore[dict-item]
    made = SchemeOnDate(slug, slug.title(), f"fonds-{slug}", f"{slug}@1", rule, parse(terms))
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(facts: Facts, *of: SchemeOnDate) -> Assessment:
    return assess(facts, COURSE, of, areas())


def test_a_scheme_that_fits_pays_and_says_nothing_against_it() -> None:
    row = answer(NEW, scheme("regio", "general")).row("regio")
    assert (row.cents, row.state, row.outcome.verdict, row.why_not) == (1000_00, State.OPEN, Verdict.YES, None)


def test_a_no_pays_nothing_and_has_its_reason() -> None:
    row = answer(NEW.learned("enrolled", True), scheme("regio", "general")).row("regio")
    assert (row.cents, row.why_not) == (0, WhyNot.NOT_ELIGIBLE)
    assert [reason.label for reason in row.reasons] == ["Je bent nog niet begonnen."]


def test_an_unknown_is_not_counted_on_but_shown_as_possible() -> None:
    result = answer(Facts.of({}, TODAY), scheme("regio", "general"))
    row = result.row("regio")
    assert (result.plan.own, result.possible.own) == (1000_00, 0)
    assert (row.cents, row.possible_cents, row.why_not) == (0, 1000_00, WhyNot.UNKNOWN)


def test_what_a_person_must_judge_is_in_the_plan_with_a_flag_and_not_in_what_is_sure() -> None:
    result = answer(NEW, scheme("rmt", "last_resort", All((ASKED, JUDGED))))
    assert result.row("rmt").to_be_checked
    assert (result.plan.own, result.sure.own) == (0, 1000_00)
    assert result.next_question is None


@pytest.mark.parametrize(
    ("changes", "state", "why_not", "since"),
    [
        ({"closes": TODAY + timedelta(1)}, State.OPEN, None, None),
        ({"closes": TODAY}, State.CLOSED, WhyNot.CLOSED, TODAY),
        ({"closes": TODAY + timedelta(1), "closed": True}, State.CLOSED, WhyNot.CLOSED, None),
        ({"opens": TODAY}, State.OPEN, None, None),
        ({"opens": TODAY + timedelta(1)}, State.NOT_YET_OPEN, WhyNot.NOT_YET_OPEN, TODAY + timedelta(1)),
        ({"closed": True, "closed_reason": "Gestopt."}, State.CLOSED, WhyNot.CLOSED, None),
        ({"budget_left": Cents(0)}, State.FULL, WhyNot.FULL, None),
        ({"budget_left": Cents(-5)}, State.FULL, WhyNot.FULL, None),
        ({"budget_left": Cents(1)}, State.OPEN, None, None),
    ],
)
def test_only_an_open_scheme_pays_but_every_one_is_judged(
    changes: dict[str, object], state: State, why_not: WhyNot | None, since: date | None
) -> None:
    row = answer(NEW, scheme("regio", "general", **changes)).row("regio")
    assert (row.state, row.why_not, row.since, row.outcome.verdict) == (state, why_not, since, Verdict.YES)
    assert (row.cents > 0) == (state is State.OPEN)


def test_a_closed_scheme_asks_nothing_and_promises_nothing() -> None:
    result = answer(Facts.of({}, TODAY), scheme("stap", "general", closed=True))
    assert (result.questions, result.questions_left, result.possible.own) == ((), 0, 1000_00)


def test_why_a_scheme_is_left_out_although_it_fits() -> None:
    def why(*of: SchemeOnDate) -> tuple[WhyNot | None, tuple[str, ...]]:
        row = answer(NEW, *of).row("x")
        return row.why_not, row.because_of

    big = scheme("groot", "private")
    small = scheme("klein", "general", terms={"cap_per_course": 1})
    assert why(scheme("x", "general"), big) == (WhyNot.NOT_NEEDED, ())
    assert why(scheme("x", "general", terms={"excludes": {"schemes": ["groot"]}}), big) == (WhyNot.EXCLUDED, ("groot",))
    assert why(scheme("x", "last_resort", terms={"only_if_no_other": {}}), small) == (WhyNot.ANOTHER_FITS, ("klein",))
    assert why(scheme("x", "general", terms={"percent": {"exam": 100}})) == (WhyNot.PAYS_NOTHING_HERE, ())
    used_up = scheme("x", "private", terms={"cap_per_year": 500}, received_this_year=Cents(500))
    assert why(used_up) == (WhyNot.YEAR_USED_UP, ())
    needy = {"match": {"percent": 50, "counts": "private", "own_counts": False}}
    assert why(scheme("x", "earmarked", terms=needy), small) == (WhyNot.NO_MATCH, ())


def test_an_amount_that_nobody_named_is_asked_and_not_promised() -> None:
    employer = scheme("baas", "private", terms={"cap_fact": "employer_contribution"})
    facts = NEW.learned("employment", "employee")
    before = answer(facts, employer)
    assert (before.row("baas").why_not, before.next_question) == (WhyNot.AMOUNT_UNKNOWN, "employer_contribution")
    assert before.possible.own == 1000_00
    after = answer(facts.learned("employer_contribution", 300_00), employer)
    assert (after.plan.own, after.next_question) == (700_00, None)


def test_an_unknown_scheme_that_keeps_out_a_strict_one_does_not_make_things_look_worse() -> None:
    strict = scheme("rmt", "last_resort", terms={"only_if_no_other": {}})
    maybe = scheme(
        "regio", "general", Compare("job_guarantee", Operator.IS, True, "Baan.", "art. 3"), terms={"cap_per_course": 1}
    )
    result = answer(NEW, strict, maybe)
    assert (result.plan.own, result.possible.own) == (0, 0)
    assert answer(NEW.learned("job_guarantee", True), strict, maybe).plan.own == 1000_00 - 1


def test_a_scheme_comes_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        answer(NEW, scheme("regio", "general"), scheme("regio", "private", Any((ASKED,))))
    with pytest.raises(KeyError):
        answer(NEW).row("regio")


@given(SEEDS)
@settings(max_examples=120)
def test_every_plan_for_real_schemes_is_lawful_and_fed_by_schemes_that_are_no_no(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    answers = person(rng)
    for name in rng.sample(sorted(answers), rng.randint(0, len(answers))):
        facts = facts.learned(name, answers[name])
    result = assess(facts, lines, schemes(), areas())
    hoped = [row for row in result.rows if row.state is State.OPEN and row.outcome.verdict is not Verdict.NO]
    counted = [row for row in hoped if row.outcome.verdict is not Verdict.UNKNOWN]
    sure = [row for row in counted if row.outcome.verdict is Verdict.YES]
    possible = counted if result.possible == result.plan else hoped
    for plan, rows in ((result.sure, sure), (result.plan, counted), (result.possible, possible)):
        assert violations(plan, lines, [row.scheme.offer(facts) for row in rows]) == []
    assert result.possible.own <= result.plan.own <= result.sure.own
    for row in result.rows:
        assert (row.why_not is None) == (row.cents > 0)
        assert row.cents == 0 or (row.state is State.OPEN and row.outcome.verdict is not Verdict.NO)
        assert row.to_be_checked == (row.cents > 0 and row.outcome.verdict is Verdict.TO_BE_CHECKED)


@given(SEEDS)
@settings(max_examples=40)
def test_a_card_shows_the_same_money_as_the_whole_assessment(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    answers = person(rng)
    for name in rng.sample(sorted(answers), rng.randint(0, len(answers))):
        facts = facts.learned(name, answers[name])
    whole = assess(facts, lines, schemes(), areas())
    card = estimate(facts, lines, reversed(schemes()), areas())
    assert (card.sure, card.plan, card.possible) == (whole.sure, whole.plan, whole.possible)
    seen = glance(facts, lines, reversed(schemes()), areas())
    if whole.possible.own == whole.sure.own:
        assert (seen.plan, seen.to_be_checked) == (whole.plan, card.to_be_checked)
    else:
        assert (seen.plan, seen.questions_left) == (None, whole.questions_left)


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_schemes_does_not_matter(seed: int, shuffler: Random) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    shuffled = [*schemes()]
    shuffler.shuffle(shuffled)
    facts = facts.learned("residence", "GM0014")
    assert assess(facts, lines, shuffled, areas()) == assess(facts, lines, schemes(), areas())


@given(SEEDS)
@settings(max_examples=60)
def test_public_money_never_pays_what_an_employer_must_pay(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    answers: dict[str, Value] = {**person(rng), "employment": "employee", "legally_required": True}
    for name, value in answers.items():
        facts = facts.learned(name, value)
    result = assess(facts, lines, schemes(), areas())
    assert result.plan.own == 0
    for row in result.rows:
        if row.scheme.terms.tier.public:
            assert judge(row.scheme.rule, facts, areas()).verdict is Verdict.NO
