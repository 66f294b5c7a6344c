"""Finding teams, advisers, their hours and their appointments."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import F, Q

from intake.agenda.enums import CANCELLED, STANDING, UNPROVEN, AppointmentStatus, Audience
from portal.people.enums import Role


class AdviserQuerySet[M: models.Model](models.QuerySet[M]):
    def at_work(self, on: date) -> Self:
        """Advisers who hold that role in their team's region on this day, with their team and its region.

        ``works_until`` is the first day on which they no longer do; None is open.
        """
        return (
            self.filter(
                user__is_active=True,
                user__memberships__role=Role.ADVISER,
                user__memberships__region=F("team__region"),
                user__memberships__period__contains=on,
            )
            .annotate(works_until=F("user__memberships__period__endswith"))
            .select_related("team__region")
        )


class WorkingHoursQuerySet[M: models.Model](models.QuerySet[M]):
    def valid_between(self, first: date, last: date) -> Self:
        """Hours that hold on at least one day from first to last, both included."""
        return self.filter(valid__overlap=DateRange(first, last, "[]"))


class PeriodQuerySet[M: models.Model](models.QuerySet[M]):
    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Those of which some time lies between start and end (end not included)."""
        return self.filter(period__overlap=DateTimeTZRange(start, end))


class AppointmentQuerySet[M: models.Model](PeriodQuerySet[M]):
    def booked(self) -> Self:
        """Those that will be held: not cancelled, and confirmed where that is needed."""
        return self.filter(status=AppointmentStatus.BOOKED)

    def standing(self) -> Self:
        """Those that will be held unless something changes: booked, or asked for and not answered yet."""
        return self.filter(status__in=STANDING)

    def taking_time(self, now: datetime) -> Self:
        """Those that stand, and those that somebody can still confirm."""
        return self.filter(Q(status__in=STANDING) | Q(status=AppointmentStatus.UNCONFIRMED, confirm_until__gt=now))

    def unconfirmed(self) -> Self:
        """Those of which nobody has shown yet that the address is theirs."""
        return self.filter(status=AppointmentStatus.UNCONFIRMED)

    def proven(self) -> Self:
        """Those of people who showed that the address is theirs: all that an adviser sees."""
        return self.exclude(status__in=UNPROVEN)

    def shown_as(self, show: str, now: datetime) -> Self:
        """Talks that were or are today, the latest first; by one of the filters of ``intake.advice.caseload``.

        ``vervolg``: those to come back to, the earliest first. ``open``: over, and nobody
        told whether the person came. ``zonder``: nothing came of it yet. ``niet``: no-shows.
        """
        past = self.filter(period__startswith__lte=now).exclude(status__in=[*CANCELLED, *UNPROVEN])
        match show:
            case "vervolg":
                return self.filter(record__follow_up__isnull=False).order_by("record__follow_up", "pk")
            case "zonder":
                past = past.filter(record=None, advice=None).exclude(
                    status__in=[AppointmentStatus.EXCUSED, AppointmentStatus.NO_SHOW]
                )
            case "open":
                past = past.filter(status=AppointmentStatus.BOOKED, period__endswith__lte=now)
            case "niet":
                past = past.filter(status=AppointmentStatus.NO_SHOW)
        return past.order_by("-period", "pk")

    def with_everything(self) -> Self:
        """With kind, adviser, team, region and who referred: what a page about one appointment shows."""
        return self.select_related("kind", "adviser__team__region", "referrer")


class KindQuerySet[M: models.Model](models.QuerySet[M]):
    def offered(self) -> Self:
        """Those that did not end."""
        return self.filter(ended=None)

    def bookable_by(self, *audiences: Audience) -> Self:
        """Those offered to one of these."""
        return self.offered().filter(audience__in=audiences)


class HoldQuerySet[M: models.Model](PeriodQuerySet[M]):
    def of_others(self, holder: str, now: datetime) -> Self:
        """Those that still count for somebody else than this holder."""
        return self.filter(until__gt=now).exclude(holder=holder)
