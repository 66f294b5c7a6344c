"""Answers are kept for who gave them: over sessions, into a log-in, and for nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from courses.models import Course, Feed, Provider
from intake import access
from intake.models import Answer, Consent, Profile
from intake.profile import joining
from intake.profile.actions import answer, forget, give_consent, join, profile_of_user
from intake.profile.enums import Purpose, Source
from intake.profile.errors import NotAnAnswer
from intake.profile.visitors import COOKIE
from intake.tasks import forget_visitors
from portal.people.models import User
from tests.intake.teams import NOW, confirm, deliver, make_adviser, words
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
ORIENT = "/orienteren/"
LOGIN, CODE, LOGOUT = "/account/inloggen/", "/account/inloggen/code/", "/account/uitloggen/"


def tell(client: Client, place: str = "Groningen") -> None:
    """Answer the one question that intake's own pages ask."""
    assert client.post(ORIENT, {"residence": place}).status_code == 302


def told(profile: Profile) -> dict[str, Any]:
    return dict(profile.answers.values_list("fact", "value"))


def log_in_by_code(client: Client, email: str = "lena@voorbeeld.example") -> User:
    client.post(LOGIN, {"email": email})
    deliver()
    code = re.search(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}\b", mail.outbox[-1].body)
    assert code
    client.post(CODE, {"code": code[0]})
    return User.objects.get(email=email)


def request_of(user: Any) -> Any:
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    return request


# --- The visitor's cookie ----------------------------------------------------------------------------------
def test_looking_around_keeps_nothing(client: Client) -> None:
    for _ in range(2):
        client.get(ORIENT)
        client.get("/")
    assert COOKIE not in client.cookies
    assert not Profile.objects.exists()


def test_the_first_answer_gives_a_cookie_that_scripts_and_other_sites_cannot_read(client: Client) -> None:
    tell(client)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 90 * 24 * 3600)
    key = Profile.objects.get().visitor_key
    assert key
    assert len(key) >= 32  # 192 bits in base64
    assert cookie.value.startswith(key)
    assert "GM0014" not in cookie.value


def test_a_page_made_for_one_visitor_is_not_cached_for_another(client: Client) -> None:
    tell(client)
    page = client.get(ORIENT)
    assert "Cookie" in page["Vary"]
    assert "private" in page["Cache-Control"]


def test_an_expired_session_mid_form_loses_no_answer(client: Client) -> None:
    tell(client)
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    assert "Je woont in Groningen" in words(client.get(ORIENT))


@pytest.mark.parametrize("tampered", ["", "x", "{key}", "{key}:1abcde:AAAA", "é"])
def test_a_cookie_that_we_did_not_sign_is_nobody(client: Client, tampered: str) -> None:
    tell(client)
    key = Profile.objects.get().visitor_key
    stranger = Client()
    stranger.cookies[COOKIE] = tampered.format(key=key)
    assert "Waar woon je?" in words(stranger.get(ORIENT))
    assert stranger.cookies[COOKIE].value == tampered.format(key=key)


def test_a_cookie_whose_answers_are_gone_starts_anew(client: Client) -> None:
    tell(client)
    old = client.cookies[COOKIE].value
    Profile.objects.all().delete()
    assert "Waar woon je?" in words(client.get(ORIENT))
    tell(client, "Emmen")
    assert client.cookies[COOKIE].value != old
    assert told(Profile.objects.get()) == {"residence": "GM0114"}


def test_who_comes_back_keeps_the_cookie_alive(client: Client) -> None:
    tell(client)
    Profile.objects.update(last_used=timezone.now() - timedelta(days=80))
    before = client.cookies[COOKIE].value
    client.get(ORIENT)
    assert Profile.objects.get().last_used > timezone.now() - timedelta(minutes=1)
    assert client.cookies[COOKIE].value.split(":")[0] == before.split(":")[0]


def test_visitors_who_stay_away_for_ninety_days_are_forgotten() -> None:
    lena = profile_of_user(make_user("Lena"))
    for key, days in (("oud", 91), ("net", 89)):
        visitor = Profile.objects.create(visitor_key=key, last_used=timezone.now() - timedelta(days=days))
        answer(visitor, "residence", "GM0014")
    Profile.objects.filter(pk=lena.pk).update(last_used=timezone.now() - timedelta(days=400))
    assert forget_visitors() == 1
    assert set(Profile.objects.values_list("visitor_key", flat=True)) == {"net", None}
    assert Answer.objects.count() == 1
    assert forget_visitors() == 0


