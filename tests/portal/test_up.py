"""`make run`: one command that starts everything, guards its data and port, and leaves nothing behind."""

import gzip
import http.client
import os
import pwd
import re
import shutil
import signal
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from lxml import html
from psycopg import sql

from portal.embedded.folder import can_reach
from tests.database import TEMPLATE
from tests.running import SECONDS, FirstStart, Portal, Visitor, free_port, owners_of, wait_for

pytestmark = [pytest.mark.processes]

type Make = Callable[..., Portal]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes portals on a data folder of their own; ends them after the test, however it went."""
    number = count()
    root = Path(tempfile.mkdtemp(prefix="doorleren-up-"))
    root.chmod(0o755)
    with ExitStack() as ending:  # one that does not end keeps no other from ending
        ending.callback(shutil.rmtree, root, ignore_errors=True)

        def portal(**given: Any) -> Portal:
            given.setdefault("environment", {"DEMO": "0"})
            one = Portal(given.pop("data", root / f"data{next(number)}"), **given)
            ending.callback(one.end)
            return one

        yield portal


def test_it_says_where_it_is_who_can_log_in_and_where_mail_is(portal: Portal) -> None:
    assert f"http://localhost:{portal.port}/" in portal.output
    assert "fondsbeheerder@doorleren.example" in portal.output
    assert "/demo/mail/" in portal.output


def test_mail_can_be_read_where_it_says(portal: Portal) -> None:
    """Through the outbox, the relay, the broker and the worker, and shown; the code in it opens the door."""
    visitor = Visitor(portal)
    visitor.get("/account/inloggen/")
    assert visitor.post("/account/inloggen/", email="post@voorbeeld.example")[0] == 200
    letters: list[str] = []

    def came() -> bool:
        page = html.document_fromstring(visitor.get("/demo/mail/")[1])
        letters[:] = page.xpath("//li[contains(., 'post@voorbeeld.example')]//a/@href")
        return bool(letters)

    wait_for(came, what=lambda: f"the mail with the code\n{portal.output}")
    code = re.search(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}\b", visitor.get(letters[0])[1])
    assert code
    visitor.get("/account/inloggen/code/")
    visitor.post("/account/inloggen/code/", code=code[0])
    assert visitor.get("/mijn/")[0] == 200


def test_it_is_alive_ready_and_knows_its_version(portal: Portal) -> None:
    assert portal.get("/healthz/live")[0] == 200
    wait_for(lambda: portal.get("/healthz/ready")[0] == 200, what="ready")
    body = portal.get("/healthz/ready")[1]
    assert ('"database": "ok"' in body, '"broker": "ok"' in body) == (True, True)
    assert '"version": "0.1.0"' in portal.get("/healthz/version")[1]


def test_browsers_that_keep_their_connections_open_keep_nobody_out(portal: Portal) -> None:
    """An open connection on which nothing is asked is no visitor that is busy: the opening of a fund has many."""
    with ExitStack() as open_ones:
        for _visitor in range(100):
            # Less than the half minute after which the server closes what nobody uses.
            browser = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=20)
            open_ones.callback(browser.close)
            browser.request("GET", "/healthz/live", headers={"Host": "localhost"})
            answer = browser.getresponse()
            answer.read()
            assert (answer.status, answer.will_close) == (200, False)


def test_a_second_start_on_the_same_data_is_refused(portal: Portal, make: Make) -> None:
    second = make(data=portal.data, port=free_port()).begin()
    assert second.process
    assert second.process.wait(SECONDS) == 1
    assert "Er draait al een portaal met de gegevens in" in portal.output
    assert portal.get("/healthz/live")[0] == 200


def test_a_second_start_on_the_same_port_is_refused(portal: Portal, make: Make) -> None:
    second = make(port=portal.port).begin()
    assert second.process
    assert second.process.wait(SECONDS) == 1
    assert f"poort {portal.port} op 127.0.0.1 is bezet" in second.output
    second.wait_until_gone()


def test_another_command_finds_the_running_portal_as_the_role_that_cannot_change_history(portal: Portal) -> None:
    code = (
        "from django.db import connection, Error\n"
        "with connection.cursor() as c:\n"
        "    c.execute('SELECT current_user'); print(c.fetchone()[0])\n"
        "    try:\n        c.execute('DELETE FROM portal_auditevent')\n"
        "    except Error as e: print(type(e.__cause__).__name__)\n"
        "    try:\n        c.execute('ALTER TABLE portal_auditevent DISABLE TRIGGER ALL')\n"
        "    except Error as e: print(type(e.__cause__).__name__)\n"
    )
    result = portal.manage("shell", "--no-imports", "-c", code)
    assert result.stdout.split() == ["portal_app", "InsufficientPrivilege", "InsufficientPrivilege"], result.stderr


def test_only_the_owner_can_read_the_secrets(portal: Portal) -> None:
    for path in [portal.data / "environment", *portal.data.glob("*.secret")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_home_page_is_light_enough_for_a_slow_phone(portal: Portal) -> None:
    """At most 60 kB of HTML, styles and scripts on their way; `make bench-pages` tells more."""

    def fetch(path: str) -> tuple[int, bytes]:
        request = urllib.request.Request(portal.address + path, headers={"Accept-Encoding": "br, gzip"})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            body = answer.read()
            plain = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
            return len(body), plain

    weight, home = fetch("/")
    parts = html.document_fromstring(home).xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert len(parts) >= 3
    assert weight + sum(fetch(str(part))[0] for part in parts) <= 60_000


def test_a_database_that_is_given_is_used_and_none_is_started(make: Make) -> None:
    """It has its tables already where this run has a database to copy; the other portals here make their own."""
    server = urlsplit(os.environ["DATABASE_URL"])
    given = server._replace(path="/given").geturl()
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
        template = sql.Identifier(TEMPLATE if known else "template1")
        connection.execute("DROP DATABASE IF EXISTS given WITH (FORCE)")
        connection.execute(sql.SQL("CREATE DATABASE given TEMPLATE {}").format(template))
        second = make(environment={"DATABASE_URL": given, "DEMO": "0"}).start()
        wait_for(lambda: second.get("/healthz/ready")[0] == 200, what="ready")
        started = {path.stem for path in (second.data / "logs").glob("*.pid")}
        assert started == {"valkey", "web", "worker", "beat", "relay"}
        with psycopg.connect(given) as inside:
            found = inside.execute("SELECT count(*) FROM portal_municipality").fetchone()
        assert found == (342,)
        second.end()
        connection.execute("DROP DATABASE given WITH (FORCE)")


def test_an_empty_portal_in_a_closed_home_has_no_demo_and_stops_at_ctrl_c_with_nothing_left(
    first_start: FirstStart,
) -> None:
    """Root runs the servers as an unprivileged user, which cannot enter that home."""
    assert first_start.statuses == {"/": 200, "/opleidingen/": 200, "/demo/mail/": 404}
    unprivileged = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    assert {first_start.owners[name] for name in ("postgres", "valkey-server")} == {unprivileged}
    assert first_start.rights_of_home == 0o700
    assert first_start.exit_code == 0  # and nothing was left: what stays keeps first_start waiting


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start it as somebody else")
def test_a_normal_user_can_start_it(make: Make) -> None:
    user = pwd.getpwnam("nobody")
    if not can_reach(Path(sys.executable).resolve(), user) or not can_reach(settings.BASE_DIR, user):
        pytest.skip(f"the interpreter {Path(sys.executable).resolve()} is closed to other users on this machine")
    portal = make(user=user.pw_uid)
    os.chown(portal.data.parent, user.pw_uid, user.pw_gid)
    portal.start()
    assert set(owners_of(portal.processes()).values()) == {"nobody"}


# What ends the shared portal comes last. How it starts again after it was killed: tests/funding/test_kills.py.


def test_what_keeps_dying_ends_the_portal_with_a_reason(ready_portal: Portal) -> None:
    portal = ready_portal
    assert portal.process

    def gave_up() -> bool:
        assert portal.process
        with suppress(FileNotFoundError, ProcessLookupError, ValueError):
            os.kill(portal.pid("relay"), signal.SIGKILL)
        return portal.process.poll() is not None

    wait_for(gave_up, what="giving up")
    assert portal.process.returncode == 1
    assert "relay stopte 5 keer binnen een minuut" in portal.output
    portal.wait_until_gone()
