"""What the engine knows of a course comes from the catalogue: hours, language, dates, and the price per cost."""

from datetime import date

from courses.models import Course
from funding.check.assessing import course_facts
from funding.engine.facts import Facts
from tests.funding.making import first_session, get_course

TODAY = date(2026, 11, 24)


def test_a_course_tells_its_dates_and_what_every_kind_of_cost_is(course: Course) -> None:
    session = first_session(course)
    assert session is not None
    told = course_facts(course, session)
    facts = Facts.of(told, TODAY)
    assert (facts.get("course.start"), facts.get("course.end")) == (session.starts, session.ends)
    assert facts.get("course.tuition_cents") == facts.get("course.total_cents") == 140_000
    assert facts.get("course.exam_cents") == 0
    assert course_facts(course, None)["course.end"] is None


def test_the_language_is_one_of_those_of_the_engine_or_another_or_not_stated(course: Course) -> None:
    for stated, known in (("nl", "nl"), ("uk", "other"), ("", None)):
        Course.objects.update(language=stated)
        assert course_facts(get_course(), None)["course.language"] == known


def test_a_figure_that_can_not_be_is_unknown_and_breaks_nothing(course: Course) -> None:
    Course.objects.update(hours_per_week=500, hours_total=40)
    told = course_facts(get_course(), None)
    assert told["course.hours_per_week"] is None
    assert Facts.of(told, TODAY).get("course.hours_total") == 40
