"""A question to a provider goes out once, from an address that was confirmed, and nowhere else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from courses.models import Course, CourseQuestion, Provider
from courses.questions.actions import forget_old
from tests.outbox import work_off
from tests.people import log_in, make_user

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")
HOST = "noorden.localhost"
ASKED = {
    "text": "Is er ook les op zaterdag?",
    "name": "Lena de Boer",
    "email": "lena@voorbeeld.example",
    "agreed": "on",
}


@pytest.fixture(autouse=True)
def fresh_limits(catalogue: None) -> None:
    cache.clear()


@pytest.fixture
def course() -> Course:
    return Course.objects.get(provider_key="D27")


def ask(client: Client, course: Course, **fields: str) -> Any:
    path = f"/opleidingen/{course.pk}/vraag/"
    return client.post(path, ASKED | fields, headers={"host": HOST, "accept-language": "nl"}, follow=True)


def test_a_visitor_confirms_by_mail_and_the_provider_can_answer(client: Client, course: Course) -> None:
    assert f"/opleidingen/{course.pk}/vraag/" in client.get(course.get_absolute_url(), headers={"host": HOST}).text
    kept = ask(client, course)
    assert "Kijk nu in je e-mail" in kept.text
    work_off()
    (first,) = mail.outbox
    assert first.to == ["lena@voorbeeld.example"]
    question = CourseQuestion.objects.get()
    link = f"/opleidingen/vraag/{question.token}/"
    assert f"http://{HOST}{link}" in first.body
    assert str(question.token) not in kept.text
    page = client.get(link, headers={"host": HOST, "accept-language": "nl"})
    assert "Verstuur mijn vraag" in page.text
    work_off()
    assert len(mail.outbox) == 1  # looking sends nothing
    for _again in range(2):
        sent = client.post(link, headers={"host": HOST, "accept-language": "nl"})
        assert "Je vraag is verstuurd" in sent.text
    work_off()
    (_first, second) = mail.outbox
    assert second.to == ["advies@grutto.example"]
    assert second.reply_to == ["lena@voorbeeld.example"]
    assert "Is er ook les op zaterdag?" in second.body
    assert second.subject == f"Vraag van een deelnemer over {course.title}"


def test_who_is_logged_in_is_not_asked_for_an_address(course: Course) -> None:
    lena = make_user("Lena")
    client = log_in(Client(), lena)
    page = client.get(f"/opleidingen/{course.pk}/vraag/", headers={"host": HOST, "accept-language": "nl"})
    assert 'name="email"' not in page.text
    assert "Je vraag is verstuurd" in ask(client, course, email="somebody@else.example").text
    work_off()
    (only,) = mail.outbox
    assert (only.to, only.reply_to) == (["advies@grutto.example"], [lena.email])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "a" * 2001},
        {"text": "Mijn BSN is 111222333."},
        {"text": "Kijk op https://a.example en www.b.example"},
        {"text": "Kijk op eerste.com en tweede.com"},
        {"email": '"\x0b"@voorbeeld.example'},
        {"agreed": ""},
        {"name": "Lena\r\nBcc: iemand@anders.example"},
        {"email": "lena@voorbeeld.example\r\nBcc: iemand@anders.example"},
        {"email": "lena@voorbeeld.example,iemand@anders.example"},
        {"email": "lena"},
    ],
)
def test_a_mistake_gets_a_sentence_and_nothing_goes_out(client: Client, course: Course, fields: dict[str, str]) -> None:
    answer = ask(client, course, **fields)
    assert answer.status_code == 422
    assert "Fout:" in answer.text
    work_off()
    assert not CourseQuestion.objects.exists()
    assert mail.outbox == []


def test_a_title_of_a_provider_is_no_header(client: Client, course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(title="Zaaien\nBcc: iemand@anders.example")
    ask(client, course)
    client.post(f"/opleidingen/vraag/{CourseQuestion.objects.get().token}/", headers={"host": HOST})
    work_off()
    assert all("\n" not in one.subject and one.bcc == [] for one in mail.outbox)
    assert len(mail.outbox) == 2


def test_too_many_questions_are_stopped_and_what_was_typed_stays(client: Client, course: Course) -> None:
    answers = [ask(client, course, text=f"Vraag nummer {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [422]
    assert "Probeer het morgen." in answers[-1].text
    assert "Vraag nummer 5" in answers[-1].text
    assert CourseQuestion.objects.count() == 5


def test_addresses_that_nobody_confirmed_use_up_nothing_of_a_provider(client: Client, course: Course) -> None:
    for number in range(45):
        ask(Client(REMOTE_ADDR=f"10.0.{number}.1"), course, email=f"verzonnen{number}@voorbeeld.example")
    assert ask(client, course).status_code == 200
    link = f"/opleidingen/vraag/{CourseQuestion.objects.get(email='lena@voorbeeld.example').token}/"
    assert "Je vraag is verstuurd" in client.post(link, headers={"host": HOST, "accept-language": "nl"}).text


def test_a_mail_to_an_address_not_confirmed_holds_nothing_that_was_typed(client: Client, course: Course) -> None:
    assert ask(client, course, name="https://kwaad.example/prijs").status_code == 422, "a name holds no link"
    ask(client, course, name="Kwaad van Prijs", text="Zie kwaad.example")
    work_off()
    (sent,) = mail.outbox
    assert "kwaad" not in (sent.body + str(sent.alternatives)).lower()


def test_nobody_asks_about_what_is_gone_or_where_nobody_listens(client: Client, course: Course) -> None:
    ask(client, course)
    question = CourseQuestion.objects.get()
    Course.objects.filter(pk=course.pk).update(hidden=timezone.now())
    page = client.post(f"/opleidingen/vraag/{question.token}/", headers={"host": HOST, "accept-language": "nl"})
    assert "Daarom kunnen we je vraag niet meer doorsturen." in page.text
    work_off()
    assert [one.to for one in mail.outbox] == [["lena@voorbeeld.example"]]
    Course.objects.filter(pk=course.pk).update(hidden=None, contact_email="")
    assert ask(client, course).status_code == 404
    assert "/vraag/" not in client.get(course.get_absolute_url(), headers={"host": HOST}).text


def test_questions_are_forgotten(client: Client, course: Course) -> None:
    ask(client, course)
    assert forget_old() == 0
    CourseQuestion.objects.update(at=timezone.now() - timedelta(days=8))
    assert forget_old() == 1
    ask(client, course)
    CourseQuestion.objects.update(at=timezone.now() - timedelta(days=8), sent=timezone.now())
    assert forget_old() == 0
    CourseQuestion.objects.update(at=timezone.now() - timedelta(days=31))
    assert forget_old() == 1


def test_where_staff_say_questions_go_they_go_whatever_the_feed_says(client: Client, course: Course) -> None:
    Provider.objects.filter(pk=course.provider_id).update(contact_email="balie@opleider.example")
    Course.objects.filter(pk=course.pk).update(contact_email="")
    learner = make_user("Lena")
    log_in(client, learner)
    ask(client, course)
    work_off()
    assert [message.to for message in mail.outbox] == [["balie@opleider.example"]]
