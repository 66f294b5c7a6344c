"""Following an adviser's calendar elsewhere: which one, and reading it as if it were hostile."""

from datetime import timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from intake.agenda.models import Adviser
from intake.busy.enums import Problem
from intake.busy.limiting import no_more_work_than
from intake.busy.models import BusyTime, OutsideCalendar
from intake.busy.reading import MOST_BYTES, Unreadable, busy_times
from portal.fetching import NoAnswer, NotAllowed, TooSlow, answer_of
from portal.record import outbox

SECONDS = 30.0
#: So long a calendar is worked out; a year of a full one takes less than a second.
MOST_WORK = 20.0
PAUSE = timedelta(minutes=15)
MOST_AT_ONCE = 200


@transaction.atomic
def follow(adviser: Adviser, address: str) -> None:
    """Follow this calendar instead of another one. Until it was read, no time of the adviser is offered."""
    OutsideCalendar.objects.filter(adviser=adviser).delete()
    calendar = OutsideCalendar.objects.create(adviser=adviser, address=address)
    outbox.put("intake.read_calendar", f"calendar:{calendar.pk}", calendar_id=calendar.pk)


def stop(adviser: Adviser) -> None:
    """No longer follow a calendar; what it said is forgotten."""
    OutsideCalendar.objects.filter(adviser=adviser).delete()


def read(calendar: OutsideCalendar, *, allow_loopback: bool = False) -> None:
    """Read a calendar and keep when its adviser is busy. When that fails what was known stays, with the problem.

    ``allow_loopback`` is for tests only.
    """
    now = timezone.now()
    # Before it is read: one that ends its worker does not come first again, before all others.
    OutsideCalendar.objects.filter(pk=calendar.pk).update(tried=now)
    try:
        content = _fetch(calendar.address, allow_loopback=allow_loopback)
        with no_more_work_than(MOST_WORK):
            periods = busy_times(content, now)
    except Unreadable as failed:
        OutsideCalendar.objects.filter(pk=calendar.pk).update(problem=failed.problem, tried=now)
        return
    with transaction.atomic():
        # Of two at once the second waits; a calendar that is gone meanwhile stays gone.
        if not OutsideCalendar.objects.select_for_update().filter(pk=calendar.pk, address=calendar.address).exists():
            return
        BusyTime.objects.filter(calendar=calendar).delete()
        BusyTime.objects.bulk_create(
            BusyTime(calendar=calendar, adviser_id=calendar.adviser_id, period=DateTimeTZRange(one.start, one.end))
            for one in periods
        )
        OutsideCalendar.objects.filter(pk=calendar.pk).update(problem="", tried=now, read=now)


def read_all() -> int:
    """Read every calendar whose turn it is; returns how many. One that cannot be read holds up no other."""
    due = list(OutsideCalendar.objects.to_read(timezone.now(), PAUSE)[:MOST_AT_ONCE])
    for calendar in due:
        read(calendar)
    return len(due)


def _fetch(address: str, *, allow_loopback: bool) -> bytes:
    try:
        with answer_of(address, seconds=SECONDS, allow_loopback=allow_loopback) as response:
            if 300 <= response.status < 400:
                raise Unreadable(Problem.MOVED)
            if response.status >= 500 or response.status == 429:
                raise Unreadable(Problem.NO_ANSWER)
            if response.status != 200:
                raise Unreadable(Problem.MISSING)
            content = response.read(MOST_BYTES + 1)
    except NotAllowed as error:
        raise Unreadable(Problem.REFUSED) from error
    except TooSlow as error:
        raise Unreadable(Problem.TOO_SLOW) from error
    except NoAnswer as error:
        raise Unreadable(Problem.NO_ANSWER) from error
    return content
