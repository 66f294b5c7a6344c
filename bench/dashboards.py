"""Dashboards over many applications, one JSON line per figure: python -m bench.dashboards (APPLICATIONS, a million)

The applications are made in the database at once: five by every four learners, for one course, places, work, sectors
and levels drawn evenly, over five funds and a year; half of them decided, with a movement of money for each. What is
measured is counting all of them, counting a thousand that changed, and the pages as staff get them from the view, in
this process.
What was made is kept in BENCH_DATA (a folder per number of applications) and used again; AGAIN=1 makes it anew.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_MODE", "test")
APPLICATIONS = int(os.environ.get("APPLICATIONS", "1000000"))
KEPT = Path(os.environ.get("BENCH_DATA", Path(tempfile.gettempdir()) / "doorleren-bench-dashboards"))
VISITS = 40
FUNDS = 5
#: As production has it (docs/operations.md), but for what makes a crash harmless: the rows can be made again.
OPTIONS = {"autovacuum": "on", "shared_buffers": "1GB", "max_wal_size": "8GB", "maintenance_work_mem": "512MB"}

# The id of a learner is their number, so that nothing need be looked up.
LEARNER = """
INSERT INTO portal_user (id, email, password, name, phone, language, is_active, is_demo, created)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'b' || n || '@voorbeeld.example', '!', 'x', '',
       'nl', true, false, now()
  FROM generate_series(0, %(number)s * 4 / 5) n
"""
APPLICATION = """
INSERT INTO funding_application (id, number, learner_id, course_id, state, version, learner_name, learner_phone,
    course_snapshot, calculation, own_cents, consent_id, origin, waits, left_out, insists, submitted)
SELECT uuidv7(), 'B' || n,
       ('00000000-0000-7000-8000-' || lpad(to_hex(n %% (%(number)s * 4 / 5 + 1)), 12, '0'))::uuid, %(course)s,
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
SELECT uuidv7(), a.id, v.id, s.fund_id, b.id, 'x', 1, 100000, '[]', false, '[]',
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

    root = KEPT / str(APPLICATIONS)
    made = root / "made"  # written when every row is there
    if os.environ.get("AGAIN") or not made.exists():
        shutil.rmtree(root, ignore_errors=True)
    for folder in (KEPT, root, root / "static"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    try:
        os.environ.update(servers.start(root, OPTIONS), STATIC_ROOT=str(root / "static"))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        if not made.exists():
            fill()
            made.touch()
        return measure()
    finally:
        servers.stop()


def fill() -> None:
    """Make the applications with a line each, and a decision on most."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from courses.models import Course
    from funding.schemes.loading import load_schemes
    from intake.models import Consent
    from tests.people import make_user

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
        # way, and what refers to what is certain here.
        cursor.execute("SET session_replication_role = replica")
        for name in ("LEARNER", "APPLICATION", "LINE", "PREPARATION", "DECISION", "LEDGER"):
            start = perf_counter()
            cursor.execute(globals()[name], values)
            print(f"made {name.lower()} rows in {perf_counter() - start:.1f} s", file=sys.stderr)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def measure() -> int:
    """Counting anew, and the pages of a fund and of the country."""
    from django.db import connection
    from django.test import Client

    from bench.figures import tell
    from funding.applications.models import PlanLine
    from funding.figures.counting import count_anew, refresh_figures
    from funding.figures.models import Figure
    from portal.people.enums import Role
    from tests.people import give_role, log_in, make_user

    start = perf_counter()
    count_anew()
    well = tell("counting everything", perf_counter() - start, "s", against=1_800, target=1, n=1)
    with connection.cursor() as cursor:
        cursor.execute(TOUCH)
    start = perf_counter()
    refresh_figures()
    well &= tell("counting a thousand changes", perf_counter() - start, "s", against=10, target=1, n=1)
    print(f"{PlanLine.objects.count()} lines, {Figure.objects.count()} rows of figures", file=sys.stderr)
    fund = str(PlanLine.objects.values_list("fund", flat=True)[0])
    staff = make_user(f"Anna{uuid4().hex}")  # the database is kept: there is one of every run
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
