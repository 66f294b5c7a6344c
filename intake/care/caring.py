"""Who has the care for the person of a talk: its adviser, until it was handed over. And which talks share a plan."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from intake.agenda.enums import UNPROVEN
from intake.agenda.models import Adviser, Appointment
from intake.care.enums import Who
from intake.care.models import HandOver, PlanStep


def in_care_of(adviser: Adviser) -> Q:
    """Talks whose person this adviser cares for now."""
    last = HandOver.objects.filter(appointment=OuterRef("pk")).order_by("-at", "-id").values("to")[:1]
    now = Coalesce(Subquery(last), F("adviser_id"), output_field=UUIDField())
    cared = Appointment.objects.proven().filter(erased=None).annotate(carer_now=now).filter(carer_now=adviser.pk)
    return Q(pk__in=cared.values("pk"))


def seen_by(adviser: Adviser) -> Q:
    """Talks that this adviser held, and those that were ever handed to them: both sides keep seeing it."""
    theirs = Q(adviser=adviser) | Q(pk__in=HandOver.objects.filter(to=adviser).values("appointment"))
    return theirs & ~Q(status__in=UNPROVEN)


def carer_of(appointment: Appointment) -> Adviser:
    """Who has the care now, with user and team."""
    last = HandOver.objects.filter(appointment=appointment).first()
    pk = last.to_id if last else appointment.adviser_id
    return Adviser.objects.select_related("user", "team").get(pk=pk)


def with_same_person(appointment: Appointment) -> QuerySet[Appointment]:
    """Every proven talk of this person with the same team, this one too: what they plan there is one plan.

    A person is known again by their answers, else by the mail address they showed to be theirs.
    """
    same = Q(pk=appointment.pk)
    if appointment.profile_id:
        same |= Q(profile=appointment.profile_id)
    if appointment.contact_email:
        address = Q(contact_email__iexact=appointment.contact_email)
        same |= address & Q(profile=None) if appointment.profile_id else address
    return Appointment.objects.filter(same, adviser__team=appointment.adviser.team_id).exclude(status__in=UNPROVEN)


def steps_of(appointment: Appointment) -> QuerySet[PlanStep]:
    """Goals and steps of the plan of this person, in whichever of their talks they were agreed."""
    return PlanStep.objects.filter(appointment__in=with_same_person(appointment))


def has_plan(appointment: Appointment) -> bool:
    """The shared plan has a goal and somebody's step."""
    kinds = set(steps_of(appointment).values_list("who", flat=True))
    return Who.GOAL in kinds and bool(kinds - {Who.GOAL})
