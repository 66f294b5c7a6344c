"""Dashboards over many applications, one JSON line per figure: python -m bench.dashboards (APPLICATIONS, a million)

The applications are made in the database at once: one learner and one course, places, work, sectors and levels drawn
evenly, over five funds and a year; half of them decided, with a movement of money for each. What is measured is
counting all of them, counting a thousand that changed, and the pages as staff get them from the view, in this process.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_MODE", "test")
APPLICATIONS = int(os.environ.get("APPLICATIONS", "1000000"))
VISITS = 40
FUNDS = 5

APPLICATION = """
INSERT INTO funding_application (id, number, learner_id, course_id, state, version, learner_name, learner_phone,
    course_snapshot, calculation, own_cents, consent_id, origin, waits, left_out, insists, submitted)
SELECT gen_random_uuid(), 'B' || n, %(learner)s, %(course)s,
       (ARRAY['decided', 'settled', 'withdrawn', 'running'])[1 + n %% 4], 1, 'x', '', '{}',
       jsonb_build_object('facts', jsonb_build_object('values', jsonb_build_object(
           'employment', (ARRAY['employee', 'self_employed', 'unemployed', 'agency_worker'])[1 + (n / 4) %% 4],
           'residence', place.code, 'course.sector', 'sector' || n %% 12, 'course.level', 'mbo_' || 1 + n %% 4))),
       (n %% 5) * 10000, %(consent)s, '', false, '[]', '[]', now() - (n %% 360) * interval '1 day'
  FROM generate_series(1, %(number)s) n
  JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place FROM portal_municipality) place
    ON place.place = n %% 342
"""
LINE = """
INSERT INTO funding_planline (id, application_id, scheme_version_id, fund_id, budget_id, scheme_name, position, cents,
    parts, insisted, to_check, state, version, round, granted_cents, due, warned)
SELECT gen_random_uuid(), a.id, v.id, s.fund_id, b.id, 'x', 1, 100000, '[]', false, '[]',
       CASE WHEN a.turn %% 20 = 0 THEN 'in_review' WHEN a.turn %% 3 = 0 THEN 'refused' ELSE 'granted' END, 1, 1,
       CASE WHEN a.turn %% 20 <> 0 AND a.turn %% 3 <> 0 THEN 100000 END, current_date + (a.turn %% 60)::int - 5, 0
  FROM (SELECT id, row_number() OVER () AS turn FROM funding_application) a
  JOIN (SELECT DISTINCT ON (v.scheme_id) v.id, v.scheme_id, dense_rank() OVER (ORDER BY v.scheme_id) - 1 AS place
          FROM funding_schemeversion v JOIN funding_budget b ON b.scheme_id = v.scheme_id) v
    ON v.place = a.turn %% %(funds)s
  JOIN funding_scheme s ON s.slug = v.scheme_id
  JOIN funding_budget b ON b.scheme_id = v.scheme_id
"""
PREPARATION = """
INSERT INTO funding_preparation (id, line_id, verdict, cents, reasons, hardship, prepared_by_id, at)
SELECT id, id, 'refuse', 0, 'x', false, %(learner)s, now() FROM funding_planline WHERE state <> 'in_review'
"""
DECISION = """
INSERT INTO funding_decision (id, line_id, kind, preparation_id, verdict, asked_cents, cents, reasons, hardship,
    limit_cents, prepared_by_id, decided_by_id, at)
SELECT id, id, 'first', id, 'refuse', cents, 0, 'x', false, cents, %(learner)s, %(learner)s, now()
  FROM funding_planline WHERE state <> 'in_review'
"""
LEDGER = """
INSERT INTO funding_ledgerentry (budget_id, line_id, movement, cents, earmarked, key, at)
SELECT l.budget_id, l.id, 'reserve', l.cents, 0, 'bench:' || l.id, a.submitted
  FROM funding_planline l JOIN funding_application a ON a.id = l.application_id
"""
TOUCH = "INSERT INTO funding_figuretouched (application) SELECT id FROM funding_application LIMIT 1000"


def main() -> int:
    """Start servers, make the applications, count and look."""
    from tests import servers

    root = Path(tempfile.mkdtemp(prefix="doorleren-bench-"))
    root.chmod(0o755)
    try:
        os.environ.update(servers.start(root), STATIC_ROOT=str(root / "static"))
        (root / "static").mkdir()
        import django

        django.setup()
        return measure()
    finally:
        servers.stop()
        shutil.rmtree(root, ignore_errors=True)


def fill() -> None:
    """Make the applications with a line each, and a decision on most."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from courses.models import Course
    from funding.schemes.loading import load_schemes
    from intake.models import Consent
    from tests.people import make_user

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    load_schemes(demo=True)
    from bench.courses import fill as fill_courses

    fill_courses(1, timezone.localdate())
    learner = make_user("Lena")
    consent = Consent.objects.create(purpose="application", scope=[], text_version="x", user=learner)
    values = {
        "learner": learner.pk,
        "course": Course.objects.values_list("pk", flat=True)[0],
        "consent": consent.pk,
        "number": APPLICATIONS,
        "funds": FUNDS,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        # Without triggers and the checks of foreign keys, which look at each row: lines begin in the middle of their
        # way, and what refers to what is certain here. Afterwards everything counts as changed, once.
        cursor.execute("SET session_replication_role = replica")
        for name in ("APPLICATION", "LINE", "PREPARATION", "DECISION", "LEDGER"):
            start = perf_counter()
            cursor.execute(globals()[name], values)
            print(f"made {name.lower()} rows in {perf_counter() - start:.1f} s", file=sys.stderr)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SELECT funding_forget_figures()")
        cursor.execute("ANALYZE")


def measure() -> int:
    """Counting anew, and the pages of a fund and of the country."""
    from django.db import connection
    from django.test import Client

    from bench.figures import tell
    from funding.applications.models import PlanLine
    from funding.figures.counting import refresh_figures
    from funding.figures.models import Figure
    from portal.people.enums import Role
    from tests.people import give_role, log_in, make_user

    fill()
    start = perf_counter()
    refresh_figures()
    well = tell("counting everything", perf_counter() - start, "s", against=1_800, target=1, n=1)
    with connection.cursor() as cursor:
        cursor.execute(TOUCH)
    start = perf_counter()
    refresh_figures()
    well &= tell("counting a thousand changes", perf_counter() - start, "s", against=10, target=1, n=1)
    print(f"{PlanLine.objects.count()} lines, {Figure.objects.count()} rows of figures", file=sys.stderr)
    fund = str(PlanLine.objects.values_list("fund", flat=True)[0])
    staff = make_user("Anna")
    give_role(staff, Role.FUND_ADMINISTRATOR, fund)
    give_role(staff, Role.PORTAL_MANAGER)
    client = log_in(Client(headers={"host": "localhost"}), staff)
    for name, key in (("a fund", f"fonds-{fund}"), ("the country", "land"), ("a region", "regio-groningen")):
        took = []
        for _visit in range(VISITS):
            begun = perf_counter()
            answer = client.get("/medewerkers/fonds/cijfers/", {"van": key})
            took.append((perf_counter() - begun) * 1_000)
            assert answer.status_code == 200, answer.status_code
        took.sort()
        well &= tell(f"dashboard of {name}, p95", took[int(0.95 * VISITS)], "ms", against=1_000, target=1, n=VISITS)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
