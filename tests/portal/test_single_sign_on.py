"""Staff by their employer's account: known by issuer and subject, and a second factor only where one was used."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from portal.people.models import User
from tests.outbox import work_off
from tests.people import make_user
from tests.portal.issuer import CLIENT, Issuer

pytestmark = pytest.mark.django_db
LOGIN = "/account/werkaccount/oidc/werk/login/"


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    running = Issuer()
    settings.OIDC_SERVER_URL = running.url
    app = {
        "provider_id": "werk",
        "name": "Werk",
        "client_id": CLIENT,
        "secret": "s",
        "settings": {"server_url": running.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield running
    running.close()


def come_by_work_account(client: Client, issuer: Issuer, process: str = "login", **claims: Any) -> HttpResponse:
    """The way to the provider and back; returns the answer to the callback."""
    issuer.claims = {"sub": "42", "email": "petra@werkgever.example"} | claims
    start = client.post(f"{LOGIN}?process={process}")
    assert start.status_code == 302
    query = parse_qs(urlsplit(start.url).query)
    assert query["code_challenge_method"] == ["S256"]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": query["state"][0]})


def invited(client: Client) -> str:
    """An invitation that was mailed and opened."""
    call_command("add_member", "petra@voorbeeld.example", "portal_manager", "--name", "Petra")
    work_off()
    link = re.search(r"http://localhost:8000(/\S+)", mail.outbox[-1].body)
    assert link
    assert "werkaccount" in client.get(link[1]).content.decode()
    return link[1]


def test_an_invited_person_links_the_work_account_and_comes_in_with_its_factor(client: Client, issuer: Issuer) -> None:
    invited(client)
    come_by_work_account(client, issuer, amr=["pwd", "otp"])
    assert SocialAccount.objects.get().user_id == User.objects.get(email="petra@voorbeeld.example").pk
    assert client.get("/medewerkers/").status_code == 200
    later = Client()
    come_by_work_account(later, issuer, amr=["pwd", "otp"])
    assert later.get("/medewerkers/").status_code == 200
    assert "code_verifier=" in issuer.asked[-1]


@pytest.mark.parametrize("amr", [[], ["pwd"], None])
def test_without_a_second_factor_there_the_work_stays_closed(client: Client, issuer: Issuer, amr: Any) -> None:
    invited(client)
    come_by_work_account(client, issuer, **({} if amr is None else {"amr": amr}))
    assert client.get("/medewerkers/").url == "/medewerkers/tweede-stap/"


def test_the_same_mail_address_elsewhere_opens_nothing(client: Client, issuer: Issuer) -> None:
    make_user("Petra")
    come_by_work_account(client, issuer, email="petra@voorbeeld.example", email_verified=True, amr=["otp"])
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(client: Client, issuer: Issuer) -> None:
    answer = come_by_work_account(client, issuer, amr=["otp"])
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 0
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "http://kwaad.example"}, {"exp": 1}])
def test_a_token_for_somebody_else_or_of_another_time_is_refused(
    client: Client, issuer: Issuer, claims: dict[str, Any]
) -> None:
    invited(client)
    come_by_work_account(client, issuer, amr=["otp"], **claims)
    assert "_auth_user_id" not in client.session


def test_a_forged_answer_is_refused(client: Client, issuer: Issuer) -> None:
    client.get(f"{LOGIN}callback/", {"code": "c", "state": "forged"})
    assert "_auth_user_id" not in client.session


def test_no_provider_no_door(client: Client) -> None:
    assert client.get(LOGIN).status_code == 404
    assert "werkaccount" not in client.get("/medewerkers/inloggen/").content.decode()


@pytest.mark.parametrize("process", ["redirect", "connect"])
def test_another_account_lends_its_factor_to_nobody(client: Client, issuer: Issuer, process: str) -> None:
    """A session with a password only at the employer brings a second account, with a factor, of somebody else."""
    invited(client)
    come_by_work_account(client, issuer, amr=["pwd"])
    answer = come_by_work_account(client, issuer, process=process, sub="666", email="ander@x.example", amr=["otp"])
    assert answer.status_code == 401
    assert client.get("/medewerkers/").url == "/medewerkers/tweede-stap/"
    assert SocialAccount.objects.count() == 1


def test_an_invitation_links_one_work_account_and_no_second(client: Client, issuer: Issuer) -> None:
    link = invited(client)
    come_by_work_account(client, issuer, amr=["pwd", "otp"])
    thief = Client()
    assert thief.get(link).status_code == 410
    come_by_work_account(thief, issuer, sub="666", email="thief@kwaad.example", amr=["otp"])
    assert "_auth_user_id" not in thief.session
    come_by_work_account(client, issuer, sub="667", email="ander@kwaad.example", amr=["otp"])
    assert SocialAccount.objects.count() == 1
