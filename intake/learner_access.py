"""What a learner finds on "Mijn route" of talks, advice and consents: their own, and nobody else's."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from intake import access
from intake.advice.models import Advice, RecommendedCourse
from intake.agenda.enums import CANCELLED, UNPROVEN
from intake.agenda.models import Appointment
from intake.care.enums import Who
from intake.care.models import PlanStep
from intake.fund_forms.models import approved_forms
from intake.orientation.models import Orientation
from intake.profile.models import Consent
from portal.access import person, refuse
from portal.pages.remembering import OncePerRequest

#: So many talks stand on the page, those to come among them.
MOST_TALKS = 12
MOST_COURSES = 6


def talks(request: HttpRequest) -> tuple[list[Appointment], list[Appointment]]:
    """The talks to come, the first one first; and those of before, the last one first, with advice where it came.

    Each has ``unread``: how many messages of the adviser wait; and ``to_do``: the day, or None, of every step that was
    agreed in it and that this person still does.
    """
    user, found = person(request).user, access.known_profile(request)
    if user is None and found is None:
        return [], []
    now = timezone.now()
    # Who booked before they told anything has no answers to go by; the log-in proves the address.
    mine = Q(profile=None, contact_email__iexact=user.email) if user else Q()
    if found:
        mine |= Q(profile=found)
    rows = Appointment.objects.filter(mine).exclude(status__in=[*CANCELLED, *UNPROVEN])
    unread = Count("messages", filter=Q(messages__from_person=False, messages__read=None))
    steps = PlanStep.objects.filter(appointment=OuterRef("pk"), who=Who.PERSON, done=None).order_by("due").values("due")
    told = rows.select_related("adviser__team", "advice").annotate(
        number_unread=unread, days_to_do=ArraySubquery(steps)
    )
    latest = list(told.order_by("-period")[:MOST_TALKS])
    for one in latest:
        one.unread, one.to_do = one.number_unread, one.days_to_do
    return [one for one in reversed(latest) if one.start > now], [one for one in latest if one.start <= now]


@OncePerRequest
def recommended(request: HttpRequest) -> dict[UUID, tuple[str, str]]:
    """What advisers recommended to this person, the last first: course -> their note and their name."""
    found = access.known_profile(request)
    if found is None:
        return {}
    rows = (
        RecommendedCourse.objects.filter(appointment__profile=found, appointment__advice__isnull=False)
        .order_by("-at", "-pk")
        .values_list("course", "note", "appointment__adviser__name")
    )
    told: dict[UUID, tuple[str, str]] = {}
    for course, note, adviser in rows:
        if len(told) < MOST_COURSES:
            told.setdefault(course, (note, adviser))
    return told


def consents(request: HttpRequest) -> QuerySet[Consent]:
    """Everything that this person agreed to, the newest first; also before they had an account."""
    user, known = person(request).user, access.known_profile(request)
    mine = Q(user=user)
    if known:
        approved = Advice.objects.filter(appointment__profile=known, approved__isnull=False).values("approved")
        forms = approved_forms(known).values("approved")
        kept = Orientation.objects.filter(profile=known).values("consent")
        talks = Appointment.objects.filter(profile=known).values("consent")
        mine |= (
            Q(pk__in=approved) | Q(pk__in=forms) | Q(pk__in=kept) | Q(pk__in=talks) | Q(shared_result__profile=known)
        )
    return Consent.objects.filter(mine).order_by("-given", "-pk")


def consent(request: HttpRequest, pk: UUID) -> Consent:
    """One of them, or 404."""
    return consents(request).filter(pk=pk).first() or refuse(request, "consent", pk)
