"""kill -9 of any one process while people apply: what was acknowledged is there, to the cent, with its mail."""

import json
import os
import signal
import threading
import time
from contextlib import suppress
from http.cookiejar import Cookie
from typing import Any

import psutil
import pytest

from tests.running import SECONDS, Portal, Visitor, wait_for

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("portal")]
LEARNERS, HANDS = 12, 4
#: The last ones press only when the process has been killed, so that it dies amid the crowd.
AFTERWARDS = 4


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
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        visitor = visitor_with(portal, learner["session"])
        status, page = visitor.get(learner["path"])
        assert status != 500, page
        if status == 200 and "/mijn/aanvragen/" in visitor.at:
            return visitor.at  # sent by an earlier press whose answer was lost
        if status == 200:
            status, page = visitor.post(learner["path"], consent="on", seen=learner["seen"])
            assert status != 500, page
            if status == 200 and "/mijn/aanvragen/" in visitor.at:
                return visitor.at
        time.sleep(0.2)  # people breathe between two presses, and what restarts gets the processor
    raise AssertionError(f"no receipt within {SECONDS:.0f} s")


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


def report(portal: Portal, code: str) -> Any:
    result = portal.manage("shell", "--no-imports", "-c", code)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    "name",
    [
        *("web", "worker", "relay", "beat", "valkey", "postgres"),
        *("web worker", "worker process", "postgres process", "supervisor"),
    ],
)
def test_nothing_acknowledged_is_lost(ready_portal: Portal, name: str) -> None:
    portal = ready_portal
    crowd = report(portal, f"from tests.funding.crowd import prepare; print(prepare({name!r}, {LEARNERS}))")
    waiting, receipts, failures = list(crowd), [], []
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

    hands = [threading.Thread(target=hand) for _ in range(HANDS)]
    for thread in hands:
        thread.start()
    wait_for(lambda: len(receipts) >= LEARNERS // 3 or failures, what="the crowd gets going")
    killed = process_of(portal, name)
    os.kill(killed, signal.SIGKILL)
    killing.set()
    if name == "supervisor":
        assert portal.process
        portal.process.wait(SECONDS)
        wait_for(lambda: not portal.processes(), what="the kernel ends the children")
        portal.start()
    for thread in hands:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in hands)
    assert failures == []
    assert len({receipt for _email, receipt in receipts}) == LEARNERS

    wait_for(lambda: process_of(portal, name) not in {0, killed}, what=f"restart of {name}")
    wait_for(lambda: portal.get("/healthz/ready")[0] == 200, what=lambda: f"ready again\n{portal.output}")
    addresses = [email for email, _receipt in receipts]
    found = report(
        portal,
        "import json\n"
        "from funding.applications.models import Application\n"
        f"sent = Application.objects.filter(learner__email__in={addresses!r}, state='submitted')\n"
        "print(json.dumps([sent.count(), sum(l.count() for l in (a.lines.filter(state='reserved') for a in sent))]))",
    )
    assert found == [LEARNERS, LEARNERS]
    assert portal.manage("verify_ledger").returncode == 0
    assert portal.manage("verify_decisions").returncode == 0

    mails = (
        "import json\nfrom portal.mail.models import CaughtMail\n"
        f"print(json.dumps(CaughtMail.objects.filter(to__in={addresses!r}).values('to').distinct().count()))"
    )
    wait_for(lambda: report(portal, mails) == LEARNERS, what="a mail for everybody")
