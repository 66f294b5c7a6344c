"""How long talks are kept: so long after the last contact of a person and their team (GDPR art. 5(1)(e))."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from intake.advice.models import Advice, RecommendedCourse, Record
from intake.agenda.enums import UNPROVEN
from intake.agenda.models import Appointment
from intake.care.caring import with_same_person
from intake.care.models import HandOver, PlanStep, TalkMessage
from intake.fund_forms.models import FilledForm
from portal.pages.privacy import span

#: Of notes of advice one to two years is usual: long enough for a course and the question after it.
KEPT = timedelta(days=2 * 365)
#: So long before, who got advice is told, and the adviser finds it in their caseload.
TOLD_AHEAD = timedelta(days=30)


def last_contact(appointment: Appointment) -> datetime:
    """When this person and this team last had contact, in any of their talks; ahead when one is to come."""
    rows = with_last_contact(with_same_person(appointment))
    return rows.aggregate(last=Max("last_contact"))["last"] or appointment.end


def kept_until(appointment: Appointment) -> datetime:
    """From when a talk is erased, if nobody has contact before."""
    return last_contact(appointment) + KEPT


@dataclass(frozen=True, slots=True)
class Kept:
    """From when a talk is erased, and after how long without contact, in words."""

    until: datetime
    term: str


def kept(appointment: Appointment) -> Kept | None:
    """Until when this talk is kept; None while a talk of this person is to come."""
    last = last_contact(appointment)
    return Kept(last + KEPT, span(KEPT)) if last <= timezone.now() else None


def with_last_contact(rows: QuerySet[Appointment, Any]) -> QuerySet[Any, Any]:
    """Each with ``last_contact``: of this talk itself, what was written after it, and what was agreed or done of it."""
    found = [
        F("period__endswith"),
        _latest(TalkMessage, "at"),
        _latest(PlanStep, "added"),
        _latest(PlanStep, "done"),
        _latest(Record, "changed"),
        _latest(Advice, "given"),
        _latest(RecommendedCourse, "at"),
        _latest(FilledForm, "filled"),
        _latest(HandOver, "at"),
    ]
    return rows.annotate(last_contact=Greatest(*found, output_field=DateTimeField()))


def quiet_since(moment: datetime) -> QuerySet[Any, Any]:
    """Talks not erased yet of whose person the team heard nothing after this moment, in any of their talks.

    A person is known again as ``caring.with_same_person`` does.
    """
    newer = with_last_contact(Appointment.objects.filter(adviser__team=OuterRef("adviser__team")))
    newer = newer.filter(last_contact__gt=moment).exclude(status__in=UNPROVEN)
    by_address = newer.filter(contact_email__iexact=OuterRef("contact_email")).exclude(contact_email="")
    return (
        # Their own time first: of all others nothing has to be looked up.
        with_last_contact(Appointment.objects.filter(erased=None, period__endswith__lte=moment))
        .filter(last_contact__lte=moment)
        .exclude(Exists(newer.filter(profile=OuterRef("profile"))))
        .exclude(Exists(by_address.filter(profile=None)))
        .exclude(Q(profile=None) & Exists(by_address))
    )


def _latest(model: type[Model], field: str) -> Subquery:
    """The latest moment in this field of what hangs on a talk."""
    of_talk = model._default_manager.filter(appointment=OuterRef("pk")).order_by().values("appointment")
    return Subquery(of_talk.annotate(last=Max(field)).values("last"))
