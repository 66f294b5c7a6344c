"""Wanting to hear of a scheme that is not there now: one mail when it is, and a way to stop."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.budgets.models import Budget
from funding.wishes.models import SchemeWish, Wish
from funding.wishes.schemes import look_at_schemes
from intake.profile.actions import answer, profile_of_user
from portal.people.models import User
from tests.funding.making import make_draft
from tests.outbox import work_off
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
PAGE = f"/regelingen/{FUND}/laat-het-me-weten/"


@pytest.fixture
def lena(course: Course) -> User:
    user = make_user("Lena")
    make_draft(user, course)
    return user


def test_one_mail_when_a_full_scheme_has_money_again(client: Client, lena: User) -> None:
    log_in(client, lena, second_factor=False)
    assert "Je hoeft niet te wachten" in client.get(PAGE).text
    client.post(PAGE)  # it is there: nothing to wait for
    assert not SchemeWish.objects.exists()
    Budget.objects.filter(scheme=FUND).update(ceiling=0)
    assert PAGE in client.get(f"/regelingen/{FUND}/").text
    client.post(PAGE)
    client.post(PAGE)
    assert SchemeWish.objects.count() == 1
    look_at_schemes()
    Budget.objects.filter(scheme=FUND).update(ceiling=10_000_000)
    look_at_schemes()
    look_at_schemes()
    work_off()
    assert [one.subject for one in mail.outbox] == ["Je kunt nu geld vragen bij Het Noorden Leert Door"]
    assert f"/regelingen/{FUND}/" in mail.outbox[0].body


def test_who_does_not_fit_hears_when_they_do_and_can_stop(client: Client, lena: User) -> None:
    profile = profile_of_user(lena)
    for fact in ("residence", "work_municipality"):
        answer(profile, fact, "GM0363")
    log_in(client, lena, second_factor=False)
    assert "past nu niet bij wat je hebt verteld" in client.get(PAGE).text
    client.post(PAGE)
    look_at_schemes()
    assert SchemeWish.objects.filter(told=None).exists()
    assert reverse("funding:wishes") in client.get(reverse("portal:route")).text
    assert "er voor jou is" in client.get(reverse("funding:wishes")).text
    client.post(PAGE, {"weten": "nee"})
    assert not SchemeWish.objects.exists()
    client.post(PAGE)
    answer(profile, "residence", "GM0014")
    look_at_schemes()
    work_off()
    assert len(mail.outbox) == 1


def test_who_only_waits_for_something_is_not_greeted_as_somebody_new(client: Client, course: Course) -> None:
    noor, route = make_user("Noor"), reverse("portal:route")
    log_in(client, noor, second_factor=False)
    assert "Je route begint hier" in client.get(route).text
    SchemeWish.objects.create(user=noor, scheme_id=FUND, origin="")
    assert "Je route begint hier" not in client.get(route).text
    SchemeWish.objects.all().delete()
    Wish.objects.create(user=noor, course=course, own_cents=10_000, origin="")
    assert "Je route begint hier" not in client.get(route).text
