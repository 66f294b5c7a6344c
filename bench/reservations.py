"""Reservations on one hot budget: the ledger's one statement against SELECT FOR UPDATE, UPDATE and INSERT.

Both write the same entry and move the same counter. They take turns on the same machine, so that what else runs on it
slows both. Afterwards a ceiling for half of the askers: exactly that half gets money.
"""

import threading
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from uuid import UUID, uuid4

from bench.figures import tell

CLIENTS = (16, 32, 64)
SECONDS, ROUNDS = 4.0, 3
CENTS = 1_000
ASKERS = 2_000
#: At least so many times the rate of the peer.
FASTER = 1.3

type Work = Callable[[UUID], object]


def measure() -> bool:
    """Print a line per number of clients; whether all targets were reached. Leaves a budget without a scheme behind."""
    budget, well = _budget(), True
    for clients in CLIENTS:
        ours, theirs = [], []
        for _round in range(ROUNDS):
            ours.append(_rate(clients, lambda line: _ours(budget, line)))
            theirs.append(_rate(clients, lambda line: _theirs(budget, line)))
        name, against = f"reservations, {clients} clients", round(median(theirs), 1)
        well &= tell(name, median(ours), "1/s", against=against, target=FASTER, n=ROUNDS, at_least=True)
    return well & _half(budget)


def _half(budget: UUID) -> bool:
    """Give money for half of those who ask, and see that exactly they get it."""
    from django.db.models import F

    from funding.budgets.models import Budget

    Budget.objects.filter(pk=budget).update(ceiling=F("reserved") + ASKERS // 2 * CENTS)
    got: list[bool] = []
    _run(CLIENTS[-1], lambda line: got.append(_ours(budget, line)), enough=lambda: len(got) >= ASKERS)
    found = Budget.objects.get(pk=budget)
    served, n = sum(got), len(got)
    well = tell("askers served, money for half", served, "askers", against=ASKERS // 2, target=1, n=n)
    well &= served == ASKERS // 2
    over = max(found.used - found.ceiling, 0)
    well &= tell("over the ceiling", over, "cents", against=1, target=0, n=n)
    return well & tell("between counters and entries", _differ(), "cents", against=1, target=0, n=n)


def _differ() -> int:
    from funding.budgets import ledger

    return sum(abs(a - b) for one in ledger.differences() for a, b in zip(one.counters, one.entries, strict=True))


def _budget() -> UUID:
    """A budget for more than anybody asks; what it hangs on does not matter to the ledger, so nothing is checked."""
    from django.db import connection
    from django.db.backends.postgresql.psycopg_any import DateRange

    from funding.budgets.models import Budget

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        found = Budget.objects.create(scheme_id="hot", period=DateRange(date(2026, 1, 1), None), ceiling=10**15)
        cursor.execute("SET session_replication_role = DEFAULT")
    return found.pk


def _ours(budget: UUID, line: UUID) -> bool:
    from funding.budgets import ledger
    from funding.budgets.errors import BudgetExhausted

    try:
        ledger.reserve(budget, line, CENTS)
    except BudgetExhausted:
        return False
    return True


def _theirs(budget: UUID, line: UUID) -> bool:
    """As it is mostly done: lock the row, look, write both."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT ceiling - reserved - committed - paid - kept FROM funding_budget WHERE id = %s FOR UPDATE", [budget]
        )
        if cursor.fetchone()[0] < CENTS:
            return False
        cursor.execute("UPDATE funding_budget SET reserved = reserved + %s WHERE id = %s", [CENTS, budget])
        cursor.execute(
            "INSERT INTO funding_ledgerentry (budget_id, line_id, movement, cents, earmarked, key)"
            " VALUES (%s, %s, 'reserve', %s, 0, %s)",
            [budget, line, CENTS, f"reserve:{line}"],
        )
        return True


def _rate(clients: int, work: Work) -> float:
    """How many a second so many clients do together."""
    until = time.monotonic() + SECONDS
    started = time.perf_counter()
    done = _run(clients, work, enough=lambda: time.monotonic() > until)
    return done / (time.perf_counter() - started)


def _run(clients: int, work: Work, *, enough: Callable[[], bool]) -> int:
    """Let so many threads work, each on a connection of its own, each time for another line; how often they did."""
    from django.db import connection

    done, problems, ready = [0] * clients, list[Exception](), threading.Barrier(clients)

    def client(place: int) -> None:
        try:
            with connection.cursor() as cursor:
                # The line that an entry is of does not exist here: only the budget is hot.
                cursor.execute("SET session_replication_role = replica")
            ready.wait()
            while not (enough() or problems):
                work(uuid4())
                done[place] += 1
        except Exception as error:  # noqa: BLE001 - raised again by the thread that measures
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return sum(done)