# --- Logging in and out ------------------------------------------------------------------------------------
def test_logging_in_takes_the_answers_along_and_ends_the_cookie(client: Client) -> None:
    tell(client)
    lena = log_in_by_code(client)
    assert told(profile_of_user(lena)) == {"residence": "GM0014"}
    assert Profile.objects.count() == 1
    assert client.cookies[COOKIE].value == ""
    assert "Je woont in Groningen" in words(client.get(ORIENT))


def test_after_logging_out_the_next_person_starts_with_nothing(client: Client) -> None:
    tell(client)
    lena = log_in_by_code(client)
    client.post(LOGOUT)
    assert "Waar woon je?" in words(client.get(ORIENT))
    bram = log_in_by_code(client, "bram@voorbeeld.example")
    assert not Profile.objects.filter(user=bram).exists()
    assert told(profile_of_user(lena)) == {"residence": "GM0014"}


def test_a_cookie_kept_from_before_the_log_in_opens_nothing(client: Client) -> None:
    tell(client)
    kept = client.cookies[COOKIE].value
    log_in_by_code(client)
    thief = Client()
    thief.cookies[COOKIE] = kept
    assert "Waar woon je?" in words(thief.get(ORIENT))
    bram = log_in_by_code(thief, "bram@voorbeeld.example")
    assert not Profile.objects.filter(user=bram).exists()


def test_logging_out_with_a_cookie_takes_it_away_too(client: Client) -> None:
    """Another tab may have answered as a visitor just when this one logged in."""
    tell(client)
    visitor = client.cookies[COOKIE].value
    lena = log_in_by_code(client)
    client.cookies[COOKIE] = visitor
    client.post(LOGOUT)
    assert client.cookies[COOKIE].value == ""
    assert told(profile_of_user(lena)) == {"residence": "GM0014"}


def test_the_newest_answer_wins_and_nothing_is_lost(client: Client) -> None:
    lena = make_user("Lena")
    own = profile_of_user(lena)
    answer(own, "residence", "GM0114")
    answer(own, "employment", "employee")
    answer(own, "education", "mbo_2", Source.ADVISER)
    visitor = Profile.objects.create(visitor_key="sleutel")
    answer(visitor, "residence", "GM0014")
    answer(visitor, "birth_date", None)
    answer(visitor, "employment", "job_seeker")
    Answer.objects.filter(profile=visitor, fact="employment").update(answered=timezone.now() - timedelta(days=1))
    join("sleutel", lena)
    assert told(own) == {
        "residence": "GM0014",  # told later as a visitor
        "employment": "employee",  # told earlier as a visitor
        "birth_date": None,
        "education": "mbo_2",
    }
    assert own.answers.get(fact="education").source == Source.ADVISER
    assert not Profile.objects.filter(visitor_key="sleutel").exists()
    join("sleutel", lena)
    assert own.answers.count() == 4


def test_appointments_and_what_others_registered_move_along(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, Any]] = []
    monkeypatch.setattr(joining, "_moves", [])
    joining.moves_along(lambda visitor, user: seen.append((visitor.pk, user.pk)))
    lena, visitor = make_user("Lena"), Profile.objects.create(visitor_key="sleutel")
    own = profile_of_user(lena)
    join("sleutel", lena)
    assert seen == [(visitor.pk, own.pk)]


@time_machine.travel(NOW, tick=False)
def test_an_appointment_made_as_a_visitor_is_the_learners_after_the_log_in(client: Client) -> None:
    tell(client)
    confirm(client, make_adviser())
    lena = make_user("Lena")
    log_in(client, lena).get(ORIENT)
    assert profile_of_user(lena).appointments.get().contact_name == "Lena de Boer"


def test_a_learner_with_an_expired_session_is_a_visitor_without_the_learners_answers(client: Client) -> None:
    lena = make_user("Lena")
    answer(profile_of_user(lena), "residence", "GM0014")
    log_in(client, lena)
    assert "Je woont in Groningen" in words(client.get(ORIENT))
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert "Waar woon je?" in words(client.get(ORIENT))


