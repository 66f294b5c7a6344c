"""What a fund's own system reads with a key, and what it cannot."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings

from courses.models import Course
from funding.payments.models import Payment
from funding.reading_api import document
from funding.reading_api.enums import Scope
from funding.reading_api.keys import make_key
from funding.reading_api.models import ApiKey
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.paying import FUND, colleague, granted, name_accounts, person_of, released
from tests.people import give_role, log_in, make_fund, make_user

API = "/api/fonds/v1"
ADMINISTRATOR = Role.FUND_ADMINISTRATOR


def a_key(by: User, *scopes: Scope, fund: str = FUND, last_day: date = date(2027, 11, 24)) -> str:
    return make_key(Fund.objects.get(pk=fund), "Administratie", scopes, last_day, by, person_of(by), uuid4().hex)[1]


def ask(client: Client, key: str, path: str, expect: int = 200) -> Any:
    answer = client.get(API + path, headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer["Cache-Control"]) == (expect, "no-store, private"), answer.content
    return answer.json()


@pytest.fixture
def admin(schemes: None) -> User:
    return colleague("Anna")


@pytest.fixture
def paid(course: Course, today: date, admin: User) -> Payment:
    """A line of € 1.400 that is at the bank."""
    other = colleague("Bram")
    line = granted(course, today, admin, other)
    name_accounts(line, admin)
    return Payment.objects.select_related("line__application").get(batch=released(admin, other, today))


@pytest.mark.usefixtures("today")
def test_a_key_reads_its_own_fund_and_only_what_it_opens(client: Client, paid: Payment, admin: User) -> None:
    line = paid.line
    key = a_key(admin, Scope.APPLICATIONS, Scope.DECISIONS, Scope.PAYMENTS)
    assert ask(client, key, "/")["fund"] == FUND
    (application,) = ask(client, key, "/applications")["items"]
    assert (application["number"], [one["lineId"] for one in application["lines"]]) == (
        line.application.number,
        [str(line.pk)],
    )
    assert application == ask(client, key, f"/applications/{line.application_id}")
    assert ask(client, key, "/lines?state=paying")["items"][0] == ask(client, key, f"/lines/{line.pk}")
    assert ask(client, key, "/lines?state=refused")["items"] == []
    (decision,) = ask(client, key, "/decisions")["items"]
    assert (decision["grantedCents"], decision["verdict"]) == (140_000, "grant")
    (payment,) = ask(client, key, "/payments?since=2026-11-24")["items"]
    assert (payment["number"], payment["cents"], payment["state"]) == (paid.number, 140_000, "sent")
    assert ask(client, key, "/payments?since=2030-01-01")["items"] == []
    everything = client.get(f"{API}/applications", headers={"Authorization": f"Bearer {key}"}).text
    assert line.application.learner_name not in everything
    with_people = a_key(admin, Scope.APPLICATIONS, Scope.DECISIONS, Scope.PEOPLE)
    assert ask(client, with_people, "/applications")["items"][0]["learnerName"] == line.application.learner_name
    assert ask(client, with_people, "/decisions")["items"][0]["reasons"] == "Je voldoet."
    assert "payments" in ask(client, with_people, "/payments", expect=403)["detail"]

    make_fund("ander-fonds")
    elsewhere = make_user("Els")
    give_role(elsewhere, ADMINISTRATOR, "ander-fonds")
    theirs = a_key(elsewhere, *Scope, fund="ander-fonds")
    for path in ("applications", "lines", "decisions", "payments"):
        assert ask(client, theirs, f"/{path}")["items"] == []
    for path, pk in (("applications", line.application_id), ("lines", line.pk), ("payments", paid.pk)):
        ask(client, theirs, f"/{path}/{pk}", expect=404)
    ask(client, key, f"/lines/{uuid4()}", expect=404)
    ask(client, key, "/persons", expect=404)


@pytest.mark.usefixtures("today")
def test_without_a_key_that_works_nothing_is_read(client: Client, admin: User, settings: Any) -> None:
    key = a_key(admin, Scope.APPLICATIONS)
    for wrong in ("", "Bearer", "Bearer x", f"Basic {key}", f"Bearer {key}x", "Bearer " + "a" * 10_000):
        answer = client.get(f"{API}/lines", headers={"Authorization": wrong})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="Doorleren"')
    logged_in = Client()
    log_in(logged_in, admin)  # a cookie opens nothing here
    assert logged_in.get(f"{API}/lines").status_code == 401
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)(f"{API}/lines")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    old = a_key(admin, Scope.APPLICATIONS, last_day=date(2026, 11, 24) - timedelta(days=1))
    ask(client, old, "/lines", expect=401)
    for wrong in (
        "state=gone", "since=gisteren", "since=20261124", "pageSize=7", "pageNumber=0", "state=%01",
        "since=2026-11-24&since=2026-11-25", "pageNumber=99999999999999",
    ):  # fmt: skip
        ask(client, key, f"/lines?{wrong}", expect=400)
    settings.READING_LIMITS = settings.READING_LIMITS | {"questions": 3}
    told = [client.get(f"{API}/lines", headers={"Authorization": f"Bearer {key}"}).status_code for _ in range(30)]
    assert (told[-1], client.get(f"{API}/lines").status_code) == (429, 429)
    # One system that asks too often does not slow another.
    ask(client, a_key(admin, Scope.APPLICATIONS), "/lines")


@pytest.mark.usefixtures("today")
def test_an_administrator_makes_a_key_sees_it_once_and_withdraws_it(client: Client, admin: User) -> None:
    log_in(client, admin)
    make, pages = "/medewerkers/fonds/koppelingen/sleutels/nieuw/", "/medewerkers/fonds/koppelingen/sleutels/"
    told = {"fund": FUND, "system_name": "Boekhouding", "scopes": ["applications"], "last_day": "2027-06-30"}
    for wrong in (
        {"scopes": ["people"]},
        {"scopes": ["everything"]},
        {"last_day": "2030-01-01"},
        {"last_day": "2026-11-23"},
        {"fund": "ander-fonds"},
        {"system_name": " "},
    ):
        assert client.post(make, told | wrong).status_code == 422
    told["request_key"] = "een formulier"
    page = client.post(make, told)
    assert client.post(make, told).url == pages  # sent twice, made once
    assert "is al gemaakt" in client.get(pages).text
    text = page.context["secret"]
    assert text in page.text
    assert "no-store" in page["Cache-Control"]
    key = ApiKey.objects.get()
    assert text not in f"{key.digest}{key.name}"
    assert text not in client.get(pages).text
    ask(client, text, "/lines")
    assert "nog niet" not in client.get(pages).text
    for _ in range(2):
        client.post(f"{pages}{key.pk}/intrekken/")
    ask(client, text, "/lines", expect=401)


@pytest.mark.usefixtures("today")
def test_a_page_takes_as_many_questions_whatever_is_on_it(
    client: Client, course: Course, today: date, admin: User, django_assert_max_num_queries: Any
) -> None:
    other = colleague("Bram")
    for name in ("Mo", "Noor", "Sil"):
        granted(course, today, admin, other, name)
    key = a_key(admin, *Scope)
    ask(client, key, "/")  # it is kept that the key was used
    for path in ("applications", "lines", "decisions", "payments"):
        with django_assert_max_num_queries(4):
            ask(client, key, f"/{path}?pageSize=250")


@pytest.fixture
def portal() -> Iterator[Any]:
    """The portal as a program sees it, in the transaction of the test: nobody closes its connection."""
    handler = WSGIHandler()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    more = {"REMOTE_ADDR": "192.0.2.1", "HTTP_ACCEPT_ENCODING": ""}
    yield lambda environ, start: handler(environ | more, start)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("today")
def test_schemathesis_finds_nothing(portal: Any, paid: Payment, admin: User, settings: Any) -> None:
    """A few requests of each kind; EXAMPLES for more."""
    settings.READING_LIMITS = {"files": 1, "questions": 1_000_000}
    settings.ALLOWED_HOSTS = ["*"]
    headers = {"Authorization": f"Bearer {a_key(admin, *Scope)}"}
    schema = schemathesis.openapi.from_dict(document.of(f"http://noorden.localhost{API}"))
    schema.app = portal
    few = given_settings(
        max_examples=int(os.environ.get("EXAMPLES", "2")),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    for result in schema.get_all_operations():
        operation = result.ok()

        @few
        @given(case=operation.as_strategy())
        def look(case: Any) -> None:
            case.call_and_validate(headers=headers)

        look()
