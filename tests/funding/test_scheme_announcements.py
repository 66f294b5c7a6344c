"""What there is to know of a scheme stands wherever a learner meets it, while it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from courses.models import Course
from funding.announcements.models import SchemeAnnouncement
from tests.funding.making import answer_all, make_application, make_draft
from tests.funding.test_check_pages import check
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
TOLD = "Dit fonds kijkt nu alleen op dinsdag."


def announce(begin: int, end: int | None, text: str = TOLD) -> None:
    """To be seen from so many hours to so many hours from now."""
    now = timezone.now()
    period = DateTimeTZRange(now + timedelta(hours=begin), None if end is None else now + timedelta(hours=end))
    SchemeAnnouncement.objects.create(scheme_id=FUND, text=text, text_en=f"{text} (en)", period=period)


def test_it_stands_at_its_scheme_among_the_outcomes_and_at_its_line(
    client: Client, course: Course, today: date, django_assert_max_num_queries: Any
) -> None:
    application = make_application(course, today)
    answer_all(client, course)
    outcome, line = check(course, "uitkomst/"), f"/mijn/aanvragen/{application.pk}/"
    with django_assert_max_num_queries(40) as before:
        assert TOLD not in client.get(outcome).content.decode()
    announce(-1, None)
    announce(-2, -1, "Voorbij.")
    announce(1, 2, "Nog niet.")
    with django_assert_max_num_queries(len(before)):
        page = client.get(outcome).content.decode()
    log_in(client, application.learner)
    for shown in (page, client.get(line).content.decode()):
        assert TOLD in shown
        assert "Voorbij." not in shown
        assert "Nog niet." not in shown
    assert f"{TOLD} (en)" in client.get(f"{line}?taal=en").content.decode()


def test_it_stands_where_one_chooses_among_schemes(client: Client, course: Course, today: date) -> None:
    learner = make_user("Lena")
    plan = f"/aanvragen/{make_draft(learner, course).pk}/plan/"
    announce(-1, None)
    log_in(client, learner, second_factor=False)
    assert f"Het Noorden Leert Door: {TOLD}" in client.get(plan).content.decode()