# --- Answers -----------------------------------------------------------------------------------------------
def test_an_answer_replaces_the_one_before_and_not_knowing_is_an_answer() -> None:
    lena = make_user("Lena")
    own = profile_of_user(lena)
    answer(own, "employment", "employee")
    answer(own, "employment", None, Source.STAFF)
    assert access.answers(request_of(lena)) == {"employment": None}
    assert own.answers.get().source == Source.STAFF
    assert access.profile(request_of(lena)) == own
    assert access.answers(request_of(make_user("Bram"))) == {}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("shoe_size", 43),
        ("bsn", "123456782"),
        ("employment", "koning"),
        ("employment", ["employee"]),
        ("benefit", True),
        ("residence", "Groningen"),
        ("residence", "GM00141"),
        ("birth_date", "14-05-1987"),
        ("birth_date", "19870514"),
        ("birth_date", "1987-02-30"),
        ("employer_contribution", -1),
        ("employer_contribution", 12.5),
        ("employer_contribution", True),
        ("employer_contribution", 100_000_001),
        ("enrolled", "yes"),
        ("enrolled", 1),
    ],
)
def test_what_cannot_be_an_answer_is_refused_without_telling_it_on(fact: str, value: Any) -> None:
    own = profile_of_user(make_user("Lena"))
    with pytest.raises(NotAnAnswer) as refused:
        answer(own, fact, value)
    assert str(refused.value) == fact
    assert not Answer.objects.exists()


def test_answers_can_be_forgotten_some_or_all() -> None:
    own = profile_of_user(make_user("Lena"))
    for fact, value in (("residence", "GM0014"), ("education", "mbo_2"), ("benefit", "none")):
        answer(own, fact, value)
    assert forget(own, ["education", "cao"]) == 1
    assert set(told(own)) == {"residence", "benefit"}
    assert forget(own) == 2
    assert told(own) == {}


def test_a_profile_is_of_one_person_and_a_fact_is_answered_once() -> None:
    lena = make_user("Lena")
    own = profile_of_user(lena)
    answer(own, "benefit", "ww")
    for wrong in (
        lambda: Profile.objects.create(),
        lambda: Profile.objects.create(user=make_user("Bram"), visitor_key="x"),
        lambda: Profile.objects.create(user=lena),
        lambda: Answer.objects.create(profile=own, fact="benefit", value="none", answered=timezone.now()),
        lambda: Answer.objects.create(profile=own, fact="x", source="gossip", answered=timezone.now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_who_is_erased_takes_the_answers_along_and_the_proof_of_consent_stays() -> None:
    lena = make_user("Lena")
    answer(profile_of_user(lena), "residence", "GM0014")
    give_consent(Purpose.APPLICATION, scope=["fund:x"], text_version="2026-11", user=lena)
    lena.delete()
    assert not Answer.objects.exists()
    assert Consent.objects.get().user_id is None


# --- Answers about one course ------------------------------------------------------------------------------
def make_course(title: str) -> Course:
    provider, _created = Provider.objects.get_or_create(kvk="12345678", name="Vakschool")
    feed, _created = Feed.objects.get_or_create(address="voorbeeld", defaults={"format": "edudex"})
    return Course.objects.create(
        provider=provider, provider_key=title, feed=feed, title=title, start_kind="agreed", digest=b"x" * 32
    )


def test_what_holds_for_one_course_is_asked_anew_for_another() -> None:
    lena = make_user("Lena")
    own = profile_of_user(lena)
    lassen, zorg = make_course("Lassen"), make_course("Zorg")
    answer(own, "residence", "GM0014", course=lassen)
    answer(own, "enrolled", True, course=lassen)
    request = request_of(lena)
    assert access.answers(request, lassen) == {"residence": "GM0014", "enrolled": True}
    assert access.answers(request, zorg) == access.answers(request) == {"residence": "GM0014"}
    everything = access.answers_per_course(request)
    assert everything.of(lassen) == {"residence": "GM0014", "enrolled": True}
    assert everything.of(zorg) == {"residence": "GM0014"}
    with pytest.raises(NotAnAnswer):
        answer(own, "enrolled", True)


def test_at_the_log_in_answers_are_compared_per_course() -> None:
    lena, visitor = make_user("Lena"), Profile.objects.create(visitor_key="sleutel")
    own = profile_of_user(lena)
    lassen, zorg = make_course("Lassen"), make_course("Zorg")
    answer(own, "enrolled", False, course=lassen)
    answer(own, "enrolled", False, course=zorg)
    answer(visitor, "enrolled", True, course=lassen)
    join("sleutel", lena)
    assert set(own.answers.values_list("course__title", "value")) == {("Lassen", True), ("Zorg", False)}
