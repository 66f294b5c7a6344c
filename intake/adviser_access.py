"""What is an adviser's own: the agenda with its hours, the talks they held or took over, and their caseload."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.utils import timezone

from intake.advice.kept import KeptCaseload
from intake.advice.models import RecommendedCourse, Record
from intake.agenda.enums import CANCELLED, STANDING
from intake.agenda.models import Absence, Adviser, Appointment, WorkingHours
from intake.busy.models import OutsideCalendar
from intake.care.caring import in_care_of, seen_by
from intake.care.keeping import KEPT as TERM
from intake.care.keeping import TOLD_AHEAD, quiet_since
from intake.care.models import PlanStep, TalkMessage
from portal.access import Person, page_of, person, refuse
from portal.mail.models import ReturnedAddress
from portal.mail.returned import KEPT, unreachable
from portal.people.enums import Role


def own_agenda(request: HttpRequest) -> Adviser:
    """The agenda of this adviser, or 404."""
    return agenda_of(person(request)) or refuse(request, "agenda", "own")


def agenda_of(who: Person) -> Adviser | None:
    """The agenda of who is an adviser now; None for who has none."""
    return Adviser.objects.select_related("user").filter(user=who.user).first() if who.has(Role.ADVISER) else None


def own_hours(adviser: Adviser) -> list[WorkingHours]:
    """The hours that this adviser works now or later, by weekday."""
    today = timezone.localdate()
    return list(
        WorkingHours.objects.filter(adviser=adviser).valid_between(today, date.max).order_by("weekday", "start")
    )


def own_absences(adviser: Adviser) -> list[Absence]:
    """When this adviser is away, now or later."""
    coming = Absence.objects.filter(adviser=adviser, period__endswith__gt=timezone.now())
    return list(coming.order_by("period")[:100])


@dataclass(frozen=True, slots=True)
class FollowedCalendar:
    """A calendar elsewhere; ``believed`` while it was read recently enough to offer times beside it."""

    calendar: OutsideCalendar
    believed: bool


def outside_calendar(adviser: Adviser) -> FollowedCalendar | None:
    """The calendar elsewhere that this adviser's busy times come from, and whether what it says still counts."""
    found = OutsideCalendar.objects.filter(adviser=adviser).first()
    return FollowedCalendar(found, found.believed_at(timezone.now())) if found else None


def agenda_followed(token: str) -> Adviser:
    """The adviser, at work now, whose agenda has this secret address, or 404."""
    found = Adviser.objects.at_work(timezone.localdate()).filter(feed_token=token).first()
    if found is None:
        raise Http404("no such agenda")
    return found


def visit(request: HttpRequest, pk: UUID) -> Appointment:
    """A talk of this adviser, or one that was handed to them, with what came of it, or 404."""
    own = agenda_of(person(request))
    found = _with_outcome(Appointment.objects.filter(seen_by(own), pk=pk, erased=None)).first() if own else None
    return found or refuse(request, "visit", pk)


def own_visit(request: HttpRequest, pk: UUID) -> Appointment:
    """A talk that this adviser held themselves, or 404: notes of a talk are of who wrote them."""
    own, found = agenda_of(person(request)), visit(request, pk)
    return found if own and found.adviser_id == own.pk else refuse(request, "own visit", pk)


def holds(request: HttpRequest, appointment: Appointment) -> bool:
    """This adviser held or holds the talk themselves."""
    own = agenda_of(person(request))
    return own is not None and appointment.adviser_id == own.pk


#: Filters that also show talks to come.
ANY_DAY = {"plan", "bericht", "overgedragen"}


def caseload(request: HttpRequest, show: str, text: str) -> Page[Appointment] | None:
    """The talks of this adviser up to today, the latest first; None for who has no agenda.

    ``show`` is a filter of ``intake.advice.caseload``; ``text`` a part of a name.
    """
    own = agenda_of(person(request))
    if own is None:
        return None
    seen = Appointment.objects.filter(_among(show, own), erased=None)
    if show in ANY_DAY:
        rows = _with_outcome(seen.exclude(status__in=CANCELLED).order_by("-period", "pk"))
    else:
        rows = _with_outcome(seen.shown_as(show, timezone.now()))
    if text:
        rows = rows.filter(contact_name__icontains=text)
    return page_of(request, rows)


def kept_caseloads(own: Adviser) -> list[KeptCaseload]:
    """What this adviser keeps to look for among their people, by name."""
    return list(KeptCaseload.objects.filter(adviser=own))


def with_returned_mail(rows: QuerySet[Appointment], now: datetime) -> QuerySet[Appointment]:
    """Those of these talks to come whose person does not get our mail: it came back."""
    returned = ReturnedAddress.objects.filter(address=Lower(OuterRef("contact_email")), last__gt=now - KEPT)
    return rows.filter(Exists(returned), status__in=STANDING, period__startswith__gt=now)


def mail_came_back(appointment: Appointment) -> bool:
    """Our mail to the person of this talk came back."""
    return bool(unreachable([appointment.contact_email]))


def with_wrong_address(request: HttpRequest, pk: UUID) -> Appointment:
    """A talk to come of this adviser whose person does not get our mail, or 404."""
    own = Appointment.objects.with_everything().filter(adviser=own_agenda(request), pk=pk)
    return with_returned_mail(own, timezone.now()).first() or refuse(request, "talk with a wrong address", pk)


def _among(show: str, own: Adviser) -> Q:
    """The talks that a filter of the caseload begins with: those this adviser cares for, or those given away."""
    if show == "overgedragen":
        return seen_by(own) & ~in_care_of(own)
    if show == "gewist":
        # Of the own region only, in which people are handed over: else those of the whole country are looked at.
        soon = quiet_since(timezone.now() - TERM + TOLD_AHEAD).filter(adviser__team__region__teams=own.team_id)
        return in_care_of(own) & Q(pk__in=soon.values("pk"))
    if show == "bericht":
        return in_care_of(own) & Q(pk__in=TalkMessage.objects.unanswered().values("appointment"))
    if show == "plan":
        return in_care_of(own) & Q(pk__in=PlanStep.objects.filter(done=None).values("appointment"))
    return in_care_of(own)


def _with_outcome(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    courses = RecommendedCourse.objects.select_related("course__provider")
    return rows.select_related("kind", "adviser__team__region", "record", "advice").prefetch_related(
        Prefetch("recommended", courses)
    )


def follow_ups_due(who: Person) -> int:
    """How many people this adviser wanted to come back to by now."""
    own = agenda_of(who)
    return Record.objects.filter(appointment__adviser=own, follow_up__lte=timezone.localdate()).count() if own else 0
