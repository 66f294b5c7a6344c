"""A result by mail: without an account, with a link that leads back to it on any device."""

import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from courses.models import Course
from funding.keeping.links import keep_url
from intake.profile.actions import join
from intake.profile.models import Answer, Profile
from intake.profile.visitors import COOKIE
from tests.funding.making import answer_all
from tests.funding.test_check_pages import check
from tests.outbox import work_off
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
HOME = "/waar-heb-ik-recht-op/uitkomst/"


def keep(client: Client, path: str, email: str = "lena@voorbeeld.example") -> Any:
    return client.post(keep_url(path), {"email": email}, follow=True)


def link() -> str:
    """The address in the last mail."""
    work_off()
    found = re.search(r"http://testserver(/terug/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


@pytest.mark.parametrize("general", [True, False])
def test_a_mailed_result_leads_back_to_it_on_another_device(client: Client, course: Course, *, general: bool) -> None:
    answer_all(client, course)
    path = HOME if general else check(course, "uitkomst/?sessie=later")
    assert "De e-mail is onderweg." in keep(client, path).text
    back = link()
    text = mail.outbox[-1].body
    assert "Het Noorden Leert Door" in text
    assert ("Lassen voor beginners" in text) is not general
    assert "Assen" not in text  # no answers in a mail
    phone = Client()
    assert "Ga verder waar je was" in phone.get(back).text
    assert COOKIE not in phone.cookies  # opening alone, as programs that look at mail do, gives nothing
    assert phone.post(back).url == path
    assert "Assen" in phone.get(path).text
    assert "Assen" in client.get(path).text


def test_other_answers_on_the_device_are_not_lost_by_opening_a_link(client: Client, course: Course) -> None:
    answer_all(client, course)
    keep(client, HOME)
    other = Client()
    other.post("/waar-heb-ik-recht-op/residence/", {"residence": "Enschede"})
    assert "Op dit apparaat staan nu andere antwoorden." in other.get(link()).text
    assert "Enschede" in other.get(HOME).text


def test_who_opens_the_link_of_somebody_else_gets_a_copy_and_takes_nothing(client: Client, course: Course) -> None:
    """Also when they are logged in, or log in afterwards: the answers of the sender stay where they were."""
    answer_all(client, course)
    keep(client, HOME)
    told = Answer.objects.count()
    back = link()
    friend = log_in(Client(), make_user("Lena"))
    friend.post(
        "/waar-heb-ik-recht-op/birth_date/", {"birth_date_day": "1", "birth_date_month": "2", "birth_date_year": "1990"}
    )
    own = Answer.objects.get(profile__user__name="Lena")
    assert "een kopie van die antwoorden" in friend.get(back).text
    friend.post(back)
    assert "Assen" in friend.get(HOME).text
    own.refresh_from_db()
    assert own.value == "1990-02-01"  # newer than what the link tells
    neighbour = Client()
    neighbour.post(back)
    join(str(Profile.objects.order_by("created").last().visitor_key), make_user("Mo"))  # type: ignore[union-attr]
    assert Answer.objects.count() == 3 * told
    assert "Assen" in client.get(HOME).text


def test_answers_that_became_a_learners_own_ask_for_the_log_in(client: Client, course: Course) -> None:
    answer_all(client, course)
    keep(client, HOME)
    back = link()
    visitor = Profile.objects.get()
    join(str(visitor.visitor_key), make_user("Lena"))
    assert Client().get(back).status_code == 410
    assert Answer.objects.filter(profile__user__isnull=False).exists()


@pytest.mark.parametrize("path", ["https://elders.example/", "//elders.example", "/", "/mijn/", "", "/terug/x/"])
def test_only_a_result_of_ours_is_mailed(client: Client, course: Course, path: str) -> None:
    answer_all(client, course)
    assert keep(client, path).redirect_chain[0] == ("/waar-heb-ik-recht-op/", 302)
    work_off()
    assert not mail.outbox


def test_a_changed_or_old_link_opens_nothing(client: Client, course: Course, today: Any) -> None:
    answer_all(client, course)
    keep(client, HOME)
    back = link()
    assert client.get(back[:-2] + "x/").status_code == 410
    with time_machine.travel("2027-02-25T12:00:00+01:00"):
        assert Client().get(back).status_code == 410


def test_a_wrong_address_gets_a_sentence_and_nobody_is_mailed_without_end(client: Client, course: Course) -> None:
    answer_all(client, course)
    for wrong in ("", "lena", "lena@x.example\nBcc: allen@x.example"):
        answer = keep(client, HOME, wrong)
        assert answer.status_code == 422
        assert "Fout:" in answer.text
    for _time in range(7):
        last = keep(client, HOME)
    assert "Probeer het later" in last.text
    work_off()
    assert len(mail.outbox) == 5


def test_who_told_nothing_has_nothing_to_keep(client: Client, course: Course) -> None:
    assert keep(client, HOME).redirect_chain == [(HOME, 302)]
    assert not Profile.objects.exists()
