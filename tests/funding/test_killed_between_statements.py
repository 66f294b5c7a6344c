"""The connection dies between any two statements of applying, deciding and paying: then nothing of it happened.

Whichever process is killed, web, worker or database, PostgreSQL ends what it was doing for it; so each step is killed
after its first change, then after its second, and so on, until it comes through. In between everything is as before.
(tests/funding/test_kills.py kills whole processes, and sees that what was acknowledged is there.)
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection

from courses.models import Course
from funding.applications.enums import Verdict
from funding.applications.models import PlanLine
from funding.budgets.changing import propose_ceiling, transfer
from funding.budgets.models import Budget, BudgetTransfer, CeilingChange, LedgerEntry
from funding.decisions.actions import Finding, approve, decide
from funding.decisions.correcting import approve_correction, propose_correction
from funding.decisions.models import Decision
from funding.payments import batches
from funding.payments.bank_import import judge_bank_file
from funding.payments.models import Payment
from funding.settling.actions import approve_settlement, begin_recovery, receive, see_start, settle
from funding.settling.models import Instalment, Settlement
from funding.webhooks.actions import make_webhook
from funding.webhooks.enums import Event
from funding.webhooks.models import Delivery
from portal.people.models import Fund
from portal.record.models import AuditEvent, OutboxMessage
from tests.funding.making import make_draft, send
from tests.funding.paying import (
    FUND,
    all_agree,
    colleague,
    name_accounts,
    person_of,
    proposed,
    told_by_bank,
    whole,
)  # fmt: skip
from tests.people import make_user

#: The words a statement begins with that changes something; the ledger's begins with WITH.
CHANGES = ("INSERT", "UPDATE", "DELETE", "WITH KNOWN")


class _KilledAfter:
    """Ends the connection after so many changes, as the kernel or an operator would; what comes next fails."""

    def __init__(self, changes: int) -> None:
        self.left = changes

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(CHANGES):
            self.left -= 1
            if self.left == 0:
                _kill(connection.connection.info.backend_pid)
        return result


def _kill(backend: int) -> None:
    told = connection.get_connection_params()
    known = {name: told[name] for name in ("host", "port", "dbname", "user", "password") if told.get(name)}
    with psycopg.connect(**known) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 60000)", [backend]).fetchone() == (True,)


def _all_that_counts() -> list[Any]:
    """Every row that a step may change, as it is."""
    return [
        list(PlanLine.objects.order_by("pk").values_list("pk", "state", "version", "granted_cents", "settled_cents")),
        list(Budget.objects.order_by("pk").values_list("pk", "reserved", "committed", "paid", "kept", "ceiling")),
        list(Payment.objects.order_by("pk").values_list("pk", "state")),
        list(BudgetTransfer.objects.order_by("pk").values_list("pk", "state")),
        list(Instalment.objects.order_by("pk").values_list("pk", "received")),
        *(
            rows.objects.count()
            for rows in (LedgerEntry, Decision, Settlement, OutboxMessage, AuditEvent, Delivery, CeilingChange)
        ),
    ]


def through_kills(step: Callable[[], Any]) -> int:
    """Take a step that is killed after one change, after two, ..., until it comes through; how often it was killed."""
    before, kills = _all_that_counts(), 0
    assert all_agree()
    while True:
        try:
            with connection.execute_wrapper(_KilledAfter(kills + 1)):
                step()
        except (OperationalError, InterfaceError):  # nothing else goes wrong
            connection.close()
            assert _all_that_counts() == before  # and so all agrees that agreed before
            kills += 1
        else:
            assert _all_that_counts() != before
            assert all_agree()
            return kills


@pytest.mark.django_db(transaction=True)
def test_a_step_that_is_killed_did_not_happen(course: Course, today: date) -> None:
    anna, ingrid = colleague("Anna"), colleague("Ingrid")
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=0)
    fund = Fund.objects.get(pk=FUND)
    events = [Event.LINE, Event.DECISION, Event.PAYMENT]
    make_webhook(fund, "https://systeem.example/", events, anna, person_of(anna), "w")
    learner = make_user("Lena")
    draft = make_draft(learner, course)
    kills = {"submit": through_kills(lambda: send(draft, learner, today))}
    line = PlanLine.objects.get(fund=FUND)

    def now() -> PlanLine:
        return whole(line)

    finding = Finding(Verdict.GRANT, 100_000, "Je voldoet.")
    kills["prepare"] = through_kills(lambda: decide(now(), finding, anna, now().version))
    kills["approve"] = through_kills(lambda: approve(now(), ingrid, now().version))
    lower = propose_correction(now(), Finding(Verdict.GRANT, 90_000, "De prijs was lager."), anna, now().version)
    kills["correct"] = through_kills(lambda: approve_correction(now(), ingrid))
    assert (now().granted_cents, lower.cents) == (90_000, 90_000)
    budget = Budget.objects.select_related("scheme").get(scheme=FUND)
    raised = propose_ceiling(budget, budget.ceiling + 100_000, "Besluit 12.", anna)
    asked = BudgetTransfer.objects.select_related("source__scheme", "target__scheme").get(pk=raised.pk)
    kills["ceiling"] = through_kills(lambda: transfer(asked, ingrid))
    see_start(now(), today, anna)
    name_accounts(now(), anna)
    batch = proposed(anna)
    batches.check(batch, anna)
    kills["release"] = through_kills(lambda: batches.release(batch, today, ingrid))
    number = Payment.objects.get().number
    kills["pay"] = through_kills(lambda: told_by_bank(anna, (number, "900", "betaald"), name="a.csv"))
    back = told_by_bank(anna, (number, "900", "teruggekomen"), name="b.csv")
    kills["come back"] = through_kills(lambda: judge_bank_file(back, ingrid, person_of(ingrid), right=True))
    again = proposed(anna)
    batches.check(again, anna)
    batches.release(again, today, ingrid)
    number = Payment.objects.get(batch=again).number
    told_by_bank(anna, (number, "900", "betaald"), name="c.csv")
    settle(now(), 60_000, "Je deed niet alles.", anna, now().version)
    parts = ("line__fund", "line__application__learner", "line__scheme_version__scheme")
    settlement = Settlement.objects.select_related(*parts).get()
    kills["settle"] = through_kills(lambda: approve_settlement(settlement, ingrid))
    begin_recovery(now(), 1, anna)
    instalment = Instalment.objects.select_related("recovery__line__fund", "recovery__line__application").get()
    kills["recover"] = through_kills(lambda: receive(instalment, today, anna))
    # Each of them changes at least a line, the money and the trail.
    assert min(kills.values()) >= 3, kills
    budget = Budget.objects.get(scheme=FUND)
    assert (budget.reserved, budget.committed, budget.paid) == (0, 0, 60_000)
