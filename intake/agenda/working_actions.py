"""When an adviser works and when not, and the secret address of the agenda."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone

from intake.agenda.errors import Overlapping
from intake.agenda.links import new_token
from intake.agenda.models import Absence, Adviser, Appointment, WorkingHours
from intake.agenda.rebooking import rebook
from portal.brands.models import Brand
from portal.people.models import User


@transaction.atomic
def add_hours(adviser: Adviser, weekday: int, start: time, end: time, first: date, last: date | None) -> WorkingHours:
    """Work these hours from ``first`` up to and including ``last`` (None: for good). Raises Overlapping."""
    until = last + timedelta(days=1) if last else None
    try:
        with transaction.atomic():
            return WorkingHours.objects.create(
                adviser=adviser, weekday=weekday, start=start, end=end, valid=DateRange(first, until)
            )
    except IntegrityError as error:
        raise Overlapping from error


@transaction.atomic
def end_hours(adviser: Adviser, pk: int) -> None:
    """No longer work these hours from today; appointments that were made stay. Hours of somebody else stay too."""
    today = timezone.localdate()
    found = WorkingHours.objects.select_for_update().filter(adviser=adviser, pk=pk).first()
    if found is None:
        return
    if found.valid.lower and found.valid.lower < today:
        WorkingHours.objects.filter(pk=pk).update(valid=DateRange(found.valid.lower, today))
    else:
        found.delete()


def set_most_a_day(adviser: Adviser, number: int | None) -> None:
    """Have at most so many talks on one day, from now on; None: no limit. Talks that were booked stay."""
    Adviser.objects.filter(pk=adviser.pk).update(most_a_day=number)


def affected(adviser: Adviser, start: datetime, end: datetime) -> list[Appointment]:
    """The talks to come that lie in this time."""
    coming = Appointment.objects.standing().with_everything().select_related("consent").filter(adviser=adviser)
    return list(coming.filter(period__startswith__gt=timezone.now()).overlapping(start, end).order_by("period"))


@dataclass(frozen=True, slots=True)
class Rearranged:
    """What became of the talks in an absence: how many a colleague has now, and how many people choose anew."""

    taken_over: int = 0
    to_choose: int = 0


@transaction.atomic
def be_away(adviser: Adviser, start: datetime, end: datetime, *, rearrange: bool, by: User, brand: Brand) -> Rearranged:
    """Be away: no time is offered then. With ``rearrange`` each talk in it goes to a colleague who is free at the same
    time, else its person gets an invitation to choose another.
    """
    Absence.objects.create(adviser=adviser, period=DateTimeTZRange(start, end))
    done = [rebook(one, by=by, brand=brand) for one in affected(adviser, start, end)] if rearrange else []
    return Rearranged(done.count(True), done.count(False))


def be_back(adviser: Adviser, pk: int) -> None:
    """Not be away after all; only an absence of one's own."""
    Absence.objects.filter(adviser=adviser, pk=pk).delete()


def follow(adviser: Adviser) -> str:
    """A new secret address for the agenda; the old one shows nothing any more."""
    token = new_token()
    Adviser.objects.filter(pk=adviser.pk).update(feed_token=token)
    return token


def stop_following(adviser: Adviser) -> None:
    """No calendar can follow the agenda any more."""
    Adviser.objects.filter(pk=adviser.pk).update(feed_token=None)
