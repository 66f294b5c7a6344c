"""Facts that the portal records itself, or that an employer or a question tells, reach the rules."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.models import Course
from funding.check.assessing import assess_course, known, schemes_on
from funding.engine.facts import Facts
from funding.engine.vocabulary import Grant
from funding.parties.links import path_of
from intake.profile.fields import PastDateField
from intake.profile.forms import question_form
from portal.people.models import User
from tests.funding.making import assessed, make_draft, send, tell
from tests.funding.test_parties import EMPLOYER, ask_employer, log_in_learner
from tests.people import make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def lena(schemes: None) -> User:
    return make_user("Lena")


def facts_of(learner: User | None, answers: dict[str, Any], course: Course, day: date) -> Facts:
    return assess_course(known(answers), course, None, schemes_on(day, learner), day).facts


def test_earlier_grants_are_what_was_asked_here_for_who_had_none_elsewhere(
    lena: User, course: Course, today: date
) -> None:
    assert facts_of(lena, {"grants_elsewhere": False}, course, today).get("earlier_grants") == ()
    send(make_draft(lena, course), lena, today)
    had = (Grant(today, FUND, 140_000),)
    assert facts_of(lena, {"grants_elsewhere": False}, course, today).get("earlier_grants") == had
    # Money from elsewhere is recorded nowhere: then nobody knows, and who did not say is asked.
    assert facts_of(lena, {"grants_elsewhere": True}, course, today).get("earlier_grants") is None
    assert facts_of(lena, {}, course, today).asks("earlier_grants") == "grants_elsewhere"
    assert facts_of(lena, {"grants_elsewhere": True}, course, today).asks("earlier_grants") is None
    assert facts_of(None, {"grants_elsewhere": False}, course, today).get("earlier_grants") == ()


def test_what_the_employer_tells_of_the_firm_is_known_in_the_next_check(
    client: Client, lena: User, course: Course, today: date
) -> None:
    draft = make_draft(lena, course)
    assert draft.profile
    log_in_learner(client, lena)
    link = path_of(ask_employer(client, draft))
    before = assessed(draft.profile, course, today, lena).facts
    names = ("de_minimis_aid", "employer_fte", "recognised_training_company")
    assert [before.get(name) for name in names] == [None, None, None]
    Client().post(link, EMPLOYER | {"de_minimis": "2.500", "fte": "12", "recognised": "yes"})
    after = assessed(draft.profile, course, today, lena).facts
    assert [after.get(name) for name in names] == [(Grant(today, "de-minimis", 250_000),), 12, True]
    other = make_user("Bram")
    assert facts_of(other, {"employment": "employee"}, course, today).get("employer_fte") is None


def test_no_aid_is_known_and_an_open_field_is_not(client: Client, lena: User, course: Course, today: date) -> None:
    draft = make_draft(lena, course)
    assert draft.profile
    log_in_learner(client, lena)
    Client().post(path_of(ask_employer(client, draft)), EMPLOYER | {"de_minimis": "0", "fte": "", "recognised": ""})
    after = assessed(draft.profile, course, today, lena).facts
    assert after.get("de_minimis_aid") == ()
    assert (after.get("employer_fte"), after.get("recognised_training_company")) == (None, None)


def test_a_learner_can_tell_the_day_of_advice_and_whether_the_firm_trains(
    lena: User, course: Course, today: date
) -> None:
    draft = make_draft(lena, course)
    assert draft.profile
    tell(draft.profile, course, advice_given=True, advice_date="2026-11-03", recognised_training_company=True)
    told = assessed(draft.profile, course, today, lena).facts
    assert told.get("advice_date") == date(2026, 11, 3)
    assert told.get("recognised_training_company") is True
    asked = Facts.of({"advice_given": True, "employment": "employee"}, today)
    assert [asked.asks(name) for name in ("advice_date", "recognised_training_company")] == [
        "advice_date",
        "recognised_training_company",
    ]


def test_the_day_of_advice_is_past_and_not_long_ago(today: date) -> None:
    field = PastDateField()
    assert field.clean(["3", "nov", "2026"]) == date(2026, 11, 3)
    with pytest.raises(ValidationError, match="komt nog"):
        field.clean(["25", "11", "2026"])
    with pytest.raises(ValidationError, match="te lang geleden"):
        field.clean(["3", "11", "1999"])
    form = question_form("advice_date", {"advice_date_day": "3", "advice_date_month": "11", "advice_date_year": "2026"})
    assert form.is_valid()
    assert form.value() == "2026-11-03"
