"""Coming in: learners by mail code, staff by password and second factor."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from lxml import html

from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from portal.reading import limits
from portal.record.models import AuditEvent
from portal.record.sweeps import forget_what_is_old
from tests.outbox import work_off
from tests.people import give_role, make_user

pytestmark = pytest.mark.django_db
LOGIN, CODE, STAFF = "/account/inloggen/", "/account/inloggen/code/", "/medewerkers/inloggen/"
PASSWORD = "een lang genoeg wachtwoord"


def ask_code(client: Client, email: str, target: str = "/opleidingen/") -> str:
    """Ask a code on the page, and read it in the mail."""
    answer = client.post(f"{LOGIN}?next={target}", {"email": email, "next": target})
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    found = re.search(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}\b", mail.outbox[-1].body)
    assert found
    return found[0]


@pytest.mark.parametrize("known", [True, False])
def test_a_learner_logs_in_with_a_mailed_code_and_comes_back(client: Client, known: bool) -> None:
    if known:
        make_user("Lena")
    code = ask_code(client, "Lena@voorbeeld.example")
    answer = client.post(f"{CODE}?next=/opleidingen/", {"code": code, "next": "/opleidingen/"})
    assert (answer.status_code, answer.url) == (302, "/opleidingen/")
    user = User.objects.get(email="lena@voorbeeld.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified
    assert not user.has_usable_password()


def test_the_pages_do_not_tell_whether_an_address_is_known(client: Client) -> None:
    make_user("Lena")
    answers = []
    for email in ("lena@voorbeeld.example", "onbekend@voorbeeld.example"):
        asked = Client().post(LOGIN, {"email": email})
        answers.append((asked.status_code, asked.headers.get("Location")))
    work_off()
    assert answers[0] == answers[1]
    assert [message.subject.split(" is ")[0] for message in mail.outbox] == ["Je code", "Je code"]


def test_three_wrong_codes_and_the_right_one_is_void(client: Client) -> None:
    code = ask_code(client, "lena@voorbeeld.example")
    for _ in range(3):
        client.post(CODE, {"code": "BBBB-CCCC"})
    client.post(CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client: Client) -> None:
    code = ask_code(client, "lena@voorbeeld.example")
    client.post(CODE, {"code": code})
    client.post("/account/uitloggen/")
    client.post(CODE, {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("target", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example"])
def test_nobody_is_sent_to_another_site(client: Client, target: str) -> None:
    code = ask_code(client, "lena@voorbeeld.example", target="/")
    answer = client.post(CODE, {"code": code, "next": target})
    assert "kwaad" not in answer.headers["Location"]


@pytest.mark.parametrize("email", ["geen adres", "a@b\r\nBcc: x@y.example", "a" * 300 + "@b.example", ""])
def test_a_bad_address_gets_a_sentence(client: Client, email: str) -> None:
    answer = client.post(LOGIN, {"email": email})
    assert answer.status_code in {200, 422}
    assert User.objects.count() == 0


def test_an_address_that_never_typed_its_code_is_forgotten(client: Client) -> None:
    ask_code(client, "onbekend@voorbeeld.example")
    make_user("Lena")
    User.objects.update(created=timezone.now() - timezone.timedelta(days=2))
    forget_what_is_old()
    assert list(User.objects.values_list("email", flat=True)) == ["lena@voorbeeld.example"]


def make_adviser() -> User:
    anna = make_user("Anna")
    anna.set_password(PASSWORD)
    anna.save()
    give_role(anna, Role.ADVISER, "twente")
    return anna


def test_staff_with_only_a_password_are_sent_to_set_up_a_second_step(client: Client) -> None:
    make_adviser()
    client.post(STAFF, {"login": "anna@voorbeeld.example", "password": PASSWORD})
    answer = client.get("/medewerkers/")
    assert (answer.status_code, answer.url) == (302, "/medewerkers/tweede-stap/")
    page = client.get("/medewerkers/tweede-stap/")
    assert page.status_code == 200
    assert "/account/stap/" in page.content.decode()


@time_machine.travel("2026-11-24T12:00:00+01:00", tick=False)  # a code holds for half a minute
def test_staff_come_in_with_password_and_a_code_of_the_app(client: Client) -> None:
    anna = make_adviser()
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    answer = client.post(STAFF, {"login": "anna@voorbeeld.example", "password": PASSWORD})
    assert answer.url == "/account/stap/authenticate/"
    assert client.get("/medewerkers/").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(answer.url, {"code": code})
    assert client.get("/medewerkers/").status_code == 200


def test_the_secret_of_the_app_is_not_stored_readable() -> None:
    secret = generate_totp_secret()
    stored = TOTP.activate(make_adviser(), secret).instance.data["secret"]
    assert secret not in stored
    assert TOTP(Authenticator.objects.get()).validate_code("000000") in {True, False}


def test_a_mail_code_does_not_bypass_the_second_step_of_staff(client: Client) -> None:
    make_adviser()
    code = ask_code(client, "anna@voorbeeld.example")
    client.post(CODE, {"code": code})
    assert client.get("/medewerkers/").url == "/medewerkers/tweede-stap/"


def test_many_wrong_passwords_lock_also_the_right_one(client: Client) -> None:
    make_adviser()
    for number in range(10):
        client.post(STAFF, {"login": "anna@voorbeeld.example", "password": f"verkeerd {number}"})
    client.post(STAFF, {"login": "anna@voorbeeld.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_an_invitation_lets_somebody_choose_a_password_once(client: Client) -> None:
    from django.core.management import call_command

    call_command("add_member", "petra@voorbeeld.example", "portal_manager", "--name", "Petra")
    work_off()
    link = re.search(r"http://localhost:8000(/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]
    assert client.get(link).status_code == 200
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(link, chosen | {"new_password2": "anders"}).status_code == 422
    assert client.post(link, chosen).url == STAFF
    assert client.get(link).status_code == 410
    client.post(STAFF, {"login": "petra@voorbeeld.example", "password": PASSWORD})
    assert client.get("/medewerkers/").url == "/medewerkers/tweede-stap/"
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"add_member", "invite", "accept_invitation"}


def test_only_staff_get_a_link_for_a_new_password(client: Client) -> None:
    make_adviser()
    make_user("Lena")
    for email in ("anna@voorbeeld.example", "lena@voorbeeld.example", "niemand@voorbeeld.example"):
        client.post("/account/wachtwoord/", {"email": email})
    work_off()
    assert ["/account/wachtwoord/" in message.body for message in mail.outbox] == [True, False, False]


def test_the_link_in_the_mail_leads_to_a_new_password(client: Client) -> None:
    make_adviser()
    client.post("/account/wachtwoord/", {"email": "anna@voorbeeld.example"})
    work_off()
    link = re.search(r"/account/wachtwoord/\S+-\S+-\S+/", mail.outbox[-1].body)
    assert link
    asked = client.get(link[0], follow=True)
    form = asked.request["PATH_INFO"]
    assert "nieuw wachtwoord" in asked.content.decode()
    assert client.post(form, {"password1": "kort", "password2": "kort"}).status_code in {200, 422}
    new = "nog een heel lang wachtwoord"
    kept = client.post(form, {"password1": new, "password2": new}, follow=True)
    assert "Je nieuwe wachtwoord is bewaard" in kept.content.decode()
    assert f'href="{STAFF}"' in kept.content.decode()
    assert User.objects.get(email="anna@voorbeeld.example").check_password(new)
    assert "Deze link werkt niet meer" in Client().get(link[0]).content.decode()


@pytest.mark.parametrize("likeness", ["Anna van Dijk.", "anna.van.dijk"])
def test_a_name_or_an_address_is_no_password(likeness: str) -> None:
    anna = User(name="Anna van Dijk", email="anna.van.dijk@voorbeeld.example")
    with pytest.raises(ValidationError):
        validate_password(likeness, anna)
    validate_password("vier losse woorden samen", anna)


def test_who_is_logged_in_has_no_address_to_confirm(client: Client) -> None:
    client.force_login(make_adviser())
    assert client.get("/account/adres/").url == "/welkom/"


def test_too_often_gets_a_page_that_says_what_to_do(client: Client) -> None:
    for number in range(21):
        answer = client.post("/account/wachtwoord/", {"email": f"x{number}@voorbeeld.example"})
    assert answer.status_code == 429
    assert "Wacht vijf minuten." in answer.content.decode()


def test_who_goes_on_with_an_application_hears_that_the_answers_are_kept(client: Client) -> None:
    told = "Log in om verder te gaan. Je antwoorden zijn bewaard."
    draft = "/aanvragen/01a20b38-d671-7f38-9f70-62e70c951228/gegevens/"
    assert told in client.get(f"{LOGIN}?next={draft}").text
    for other in ("", "?next=/opleidingen/", "?next=//elders.example/aanvragen/", "?next=/bestaat/niet/"):
        assert told not in client.get(LOGIN + other).text


def test_a_wrong_code_says_what_to_do(client: Client) -> None:
    ask_code(client, "lena@voorbeeld.example")
    wrong = client.post(CODE, {"code": "2222-2222"}).text
    assert "Die code klopt niet. Kijk of je hem goed hebt overgenomen, of vraag een nieuwe code aan." in wrong
    assert "Vul de code uit je e-mail in." in client.post(CODE, {"code": ""}).text


@pytest.mark.parametrize("page", [LOGIN, "/account/wachtwoord/"])
def test_what_is_no_mail_address_gets_an_example(client: Client, page: str) -> None:
    assert "ziet eruit als naam@voorbeeld.nl." in client.post(page, {"email": "lena"}).text
    assert "Vul je e-mailadres in." in client.post(page, {"email": ""}).text


def test_staff_who_forgot_a_password_read_our_own_words_and_can_go_back(client: Client) -> None:
    asked = client.get("/account/wachtwoord/").text
    assert "Stuur mij een link" in asked
    assert f'href="{STAFF}"' in asked
    for path in ("/account/wachtwoord/", "/account/wachtwoord/verstuurd/", "/account/adres/"):
        text = client.get(path).text
        assert not re.search(r"Herstel mijn|a\.u\.b\.|verificatie", text), path


def test_without_javascript_the_passkey_says_what_it_needs_in_its_own_place(client: Client) -> None:
    page = html.document_fromstring(client.get(LOGIN).content.decode())
    said = page.xpath("//noscript")
    assert [text.text_content().strip() for text in said] == ["Hiervoor moet JavaScript aan staan in je browser."]
    assert all(text.xpath("ancestor::main") for text in said)


def test_a_stranger_neither_fills_a_mailbox_nor_shuts_its_owner_out() -> None:
    """One network uses up its own share, many together a larger one; where the owner logged in before, none counts."""
    owner = Client(REMOTE_ADDR="192.0.2.1")
    owner.post(CODE, {"code": ask_code(owner, "lena@voorbeeld.example")})
    owner.post("/account/uitloggen/")
    now = timezone.now()

    def asked(client: Client, moment: timedelta) -> bool:
        """Whether a code was mailed; what is refused says so."""
        with time_machine.travel(now + moment, tick=False):
            before = MailMessage.objects.filter(to="lena@voorbeeld.example").count()
            answer = client.post(LOGIN, {"email": " Lena@voorbeeld.example"})
        sent = MailMessage.objects.filter(to="lena@voorbeeld.example").count() - before
        assert bool(sent) == (answer.status_code == 302)
        assert sent or "Je hebt dit te vaak geprobeerd. Wacht een uur" in answer.text
        return bool(sent)

    def asks(network: int, start: timedelta, tries: int) -> int:
        return sum(
            asked(Client(REMOTE_ADDR=f"2001:db8:0:{network}::{n}"), start + n * timedelta(seconds=25))
            for n in range(tries)
        )

    hour = timedelta(hours=1)
    assert asks(1, hour, 12) == 10
    assert asks(1, 3 * hour, 4) == 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")  # the owner at a new device, while one stranger is at it
    assert asked(elsewhere, 3 * hour)
    assert sum(asks(network, 5 * hour, 8) for network in range(2, 8)) == 30
    assert not asked(elsewhere, 5 * hour)
    assert asked(owner, 5 * hour)
    forged = Client(REMOTE_ADDR="192.0.2.9")
    forged.cookies["known_here"] = "nagemaakt"
    assert not asked(forged, 5 * hour)
    stranger = Client(REMOTE_ADDR="192.0.2.10")
    stranger.post(CODE, {"code": ask_code(stranger, "mallory@voorbeeld.example")})
    stranger.post("/account/uitloggen/")
    assert not asked(stranger, 5 * hour)  # known here, with another address
    assert asks(1, 30 * hour, 1) == 1
    # A server that listens to both writes IPv4 as IPv6: still one network each.
    minutes = [31 * hour + n * timedelta(minutes=1) for n in range(12)]
    assert [asked(Client(REMOTE_ADDR="::ffff:192.0.2.20"), minute) for minute in minutes].count(True) == 10
    assert asked(Client(REMOTE_ADDR="::ffff:192.0.2.21"), minutes[-1])


def test_attempts_are_counted_while_the_cache_is_away(client: Client, settings: Any) -> None:
    nobody = {"BACKEND": "portal.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nobody}
    ends = [client.post("/account/wachtwoord/", {"email": f"y{n}@voorbeeld.example"}).status_code for n in range(21)]
    assert (ends.count(302), ends[-1]) == (20, 429)
    assert [limits.fits("somebody", limits.HOLDS) for _time in range(41)] == [True] * 40 + [False]
    for number in range(400):  # who asks much does not push out what was counted of others
        limits.fits(f"other-{number}", limits.FILES)
    assert not limits.fits("somebody", limits.HOLDS)
