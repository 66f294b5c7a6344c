"""The opening of a fund over a real wire: many press the button at once, and there is money for a quarter of them.

Everybody has a whole draft and an open session (made beforehand, not measured). HANDS clients take the next person as
soon as they are done with one: they open the last page, and press when there is something to press. What is held
afterwards is exactly what there was; who came too late is told so, and nobody sees a fault.
"""

import http.client
import json
import os
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from lxml import html

from bench.figures import tell
from bench.load import PATIENCE, ready, web_server
from bench.measuring import p95

PEOPLE = int(os.environ.get("PEOPLE", "10000"))
HANDS = int(os.environ.get("HANDS", "64"))
#: The slowest of a hundred waits at most so long for one answer.
SLOWEST = 5_000


@dataclass
class Seen:
    """What people got: milliseconds of each answer, how each ended, statuses from 500 or why no answer came."""

    took: list[float] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


def measure() -> bool:
    """Print a line per figure; whether all targets were reached."""
    from django.conf import settings
    from django.core.management import call_command

    from funding.budgets.models import Budget
    from tests.running import free_port

    call_command("collectstatic", interactive=False, verbosity=0)
    settings.DEMO = True  # only to load invented schemes and courses; the web server runs without
    call_command("load_schemes", verbosity=0)
    call_command("load_demo", verbosity=0)
    settings.DEMO = False
    people, first = _people(PEOPLE + 1)
    port = free_port()
    server = web_server(port)
    try:
        ready(port, server)
        budget, cents = _press_once(port, first)
        places = PEOPLE // 4
        found = Budget.objects.get(pk=budget)
        Budget.objects.filter(pk=budget).update(ceiling=found.used + found.kept + places * cents)
        started = time.perf_counter()
        seen = _rush(port, people)
        seconds = time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(PATIENCE)
    return _judge(seen, seconds, budget, places)


def _judge(seen: Seen, seconds: float, budget: str, places: int) -> bool:
    from funding.applications.models import PlanLine
    from funding.budgets import ledger
    from funding.budgets.models import Budget

    held = PlanLine.objects.filter(budget=budget, state="reserved").count() - 1
    left, n = Budget.objects.get(pk=budget).left, len(seen.took)
    print(
        json.dumps(
            {"people": PEOPLE, "hands": HANDS, "seconds": round(seconds, 1), "ends": seen.ends, "faults": seen.faults}
        ),
        flush=True,
    )
    well = tell("places given", held, "places", against=places, target=1, n=PEOPLE) & (held == places)
    well &= tell("money left", left, "cents", against=1, target=0, n=PEOPLE)
    well &= tell(
        "budgets that differ from their entries", len(ledger.differences()), "budgets", against=1, target=0, n=1
    )
    well &= tell("faults, or no answer", seen.faults.total(), "answers", against=1, target=0, n=n)
    slowest = sorted(seen.took)[int(n * 0.99)]
    tell("answer, p95", p95(seen.took), "ms", against=SLOWEST, target=1, n=n)
    well &= tell("answer, p99", slowest, "ms", against=SLOWEST, target=1, n=n)
    tell("people a second", PEOPLE / seconds, "1/s", against=1, target=1, n=PEOPLE, at_least=True)
    return well


def _people(number: int) -> tuple[list[dict[str, str]], dict[str, str]]:
    from tests.funding.crowd import prepare

    started = time.monotonic()
    found = json.loads(prepare(["rush"], number))["rush"]
    print(f"{number} people ready to press in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return found[1:], found[0]


def _press_once(port: int, person: dict[str, str]) -> tuple[str, int]:
    """One person goes before the others: from which budget their money comes, and how much a place is (cents)."""
    from funding.applications.models import PlanLine

    seen = Seen()
    _press(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), person, seen)
    line = PlanLine.objects.filter(state="reserved", application__learner__email=person["email"]).get()
    return str(line.budget_id), line.cents


def _rush(port: int, people: list[dict[str, str]]) -> Seen:
    seen, waiting = Seen(), list(reversed(people))

    def hand() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while True:
            try:
                person = waiting.pop()
            except IndexError:
                return
            try:
                seen.ends[_press(connection, person, seen)] += 1
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                seen.faults[type(error).__name__] += 1

    threads = [threading.Thread(target=hand) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _press(connection: http.client.HTTPConnection, person: dict[str, str], seen: Seen) -> str:
    """Open the last page and press; how it ended. Who finds that the plan changed looks once more, as people do."""
    cookies = {"session": person["session"]}
    for _try in range(2):
        status, page, _where = _ask(connection, person["path"], cookies, seen)
        boxes = html.document_fromstring(page).xpath("//input[@name='seen']/@value") if status == 200 else []
        if not boxes:
            return "told that there is no money" if status < 500 else "fault"
        form = {"consent": "on", "seen": boxes[0], "csrfmiddlewaretoken": cookies.get("csrf", "")}
        status, _page, where = _ask(connection, person["path"], cookies, seen, form)
        if status == 302 and "/mijn/aanvragen/" in where:
            return "sent"
    return "told that the plan changed" if status < 500 else "fault"


def _ask(
    connection: http.client.HTTPConnection,
    path: str,
    cookies: dict[str, str],
    seen: Seen,
    form: dict[str, str] | None = None,
) -> tuple[int, bytes, str]:
    """(status, body, where it leads); keeps cookies, and how long it took."""
    headers = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://localhost"}
    start = time.perf_counter()
    connection.request("POST" if form else "GET", path, body=urlencode(form) if form else None, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    seen.took.append((time.perf_counter() - start) * 1e3)
    for cookie in answer.msg.get_all("Set-Cookie") or ():
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    if answer.status >= 500:
        seen.faults[str(answer.status)] += 1
    return answer.status, body, urlsplit(answer.getheader("Location") or "").path
