"""Who has the care for the person of a talk: its adviser, until it was handed over."""

from django.db.models import F, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import Coalesce

from intake.agenda.enums import UNPROVEN
from intake.agenda.models import Adviser, Appointment
from intake.care.enums import Who
from intake.care.models import HandOver, PlanStep


def in_care_of(adviser: Adviser) -> Q:
    """Talks whose person this adviser cares for now."""
    last = HandOver.objects.filter(appointment=OuterRef("pk")).order_by("-at", "-id").values("to")[:1]
    now = Coalesce(Subquery(last), F("adviser_id"), output_field=UUIDField())
    cared = Appointment.objects.proven().annotate(carer_now=now).filter(carer_now=adviser.pk)
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


def has_plan(appointment: Appointment) -> bool:
    """The shared plan has a goal and somebody's step."""
    kinds = set(PlanStep.objects.filter(appointment=appointment).values_list("who", flat=True))
    return Who.GOAL in kinds and bool(kinds - {Who.GOAL})
