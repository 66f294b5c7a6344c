"""Free times of teams, one JSON line per figure: python -m bench.agenda (TEAMS, 200; ADVISERS a team, 20)

Every adviser works four days, in two parts a day, half of the times of four weeks are booked, one in ten is away for
a week and one in five follows a calendar elsewhere. What is measured is what a page asks: every free time of a team
over four weeks, from the database and through the pure rules, in this process; and the page of a region.
"""

import os
import sys
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter, process_time
from typing import Any

from bench.database import own_database

TEAMS, ADVISERS = int(os.environ.get("TEAMS", "200")), int(os.environ.get("ADVISERS", "20"))
#: Milliseconds that a person does not notice beside the rest of a page; queries that a page may take.
P95, QUERIES = 250, 25
#: A Monday morning; the four weeks after it have no change of the clock.
NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
PARTS = ((time(9), time(12, 30)), (time(13), time(17)))
WORKDAYS = (1, 2, 4, 5)
WEEKS, HALF = 4, 2


def main() -> int:
    with own_database():
        return measure()


def fill() -> None:
    """Teams spread over all regions, with their advisers, hours, talks, absences and busy times."""
    from django.db import connection
    from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

    from intake.agenda.slots import AMSTERDAM
    from intake.models import (
        Absence,
        Adviser,
        Appointment,
        AppointmentKind,
        BusyTime,
        Consent,
        OutsideCalendar,
        Team,
        WorkingHours,
    )
    from portal.people.enums import Role
    from portal.people.models import Membership, User
    from portal.regions.models import Region

    regions = list(Region.objects.order_by("slug"))
    teams = Team.objects.bulk_create(
        Team(region=regions[n % len(regions)], name=f"Team {n}", place="x", address="Plein 1") for n in range(TEAMS)
    )
    kinds = AppointmentKind.objects.bulk_create(
        AppointmentKind(team=team, name="Eerste gesprek", slug="eerste-gesprek", modes=["office", "video", "phone"])
        for team in teams
    )
    kind_of = {kind.team_id: kind for kind in kinds}
    users = User.objects.bulk_create(
        User(email=f"a{n}@voorbeeld.example", name=f"A {n}") for n in range(TEAMS * ADVISERS)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user, role=Role.ADVISER, region=teams[n % TEAMS].region, period=DateRange(date(2020, 1, 1), None)
        )
        for n, user in enumerate(users)
    )
    advisers = Adviser.objects.bulk_create(
        Adviser(user=user, team=teams[n % TEAMS], name=f"Adviseur {n}", languages=["nl"])
        for n, user in enumerate(users)
    )
    WorkingHours.objects.bulk_create(
        (
            WorkingHours(adviser=one, weekday=day, start=start, end=end, valid=DateRange(date(2026, 1, 1), None))
            for one in advisers
            for day in WORKDAYS
            for start, end in PARTS
        ),
        batch_size=5_000,
    )
    consent = Consent.objects.create(purpose="appointment", scope=[], text_version="bench")
    monday = NOW.astimezone(AMSTERDAM).date()

    def talks(n: int, one: Any) -> Any:
        for turn in range(WEEKS * len(WORKDAYS) * len(PARTS) * 3):
            if (turn + n) % HALF:
                continue
            part, hour = divmod(turn, 3)
            day = monday + timedelta(weeks=part // 8, days=WORKDAYS[part // 2 % 4] - 1)
            begin = datetime.combine(day, PARTS[part % 2][0], tzinfo=AMSTERDAM) + timedelta(hours=hour)
            yield Appointment(
                adviser=one,
                kind=kind_of[one.team_id],
                period=DateTimeTZRange(begin, begin + timedelta(minutes=45)),
                occupied=DateTimeTZRange(begin, begin + timedelta(hours=1)),
                mode="video",
                contact_name="x",
                contact_email="x@voorbeeld.example",
                origin="",
                consent=consent,
                token=f"{n}-{turn}",
                request_key=f"{n}-{turn}",
            )

    Appointment.objects.bulk_create(
        (talk for n, one in enumerate(advisers) for talk in talks(n, one)), batch_size=5_000
    )
    week = DateTimeTZRange(NOW + timedelta(days=7), NOW + timedelta(days=14))
    Absence.objects.bulk_create(Absence(adviser=one, period=week) for one in advisers[::10])
    calendars = OutsideCalendar.objects.bulk_create(
        OutsideCalendar(adviser=one, address=f"https://agenda.example/{n}.ics", read=NOW)
        for n, one in enumerate(advisers[::5])
    )
    BusyTime.objects.bulk_create(
        BusyTime(
            calendar=calendar,
            adviser_id=calendar.adviser_id,
            period=DateTimeTZRange(NOW + timedelta(days=day, hours=6), NOW + timedelta(days=day, hours=7)),
        )
        for calendar in calendars
        for day in range(28)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure() -> int:
    """Each team once, the pages of all regions, and how many queries a large team takes beside a small one."""
    import time_machine
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.figures import tell
    from intake.agenda.availability import offers_of
    from intake.models import Adviser, Appointment, AppointmentKind, Team
    from portal.regions.models import Region

    fill()
    print(f"{TEAMS} teams, {Adviser.objects.count()} advisers, {Appointment.objects.count()} talks", file=sys.stderr)
    took, worked, found, queries = [], [], 0, set()
    for team in Team.objects.all():
        kind = AppointmentKind.objects.get(team=team)
        with CaptureQueriesContext(connection) as asked:
            begun, busy = perf_counter(), process_time()
            advisers = list(Adviser.objects.at_work(NOW.date()).filter(team=team))
            found += len(offers_of([(one, kind) for one in advisers], NOW))
            took.append((perf_counter() - begun) * 1_000)
            worked.append((process_time() - busy) * 1_000)
        queries.add(len(asked))
    well = tell("free times of a team, p95", _p95(took), "ms", against=P95, target=1, n=TEAMS)
    well &= tell("free times of a team, median", sorted(took)[len(took) // 2], "ms", against=P95, target=1, n=TEAMS)
    # What this process itself works, also while others keep the machine busy; the database's own time is not in it.
    well &= tell("processor time of it, p95", _p95(worked), "ms", against=P95, target=1, n=TEAMS)
    well &= tell("queries for a team", max(queries), "queries", against=10, target=1, n=TEAMS)
    print(f"{found} free times; queries per team: {sorted(queries)}", file=sys.stderr)
    client, pages, most = Client(headers={"host": "localhost"}), [], 0
    with time_machine.travel(NOW, tick=True):
        for region in Region.objects.filter(teams__isnull=False).distinct():
            with CaptureQueriesContext(connection) as asked:
                begun = perf_counter()
                answer = client.get(f"/orienteren/{region.slug}/")
                pages.append((perf_counter() - begun) * 1_000)
            most = max(most, len(asked))
            assert answer.status_code == 200, answer.status_code
    print(f"a region has {TEAMS / len(pages):.1f} teams", file=sys.stderr)
    well &= tell("page of a region, p95", _p95(pages), "ms", against=1_500, target=1, n=len(pages))
    well &= tell("queries of that page", most, "queries", against=QUERIES, target=1, n=len(pages))
    return 0 if well else 1


def _p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
