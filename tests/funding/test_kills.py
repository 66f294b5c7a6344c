"""kill -9 of any one process while people apply: what was acknowledged is there, to the cent, with its mail."""

import json
import os
import signal
import threading
import time
from contextlib import suppress
from http.cookiejar import Cookie
from typing import Any, LiteralString

import psutil
import psycopg
import pytest
from lxml import html

from portal.embedded import environment
from tests.running import SECONDS, Portal, Visitor, wait_for

pytestmark = pytest.mark.processes
LEARNERS, HANDS = 10, 4
KILLED = [
    *("web", "worker", "relay", "beat", "valkey", "postgres"),
    *("web worker", "worker process", "postgres process", "supervisor"),
]
#: The last ones press only when the process has been killed, so that it dies amid the crowd.
AFTERWARDS = 4

SENT_AND_RESERVED = """
    SELECT count(DISTINCT a.id), count(l.id)
    FROM funding_application a
    JOIN portal_user u ON u.id = a.learner_id
    LEFT JOIN funding_planline l ON l.application_id = a.id AND l.state = 'reserved'
    WHERE u.email = ANY(%(addresses)s) AND a.state = 'submitted'
"""
MAILED = 'SELECT count(DISTINCT "to") FROM portal_caughtmail WHERE "to" = ANY(%(addresses)s)'
#: What waits since yesterday, and for nobody.
LATE = """
    INSERT INTO portal_outboxmessage (key, task, payload, due, attempts, error)
    VALUES ('late', 'nobody.does_this', '{}', now() - interval '1 day', 0, '')
"""
NOT_LATE = "DELETE FROM portal_outboxmessage WHERE key = 'late'"
#: Both commands end with the exit code 0 when nothing is wrong; one start of Django for the two.
VERIFY = """
from django.core.management import call_command
for name in ("verify_ledger", "verify_decisions"):
    try:
        call_command(name)
    except SystemExit as end:
        assert end.code == 0, name
    else:
        raise AssertionError(name)
"""


def visitor_with(portal: Portal, session: str) -> Visitor:
    visitor = Visitor(portal)
    visitor.cookies.set_cookie(
        Cookie(
            0, "session", session, None, False, "127.0.0.1", False, False, "/", True, False, None, True, None, None, {}
        )
    )
    return visitor


def press_until_acknowledged(portal: Portal, learner: dict[str, str]) -> str:
    """Press the button again and again, as people do, until the receipt is on the screen; returns its address."""
    deadline, page = time.monotonic() + SECONDS, ""
    while time.monotonic() < deadline:
        visitor = visitor_with(portal, learner["session"])
        status, page = visitor.get(learner["path"])
        assert status != 500, page
        if status == 200 and "/mijn/aanvragen/" in visitor.at:
            return visitor.at  # sent by an earlier press whose answer was lost
        if status == 200 and (form := html.document_fromstring(page).xpath("//input[@name='seen']/@value")):
            status, page = visitor.post(learner["path"], consent="on", seen=str(form[0]))
            assert status != 500, page
            if status == 200 and "/mijn/aanvragen/" in visitor.at:
                return visitor.at
        time.sleep(0.5)  # people breathe between two presses, and what restarts gets the processor
    raise AssertionError(f"no receipt within {SECONDS:.0f} s\n{page}")


def process_of(portal: Portal, name: str) -> int:
    """The process id behind a name, 0 while there is none; "web worker" is a process that the web server started."""
    if name == "supervisor":
        assert portal.process
        return portal.process.pid
    child, *grandchild = name.split()
    if not grandchild:
        return portal.pid(child)
    with suppress(psutil.NoSuchProcess):
        return next((process.pid for process in psutil.Process(portal.pid(child)).children()), 0)
    return 0


