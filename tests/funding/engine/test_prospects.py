"""Every scheme judged on the person alone."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import assess
from funding.engine.facts import Facts
from funding.engine.outcome import Verdict
from funding.engine.prospects import Fit, prospects
from funding.engine.scheme import State
from funding.engine.tree import All, Compare, OneOf, Operator, Rule
from funding.engine.vocabulary import VOCABULARY, ToldBy
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY, course, person, schemes
from tests.funding.engine.test_assessment import scheme

WORKS = OneOf("employment", frozenset({"employee"}), "Je werkt.", "art. 1")
METAL = OneOf("course.sector", frozenset({"metal"}), "De cursus is in de metaal.", "art. 2")
NEW = Compare("enrolled", Operator.IS, False, "Je bent nog niet begonnen.", "art. 3")


def fit(rule: Rule, **told: str) -> Fit:
    (row,) = prospects(Facts.of(told, TODAY), [scheme("een", "general", rule)], areas(), (), {"enrolled"}).rows
    return row.fit


def test_the_course_and_what_is_told_with_a_course_keep_nobody_from_fitting() -> None:
    assert fit(All((WORKS, METAL, NEW)), employment="employee") is Fit.FITS
    assert fit(All((WORKS, METAL, NEW))) is Fit.PERHAPS
    assert fit(All((WORKS, METAL, NEW)), employment="job_seeker") is Fit.NOT
    assert fit(All(())) is Fit.PERHAPS


def test_only_what_can_be_told_without_a_course_is_asked() -> None:
    one = [scheme("een", "general", All((WORKS, METAL, NEW)))]
    found = prospects(Facts.of({}, TODAY), one, areas(), (), {"enrolled"})
    assert (found.next_question, found.questions_left) == ("employment", 1)
    assert prospects(Facts.of({}, TODAY), one, areas(), {"employment"}, {"enrolled"}).next_question is None
    closed = [scheme("een", "general", WORKS, closed=True)]
    assert prospects(Facts.of({}, TODAY), closed, areas()).next_question is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_a_no_before_the_course_is_a_no_for_every_course_and_a_fit_fails_on_no_more_than_it(seed: int) -> None:
    random = Random(seed)
    told = person(random)
    facts, lines = course(random)
    found = prospects(Facts.of(told, TODAY), schemes(), areas())
    whole = assess(Facts.of({**facts.values, **told}, TODAY), lines, schemes(), areas())
    for row in found.rows:
        verdict = whole.row(row.scheme.slug).outcome.verdict
        if row.fit is Fit.NOT:
            assert verdict is Verdict.NO
        elif row.rest is True:
            assert verdict is Verdict.YES


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_questions_end_and_none_comes_twice(seed: int) -> None:
    random = Random(seed)
    answers = person(random)
    facts, asked = Facts.of({}, TODAY), []
    while fact := (found := prospects(facts, schemes(), areas())).next_question:
        asked.append(fact)
        assert len(asked) <= len([f for f in VOCABULARY.values() if f.told_by is ToldBy.LEARNER])
        facts = facts.learned(fact, answers[fact])
        assert found.questions_left > prospects(facts, schemes(), areas()).questions_left
    assert len(asked) == len(set(asked))
    open_ = [row for row in prospects(facts, schemes(), areas()).rows if row.state is State.OPEN]
    assert all(row.fit is not Fit.PERHAPS for row in open_ if row.rest != All(()))
