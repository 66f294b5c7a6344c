"""A criterion on a shortage list holds by the list of the day, and by what the feed tells of a course."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from courses.models import Course
from courses.shortages.models import ShortageList
from funding.check.assessing import assess_course, course_facts, known, schemes_on
from funding.engine.outcome import Verdict

pytestmark = pytest.mark.django_db

TWENTE = "twents-fonds-voor-vakmanschap"
ENSCHEDE = {
    "residence": "GM0153",
    "employment": "employee",
    "advice_given": True,
    "enrolled": False,
    "legally_required": False,
}


def verdict(course: Course, today: date) -> Verdict:
    assessment = assess_course(known(ENSCHEDE), course, None, schemes_on(today), today)
    return assessment.row(TWENTE).outcome.verdict


def listed(**fields: Any) -> None:
    ShortageList.objects.filter(area="regio-twente").update(**({"occupations": [], "sectors": []} | fields))


def test_the_sector_or_the_crebo_code_of_a_course_is_on_the_list_or_a_person_judges(
    course: Course, today: date
) -> None:
    course.level, course.sector, course.crebo = "mbo_2", "care", ""
    listed(sectors=["care"])
    assert verdict(course, today) is Verdict.YES
    listed(sectors=["ict"])
    assert verdict(course, today) is Verdict.TO_BE_CHECKED  # artikel 4 lid 2
    listed(occupations=["25498"])
    assert verdict(course, today) is Verdict.UNKNOWN  # the provider tells no occupation
    course.crebo = "25498"
    assert verdict(course, today) is Verdict.YES
    course.crebo = "25187"
    assert verdict(course, today) is Verdict.TO_BE_CHECKED


def test_a_rule_about_the_register_counts_for_a_course_with_a_code_and_is_open_without(
    course: Course, today: date
) -> None:
    course.outcome, course.level = "practice_statement", "mbo_2"
    told = {"residence": "GM0106", "employment": "employee", "recognised_training_company": True}

    def register() -> Verdict:
        row = assess_course(known(told), course, None, schemes_on(today), today).row("praktijkleren-derde-leerweg")
        (found,) = (one for one in row.outcome.parts if one.fact == "course.registers")
        return found.verdict

    course.crebo = "25333"
    assert register() is Verdict.YES
    course.crebo = ""
    assert register() is Verdict.UNKNOWN


def test_without_a_list_of_the_day_it_is_unknown(course: Course, today: date) -> None:
    course.level = "mbo_2"
    ShortageList.objects.update(period=DateRange(date(2026, 1, 1), today))
    assert verdict(course, today) is Verdict.UNKNOWN


def test_a_feed_that_tells_a_crebo_code_tells_the_occupation_and_the_register(course: Course) -> None:
    course.sector, course.crebo = "metal", "25187"
    told = course_facts(course, None)
    assert (told["course.occupation"], told["course.registers"]) == ("metal.25187", frozenset({"crebo"}))
    course.crebo = ""
    told = course_facts(course, None)
    assert (told["course.occupation"], told["course.registers"]) == ("metal.", None)


def test_what_an_application_rests_on_holds_the_lists_that_its_rules_name(course: Course, today: date) -> None:
    assessment = assess_course(known(ENSCHEDE), course, None, schemes_on(today), today)
    assert "regio-twente" in assessment.areas.shortages.regions
    assert "regio-rijnmond" not in assessment.areas.shortages.regions
