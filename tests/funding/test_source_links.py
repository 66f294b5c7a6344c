"""The sources of schemes are looked at every week, and who keeps the scheme hears which one went."""

from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funding.schemes.links import LinkState, SourceLink, dead_sources, look, look_at_sources
from funding.schemes.models import SchemeVersion
from funding.schemes.reminding import watch_sources
from funding.tasks import watch_links
from portal.people.enums import Role
from portal.people.models import User
from tests.courses.test_fetching import send, server
from tests.funding.scheme_making import make_scheme, put_in_force
from tests.outbox import work_off
from tests.people import give_role, log_in, make_fund, make_user

ADDRESS = "lasfonds.example/reglement"


def page(handler: BaseHTTPRequestHandler) -> None:
    match handler.path.split("/")[1]:
        case "goed":
            send(handler, b"hier")
        case "weg":
            send(handler, b"", 410)
        case "stuk":
            send(handler, b"", 500)
        case "besloten":
            send(handler, b"", 403)
        case "door":
            send(handler, b"", 301, Location="/goed")
        case "naar-weg":
            send(handler, b"", 302, Location="/weg")
        case "rond":
            send(handler, b"", 302, Location="/rond")
        case "naar-binnen":
            send(handler, b"", 302, Location="https://169.254.169.254/latest/meta-data")
        case "zonder-https":
            send(handler, b"", 302, Location="ftp://elders.example/")
        case _:
            send(handler, b"", 404)


def test_what_is_found_at_an_address() -> None:
    expected = {
        "goed": LinkState.THERE,
        "weg": LinkState.GONE,
        "nergens": LinkState.GONE,
        "stuk": LinkState.SILENT,
        "besloten": LinkState.THERE,
        "door": LinkState.THERE,
        "naar-weg": LinkState.GONE,
        "rond": LinkState.SILENT,
        "naar-binnen": LinkState.SILENT,
        "zonder-https": LinkState.THERE,
    }
    with server(page) as address:
        found = {path: look(f"{address}/{path}", allow_loopback=True) for path in expected}
        inside = look(f"{address}/goed")
    assert found == expected
    assert inside is LinkState.SILENT, "nothing of this network is reached without being told so"
    assert look("127.0.0.1/x") is LinkState.SILENT
    assert look("geen adres") is LinkState.SILENT


@pytest.fixture
def anna(db: None) -> User:
    anna = make_user("Anna")
    make_fund("lasfonds")
    give_role(anna, Role.FUND_ADMINISTRATOR, "lasfonds")
    return anna


@pytest.fixture
def version(anna: User, today: date) -> SchemeVersion:
    return put_in_force(make_scheme(anna.memberships.get().fund, anna, today), anna, make_user("Bram"))


def gone(_address: str) -> LinkState:
    return LinkState.GONE


def silent(_address: str) -> LinkState:
    return LinkState.SILENT


def there(_address: str) -> LinkState:
    return LinkState.THERE


@pytest.mark.django_db
def test_an_address_is_looked_at_once_a_week(version: SchemeVersion) -> None:
    assert look_at_sources(there) == 1
    assert look_at_sources(gone) == 0
    assert SourceLink.objects.get(address=ADDRESS).state == LinkState.THERE
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert look_at_sources(gone) == 1
        assert [one.title for one in dead_sources([version])[version.pk]] == ["Reglement Lasfonds"]


@pytest.mark.django_db
def test_silence_is_told_after_a_week_and_a_page_that_is_back_at_once(version: SchemeVersion) -> None:
    look_at_sources(silent)
    assert dead_sources([version]) == {}
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        look_at_sources(silent)
        assert not dead_sources([version])[version.pk][0].is_gone
    with time_machine.travel(timezone.now() + timedelta(days=16)):
        look_at_sources(there)
        assert dead_sources([version]) == {}


@pytest.mark.django_db
def test_when_nothing_answers_it_is_our_own_line(version: SchemeVersion, schemes: None) -> None:
    assert look_at_sources(silent) == 0
    assert not SourceLink.objects.exists()
    assert look_at_sources(gone) > 20


@pytest.mark.django_db
def test_who_keeps_the_scheme_sees_it_and_gets_a_mail(version: SchemeVersion, anna: User, client: Client) -> None:
    desk = log_in(client, anna)
    path, schemes = reverse("funding:version", args=[version.pk]), reverse("funding:schemes")
    assert "Een bron is er niet meer" not in desk.get(path).content.decode()
    watch_sources()
    assert work_off() == 0
    look_at_sources(gone)
    page = desk.get(path).content.decode()
    assert "Een bron is er niet meer" in page
    assert "(deze pagina bestaat niet meer)" in page
    assert "een bron is weg" in desk.get(schemes).content.decode()
    watch_sources()
    work_off()
    work_off()
    assert "Deze pagina’s vinden we niet meer:" in mail.outbox[-1].body
    assert f"https://{ADDRESS}" in mail.outbox[-1].body
    sent = len(mail.outbox)
    watch_sources()
    work_off()
    assert len(mail.outbox) == sent, "once a month"


def test_the_watch_runs_by_itself() -> None:
    assert watch_links.name in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
