"""Maintenance, and a database that is away: a page that says so, and nothing taken that cannot be kept."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from portal import maintenance
from portal.entrance import Gate
from portal.pages.errors import failed
from portal.settings import BASE_DIR

NOW = "2026-11-29T22:00:00+01:00"


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.MAINTENANCE_FILE = tmp_path / "data" / "maintenance.json"
    return Path(settings.MAINTENANCE_FILE)


def ask(file: Path, path: str = "/opleidingen/", method: str = "GET") -> tuple[str, dict[str, str], str]:
    """Status, headers and page as the gate answers; "through" when the portal itself gets the request."""
    said: list[Any] = []

    def portal(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"through"]

    gate = Gate(portal, most=1000, closed=file)
    body = b"".join(gate({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda *given: said.extend(given)))
    return said[0], dict(said[1]), body.decode()


@time_machine.travel(NOW, tick=False)
def test_while_it_is_on_every_page_says_until_when_and_off_brings_them_back(file: Path) -> None:
    assert ask(file)[2] == "through"
    call_command("maintenance", "on", until="2026-11-30 07:00", text="We zetten alles op een nieuwe computer.")
    status, headers, page = ask(file)
    assert status.startswith("503")
    assert headers["Retry-After"] == str(9 * 3600)
    assert headers["Cache-Control"] == "no-store"
    assert "Maandag 30 november 2026 om 07:00 uur zijn we er weer." in page
    assert "30 November 2026 at 07:00" in page
    assert "We zetten alles op een nieuwe computer." in page
    assert "niet ontvangen" not in page
    call_command("maintenance", "off")
    assert ask(file)[2] == "through"


def test_what_is_sent_meanwhile_is_said_not_to_have_arrived(file: Path) -> None:
    call_command("maintenance", "on")
    assert "Wat je nu verstuurde, hebben we niet ontvangen." in ask(file, method="POST")[2]


def test_a_clock_that_ran_out_is_not_promised_again(file: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        call_command("maintenance", "on", until="2026-11-30 07:00")
    with time_machine.travel("2026-11-30T07:00:00+01:00", tick=False):
        _status, headers, page = ask(file)
    assert "Het duurt langer dan we dachten." in page
    assert headers["Retry-After"] == "600"


@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready", "/static/app.css", "/merk/noorden.css"])
def test_health_and_the_looks_of_the_page_stay(file: Path, path: str) -> None:
    call_command("maintenance", "on")
    assert ask(file, path)[2] == "through"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"until": 3}', '{"until": "morgen"}', '{"until": "2026-11-30T07:00"}']
)
def test_a_file_that_makes_no_sense_is_maintenance_all_the_same(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    status, headers, page = ask(file)
    assert status.startswith("503")
    assert headers["Retry-After"] == "600"
    assert "We zijn er zo weer." in page


@pytest.mark.parametrize("until", ["gisteren", "2020-01-01 07:00"])
def test_a_moment_that_cannot_be_is_refused(file: Path, until: str) -> None:
    with pytest.raises(CommandError, match="2026-11-30 07:00"):
        call_command("maintenance", "on", until=until)
    assert not file.exists()


def test_what_somebody_wrote_is_text_on_the_page(file: Path) -> None:
    call_command("maintenance", "on", text="<script>alert(1)</script>")
    assert "<script>" not in ask(file)[2]


def test_a_moment_in_another_zone_is_told_in_dutch_time() -> None:
    now = datetime.fromisoformat(NOW)
    until = maintenance.moment_of("2026-11-30T05:00:00+00:00", now)
    back = maintenance.Maintenance(until).back
    assert back is not None
    assert (back.hour, back.utcoffset()) == (6, timedelta(hours=1))


def told(error: Exception, method: str = "GET") -> HttpResponse:
    """The page for a view that raised this, as Django asks for it."""
    try:
        raise error
    except type(error):
        return failed(RequestFactory().generic(method, "/"))


def database_error(**other: Any) -> Exception:
    """What a real attempt to reach a database elsewhere raises."""
    elsewhere = type(connections["default"])(connection.settings_dict | other, "elsewhere")
    try:
        elsewhere.ensure_connection()
    except DatabaseError as error:
        return error
    raise AssertionError("it could be reached")


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_as_that() -> None:
    answer = told(database_error(HOST="/nowhere", PORT="", OPTIONS={}))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "We zijn even niet bereikbaar" in answer.content.decode()
    assert "waarschijnlijk niet ontvangen" not in answer.content.decode()
    assert "Opnieuw proberen" in answer.content.decode()
    sent = told(database_error(HOST="/nowhere", PORT="", OPTIONS={}), "POST")
    assert "waarschijnlijk niet ontvangen" in sent.content.decode()


def test_a_whole_portal_without_its_database_says_so() -> None:
    """The real application, as the web server loads it, with a database that is not there."""
    code = (
        "from wsgiref.util import setup_testing_defaults\n"
        "from portal.wsgi import application\n"
        "asked = {'PATH_INFO': '/opleidingen/'}\n"
        "setup_testing_defaults(asked)\n"
        "body = application(asked, lambda status, headers: print(status, dict(headers)['Retry-After']))\n"
        "print(b''.join(body).decode())\n"
    )
    away = os.environ | {"PORTAL_MODE": "test", "DATABASE_URL": "postgresql://nobody@%2Fnowhere/portal"}
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, env=away, capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith("503 Service Unavailable 30\n")
    assert "We zijn even niet bereikbaar" in found.stdout
    assert "database away" in found.stderr


@pytest.mark.django_db
def test_a_question_that_takes_too_long_is_our_mistake_and_no_outage() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        with pytest.raises(DatabaseError) as slow:
            cursor.execute("SELECT pg_sleep(5)")
    assert told(slow.value).status_code == 500
    assert told(ValueError()).status_code == 500


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_somebody_else_in_vain_hears_that_it_is_busy() -> None:
    with psycopg.connect(**connection.get_connection_params()) as other, connection.cursor() as cursor:
        other.execute("SELECT pg_advisory_lock(1)")
        cursor.execute("SET lock_timeout = 1")
        with pytest.raises(DatabaseError) as waited:
            cursor.execute("SELECT pg_advisory_lock(1)")
    connection.close()
    answer = told(waited.value, "POST")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert "Het is nu even te druk" in answer.content.decode()
    assert "hebben we niet ontvangen" in answer.content.decode()


@pytest.mark.django_db
def test_a_cursor_that_we_closed_ourselves_is_no_outage() -> None:
    with connection.cursor() as cursor:
        pass
    with pytest.raises(InterfaceError) as closed:
        cursor.execute("SELECT 1")
    assert told(closed.value).status_code == 500
