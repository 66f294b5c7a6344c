"""The term of a fund: counted, stopped, made longer once, warned about; and what time brings by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.completing.actions import ask
from funding.decisions.errors import CannotExtend, ChangedMeanwhile
from funding.letters.models import Letter
from funding.letters.terms import is_working_day
from funding.terms.actions import extend
from funding.terms.clock import Clock
from funding.terms.sweeping import watch_terms
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
FUND = "het-noorden-leert-door"


@given(DAYS, st.integers(1, 26), st.integers(0, 60), st.integers(0, 60))
def test_standing_still_moves_the_end_by_as_many_days(received: date, weeks: int, after: int, still: int) -> None:
    clock = Clock.start(received, weeks)
    assert is_working_day(clock.due)
    stopped = clock.suspend(received + timedelta(days=after))
    assert stopped.percent(received + timedelta(days=after + still)) == clock.percent(received + timedelta(days=after))
    gone_on = stopped.resume(received + timedelta(days=after + still))
    assert gone_on.end == clock.end + timedelta(days=still)
    assert gone_on.suspended_on is None


@given(DAYS, st.integers(1, 26))
def test_percent_runs_from_nothing_to_all(received: date, weeks: int) -> None:
    clock = Clock.start(received, weeks)
    found = [clock.percent(received + timedelta(days=n)) for n in range((clock.due - received).days + 2)]
    assert found == sorted(found)
    assert (found[0], found[-2]) == (0, 100)


def test_warnings_and_extension() -> None:
    clock = Clock.start(date(2026, 11, 24), 8)
    assert [clock.warning(date(2026, 11, 24) + timedelta(days=n)) for n in (0, 27, 28, 45, 56, 90)] == [
        0,
        0,
        50,
        80,
        100,
        100,
    ]
    longer = clock.extend(date(2027, 2, 2), date(2026, 12, 1))
    assert longer.due == date(2027, 2, 2)
    with pytest.raises(ValueError, match="once"):
        longer.extend(date(2027, 3, 2), date(2026, 12, 1))
    with pytest.raises(ValueError, match="later"):
        clock.extend(clock.due, date(2026, 12, 1))


@pytest.fixture
def anna(schemes: None) -> User:
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    return anna


@pytest.fixture
def line(course: Course, today: date) -> PlanLine:
    line = make_application(course, today).lines.get()
    return PlanLine.objects.select_related("fund", "application__learner", "scheme_version__scheme").get(pk=line.pk)


@pytest.mark.django_db
def test_a_later_decision_is_told_in_a_letter_and_only_once(line: PlanLine, anna: User) -> None:
    assert line.due
    seen = line.version
    extend(line, line.due + timedelta(days=14), "We wachten op een advies.", anna, seen)
    letter = Letter.objects.get()
    assert "We wachten op een advies." in letter.html
    assert "4:14" in letter.html
    work_off()
    assert "Er ligt een brief" in mail.outbox[-1].subject
    with pytest.raises(CannotExtend):
        extend(line, line.due + timedelta(days=14), "Nog eens.", anna, line.version)


@pytest.mark.django_db
def test_who_saw_an_older_version_extends_nothing(line: PlanLine, anna: User) -> None:
    assert line.due
    with pytest.raises(ChangedMeanwhile):
        extend(line, line.due + timedelta(days=14), "Later.", anna, line.version - 1)


@pytest.mark.django_db
def test_every_day_unanswered_questions_end_learners_are_reminded_and_funds_warned(line: PlanLine, anna: User) -> None:
    ask(line, "Stuur je diploma.", date(2026, 12, 8), anna, line.version)
    with time_machine.travel("2026-12-05T09:00:00+01:00"):
        watch_terms()
        watch_terms()
        work_off()
    reminders = [one for one in mail.outbox if "Vergeet je niet" in one.subject]
    assert len(reminders) == 1
    with time_machine.travel("2026-12-08T09:00:00+01:00"):
        watch_terms()
        assert PlanLine.objects.get().state == LineState.AWAITING_APPLICANT
    with time_machine.travel("2026-12-09T09:00:00+01:00"):
        watch_terms()
        found = PlanLine.objects.get()
        assert (found.state, found.due) == (LineState.IN_REVIEW, date(2027, 2, 3))
    with time_machine.travel("2027-01-20T09:00:00+01:00"):
        watch_terms()
        watch_terms()
        work_off()
    warnings = [one for one in mail.outbox if one.to == [anna.email]]
    assert len(warnings) == 1
    assert f"{found.application_id}" not in warnings[0].body
    assert "80 procent" in warnings[0].body


@pytest.mark.django_db
def test_both_sides_see_the_clock(client: Client, line: PlanLine, anna: User) -> None:
    log_in(client, anna)
    page = client.get(reverse("funding:line", args=[line.pk])).text
    assert "Beslis uiterlijk" in page
    assert "nog 56 dagen" in page
    sent = {"version": line.version, "weeks": "2", "reasons": "Het is druk."}
    assert client.post(reverse("funding:extend", args=[line.pk]), sent).status_code == 302
    assert client.get(reverse("funding:extend", args=[line.pk])).status_code == 302
    learner = Client()
    assert line.application.learner
    log_in(learner, line.application.learner, second_factor=False)
    page = learner.get(reverse("funding:application", args=[line.application_id])).text
    assert "Besluit uiterlijk 2 februari 2027" in page