def kill(portal: Portal, name: str) -> int:
    """Kill the process behind a name as soon as there is one; returns its id."""
    killed: list[int] = []

    def killed_it() -> bool:
        with suppress(ProcessLookupError, FileNotFoundError):  # it ended by itself, or starts now: the next look
            if number := process_of(portal, name):  # 0 would be our own group
                os.kill(number, signal.SIGKILL)
                killed.append(number)
        return bool(killed)

    wait_for(killed_it, what=f"a process of {name}")
    return killed[0]


def counted(portal: Portal, query: LiteralString, addresses: list[str]) -> tuple[int, ...]:
    """What the database of the running portal counts, asked as its owner: quicker than a start of Django."""
    owner = environment.read(portal.data)["DATABASE_OWNER_URL"]
    with psycopg.connect(owner) as connection:
        row = connection.execute(query, {"addresses": addresses}).fetchone()
    assert row
    return row


def change(portal: Portal, statement: LiteralString) -> None:
    """Done to the database of the running portal, by its owner."""
    with psycopg.connect(environment.read(portal.data)["DATABASE_OWNER_URL"]) as connection:
        connection.execute(statement)


def start_again(portal: Portal) -> None:
    """Killed without a word, it starts again on the same data, whatever lies there."""
    assert portal.process
    portal.process.wait(SECONDS)
    portal.wait_until_gone()
    # A process id that another process got meanwhile must not keep PostgreSQL from starting (reliability 2.1).
    stale = portal.servers / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n")
    portal.start()
    # Mail that waited meanwhile is late, and no reason to stay away.
    status, body = portal.get("/healthz/ready")
    assert (status, '"outbox": "late"' in body) == (503, True)
    change(portal, NOT_LATE)


@pytest.fixture(scope="session")
def crowds(portal: Portal) -> dict[str, list[dict[str, str]]]:
    """The learners of every test here, by what it kills: made at once, for each start of Django takes seconds."""
    result = portal.manage(
        *("shell", "--no-imports", "-c"),
        f"from tests.funding.crowd import prepare; print(prepare({KILLED!r}, {LEARNERS}))",
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, list[dict[str, str]]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("name", KILLED)
def test_nothing_acknowledged_is_lost(ready_portal: Portal, crowds: dict[str, list[dict[str, str]]], name: str) -> None:
    portal = ready_portal
    waiting, receipts, failures = list(crowds[name]), [], []
    lock, killing = threading.Lock(), threading.Event()

    def hand() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                learner = waiting.pop()
                last = len(waiting) < AFTERWARDS
            if last:
                killing.wait(SECONDS)
            try:
                receipt = press_until_acknowledged(portal, learner)
            except AssertionError as error:
                failures.append(error)
                return
            with lock:
                receipts.append((learner["email"], receipt))

    if name == "supervisor":
        change(portal, LATE)
    hands = [threading.Thread(target=hand, daemon=True) for _ in range(HANDS)]
    for thread in hands:
        thread.start()
    wait_for(lambda: len(receipts) >= LEARNERS // 3 or failures, what="the crowd gets going")
    killed = kill(portal, name)
    killing.set()
    if name == "supervisor":
        start_again(portal)
    for thread in hands:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in hands)
    assert failures == []
    assert len({receipt for _email, receipt in receipts}) == LEARNERS

    wait_for(lambda: process_of(portal, name) not in {0, killed}, what=f"restart of {name}")
    wait_for(lambda: portal.get("/healthz/ready")[0] == 200, what=lambda: f"ready again\n{portal.output}")
    addresses = [email for email, _receipt in receipts]
    assert counted(portal, SENT_AND_RESERVED, addresses) == (LEARNERS, LEARNERS)
    wait_for(
        lambda: counted(portal, MAILED, addresses) == (LEARNERS,), what=lambda: f"a mail for everybody\n{portal.output}"
    )


def test_after_all_that_was_killed_the_books_agree(ready_portal: Portal, crowds: dict[str, Any]) -> None:
    """Ledger and decisions of all crowds at once: what went wrong under any of them is still there."""
    verified = ready_portal.manage("shell", "--no-imports", "-c", VERIFY)
    assert verified.returncode == 0, verified.stdout + verified.stderr
