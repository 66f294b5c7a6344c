"""“Dit klopt niet” reaches who administers the scheme, with the answers only by consent, and gets an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.doubts import actions
from funding.doubts.actions import forget_old
from funding.doubts.models import Doubt
from intake.profile.models import Consent
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import answer_all
from tests.funding.test_check_pages import FUND, check
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
TELL = f"/regelingen/{FUND}/klopt-niet/"


@pytest.fixture
def anna(course: Course) -> User:
    user = make_user("Anna")
    give_role(user, Role.FUND_ADMINISTRATOR, FUND)
    return user


def tell(client: Client, course: Course, **fields: str) -> Any:
    values = {"text": "Ik woon wel in Drenthe.", "email": "lena@voorbeeld.example"} | fields
    return client.post(f"{TELL}?opleiding={course.pk}", values, follow=True)


def test_it_reaches_the_owner_with_the_facts_and_is_answered_by_mail(
    client: Client, course: Course, anna: User
) -> None:
    answer_all(client, course)
    link = f"{TELL}?opleiding={course.pk}"
    assert link in client.get(check(course, "uitkomst/?sessie=later")).text
    assert "Dank je." in tell(client, course, with_answers="on").text
    work_off()
    assert [one.to for one in mail.outbox] == [[anna.email]]
    assert "Drenthe" not in mail.outbox[0].body  # what was told stays in the portal
    at_work = log_in(Client(), anna)
    assert "1 bericht wacht." in at_work.get(reverse("portal:staff_home")).text
    doubt = Doubt.objects.get()
    page = at_work.get(reverse("funding:doubt", args=[doubt.pk])).text
    assert "Ik woon wel in Drenthe." in page
    assert "Assen" in page
    assert "Lassen voor beginners" in page
    assert doubt.verdict == "yes"
    answered = {"answer": "Je hebt gelijk."}
    at_work.post(reverse("funding:doubt", args=[doubt.pk]), answered)
    work_off()
    assert mail.outbox[-1].to == ["lena@voorbeeld.example"]
    assert "Je hebt gelijk." in mail.outbox[-1].body
    again = at_work.post(reverse("funding:doubt", args=[doubt.pk]), {"answer": "Toch niet."}, follow=True)
    assert "Een collega heeft al geantwoord." in again.text
    assert Doubt.objects.get().answer == "Je hebt gelijk."
    assert "Er wacht niets op antwoord." in at_work.get(reverse("funding:doubts")).text


def test_without_consent_nothing_of_the_answers_goes_along(client: Client, course: Course, anna: User) -> None:
    answer_all(client, course)
    tell(client, course, email="")
    doubt = Doubt.objects.get()
    assert (doubt.facts, doubt.consent, Consent.objects.count()) == (None, None, 0)
    page = log_in(Client(), anna).get(reverse("funding:doubt", args=[doubt.pk])).text
    assert "Deze persoon stuurde geen antwoorden mee." in page
    assert "Assen" not in page


def test_only_who_administers_the_scheme_reads_it(client: Client, course: Course, anna: User) -> None:
    tell(client, course)
    doubt = Doubt.objects.get()
    other = make_user("Omar")
    give_role(other, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    assert log_in(Client(), other).get(reverse("funding:doubt", args=[doubt.pk])).status_code == 404
    assert "Er wacht niets op antwoord." in log_in(Client(), other).get(reverse("funding:doubts")).text
    assert Client().get(reverse("funding:doubt", args=[doubt.pk])).status_code in {302, 404}


@pytest.mark.parametrize(
    "fields",
    [{"text": ""}, {"text": "x" * 1001}, {"text": "Mijn BSN is 111222333."}, {"email": "lena"}],
)
def test_a_mistake_gets_a_sentence(client: Client, course: Course, fields: dict[str, str]) -> None:
    answer = tell(client, course, **fields)
    assert answer.status_code == 422
    assert "Fout:" in answer.text
    assert answer.text.count("error-summary__title") == 1
    assert not Doubt.objects.exists()


def test_odd_addresses(client: Client, course: Course) -> None:
    assert client.get("/regelingen/bestaat-niet/klopt-niet/").status_code == 404
    assert client.get(f"{TELL}?opleiding=x").status_code == 200
    assert client.get(f"{TELL}?opleiding=01a20989-83c6-7a77-a900-22488a863bbe").status_code == 404


def test_it_is_kept_a_year(client: Client, course: Course) -> None:
    tell(client, course)
    assert forget_old() == 0
    Doubt.objects.update(at=timezone.now() - timedelta(days=366))
    assert forget_old() == 1


def test_the_database_keeps_facts_and_consent_together(client: Client, course: Course) -> None:
    tell(client, course)
    with pytest.raises(IntegrityError), transaction.atomic():
        Doubt.objects.update(facts={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Doubt.objects.update(answer="Klaar.")


def test_many_at_once_wait_in_the_list_and_fill_no_mailbox(
    client: Client, course: Course, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_MAILED_A_DAY", 2)
    for _number in range(3):
        tell(client, course)
    work_off()
    assert [one.to for one in mail.outbox] == 2 * [[anna.email]]
    assert Doubt.objects.count() == 3
