"""A worker that dies in the middle of a proposal, or of an adoption, leaves nothing half done.

What a killed process leaves is a connection that ends: here the database ends it, at a moment that is certain.
"""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import F
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.budgets import ledger
from funding.budgets.enums import Order
from funding.budgets.models import Budget
from funding.steering import adopting
from funding.steering.enums import RunState
from funding.steering.errors import CannotAdopt
from funding.steering.models import Choice, RunBudget
from funding.steering.running import ask_run
from portal.celery import app
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import OutboxMessage
from tests.funding.making import budget_of, make_application
from tests.outbox import work_off
from tests.people import give_role
from tests.running import wait_for

FUND = "het-noorden-leert-door"
#: Who waits for a lock on a table.
WAITING = "SELECT pid FROM pg_locks WHERE relation = %s::regclass AND NOT granted"


def elsewhere() -> dict[str, Any]:
    """Where to connect for a connection of its own."""
    where = connection.get_connection_params()
    return {key: where[key] for key in ("dbname", "user", "password", "host", "port") if where.get(key)}


def killed_while_writing(table: str, work: Callable[[], object]) -> BaseException | None:
    """Let ``work`` run until it writes to this table, and end its connection there; what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except (OperationalError, InterfaceError) as error:
            raised.append(error)
        finally:
            connections.close_all()

    with psycopg.connect(**elsewhere()) as holding, psycopg.connect(**elsewhere(), autocommit=True) as looking:
        holding.execute(f"LOCK TABLE {table} IN SHARE MODE")  # type: ignore[arg-type]  # a name of ours
        worker = Thread(target=run)
        worker.start()
        wait_for(lambda: looking.execute(WAITING, [table]).fetchone(), 60, f"something writes to {table}")
        for (pid,) in looking.execute(WAITING, [table]).fetchall():
            looking.execute("SELECT pg_terminate_backend(%s)", [pid])
        worker.join(60)
        assert not worker.is_alive()
    return raised[0] if raised else None


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_starts_again_and_a_killed_adoption_gives_nobody_money(
    course: Course, today: date, anna: User, bram: User
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    Budget.objects.filter(scheme=FUND).update(ceiling=0, order=Order.FREE)
    for name in ("Lena", "Mo"):
        make_application(course, today, name, waits=True)
    work_off()
    asked = sum(PlanLine.objects.filter(fund=FUND).values_list("cents", flat=True))
    Budget.objects.filter(scheme=FUND).update(ceiling=asked)

    run = ask_run([FUND], anna, emphasis="heads")
    message = OutboxMessage.objects.get(task="funding.steer")
    app.loader.import_default_modules()
    # By now the budgets of the run are written, and the first choice is about to be.
    killed_while_writing("funding_choice", lambda: app.tasks["funding.steer"](message.pk))
    run.refresh_from_db()
    assert (run.state, RunBudget.objects.count(), Choice.objects.count()) == (RunState.ASKED, 0, 0)
    OutboxMessage.objects.filter(pk=message.pk, done=None).update(due=timezone.now())  # after the pause
    work_off()
    run.refresh_from_db()
    assert (run.state, Choice.objects.count()) == (RunState.READY, 2)

    (adoption,) = adopting.prepare(run, [budget_of(FUND)], anna)
    # By now the adoption counts, and the first money is about to move.
    assert killed_while_writing("funding_ledgerentry", lambda: adopting.adopt([adoption], bram))
    adoption.refresh_from_db()
    assert adoption.adopted is None
    assert set(PlanLine.objects.filter(fund=FUND).values_list("state", flat=True)) == {LineState.WAITING}
    assert adopting.adopt([adoption], bram) == 2
    assert set(PlanLine.objects.filter(fund=FUND).values_list("state", flat=True)) == {LineState.RESERVED}
    assert ledger.differences() == []


@pytest.mark.django_db(transaction=True)
def test_a_budget_that_moves_while_the_proposal_is_worked_out_makes_it_stale(
    course: Course, today: date, anna: User
) -> None:
    """Everything is worked out and about to be written down; then money moves in a budget of the proposal."""
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    Budget.objects.filter(scheme=FUND).update(ceiling=0, order=Order.FREE)
    make_application(course, today, "Lena", waits=True)
    work_off()
    Budget.objects.filter(scheme=FUND).update(ceiling=PlanLine.objects.get(fund=FUND).cents)
    run = ask_run([FUND], anna, emphasis="heads")
    message = OutboxMessage.objects.get(task="funding.steer")
    app.loader.import_default_modules()

    def work() -> None:
        try:
            app.tasks["funding.steer"](message.pk)
        finally:
            connections.close_all()

    with psycopg.connect(**elsewhere()) as holding, psycopg.connect(**elsewhere(), autocommit=True) as looking:
        holding.execute("LOCK TABLE funding_choice IN SHARE MODE")
        worker = Thread(target=work)
        worker.start()
        wait_for(lambda: looking.execute(WAITING, ["funding_choice"]).fetchone(), 60, "choices are about to be written")
        Budget.objects.filter(scheme=FUND).update(ceiling=F("ceiling") + 1)
        holding.rollback()
        worker.join(60)
        assert not worker.is_alive()
    run.refresh_from_db()
    assert (run.state, Choice.objects.count()) == (RunState.STALE, 1)
    with pytest.raises(CannotAdopt):
        adopting.prepare(run, [budget_of(FUND)], anna)
