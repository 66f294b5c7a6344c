"""Decisions that can be proven, and what gives itself away when it was changed."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from courses.models import Course
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.decisions.actions import Finding, decide
from portal.people.enums import Role
from tests.funding.making import make_application
from tests.people import give_role, make_user

pytestmark = pytest.mark.django_db


def run(command: str) -> tuple[int, dict[str, Any]]:
    """Exit code and report of a command."""
    output = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(command, stdout=output)
    return int(str(ended.value.code)), json.loads(output.getvalue())


@pytest.fixture
def decided(course: Course, today: date) -> Application:
    application = make_application(course, today, employer_contribution=25_000)
    line = PlanLine.objects.select_related("fund", "application").get(application=application, state="reserved")
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, line.fund_id)
    decide(line, Finding(Verdict.GRANT, line.cents, "Akkoord."), anna, line.version)
    return application


def tamper(sql: str, *values: Any) -> None:
    """Change the database with every guard off, as only its superuser can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_everything_that_was_sent_and_decided_is_proven(decided: Application) -> None:
    assert run("verify_decisions") == (0, {"applications": 1, "decisions": 1, "mismatches": []})
    code, report = run("verify_ledger")
    assert (code, report["differences"], report["broken_audit_events"]) == (0, [], [])


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        (
            "UPDATE funding_application "
            "SET calculation = jsonb_set(calculation, '{facts,values,residence}', '\"GM0518\"')",
            "calculation/",
        ),
        ("UPDATE funding_schemeversion SET terms = jsonb_set(terms, '{cap_per_course}', '1')", "calculation/"),
        ("UPDATE funding_planline SET cents = cents + 1", "lines"),
        ("UPDATE funding_application SET own_cents = 5", "own_cents"),
        (
            "WITH gone AS (DELETE FROM funding_schemeversion WHERE scheme_id = 'stap' RETURNING id) "
            "DELETE FROM funding_schemeexample WHERE version_id IN (SELECT id FROM gone)",
            "calculation: KeyError",
        ),
    ],
)
def test_what_was_changed_afterwards_is_found(decided: Application, sql: str, where: str) -> None:
    tamper(sql)
    code, report = run("verify_decisions")
    assert code == 1
    assert any(path.startswith(where) for path in report["mismatches"][0]["where"]), report


def test_a_lost_ledger_entry_is_found(decided: Application) -> None:
    tamper("DELETE FROM funding_ledgerentry WHERE movement = 'commit'")
    code, report = run("verify_ledger")
    assert code == 1
    assert len(report["differences"]) == 1
