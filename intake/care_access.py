"""Who reaches what goes on after a talk: its adviser, colleagues who took it over, and who holds its address."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from intake import access, adviser_access
from intake.agenda.models import Adviser, Appointment
from intake.care import keeping
from intake.care.caring import carer_of, in_care_of, steps_of
from intake.care.enums import Who
from intake.care.keeping import Kept
from intake.care.models import HandOver, PlanStep, TalkMessage
from portal.access import page_of, refuse
from portal.pages.privacy import span


@dataclass(frozen=True, slots=True)
class Task:
    """Something that an adviser has to do for somebody; ``step`` when it is one of a plan."""

    appointment: Appointment
    text: str
    due: date | None
    step: PlanStep | None = None

    @property
    def late(self) -> bool:
        """It is time, or past it."""
        return self.due is not None and self.due <= timezone.localdate()


def term() -> str:
    """After how long without contact a talk is erased, in words."""
    return span(keeping.KEPT)


def case(request: HttpRequest, pk: UUID) -> Appointment:
    """A talk of this adviser, or one that was handed to or by them, or 404. With ``carer``: who has it now."""
    return _with_carer(adviser_access.visit(request, pk))


def caring(request: HttpRequest, pk: UUID) -> Appointment:
    """A talk whose person this adviser has the care for now, or 404: who handed it over only reads along."""
    found = case(request, pk)
    mine = found.carer.pk == adviser_access.own_agenda(request).pk
    return found if mine else refuse(request, "care", pk)


def cares(request: HttpRequest, appointment: Appointment) -> bool:
    """This adviser has the care for the person of this talk now."""
    return carer_of(appointment).pk == adviser_access.own_agenda(request).pk


def own_case(request: HttpRequest, token: str) -> Appointment:
    """The talk whose address this is, or 404. With ``carer``."""
    return _with_carer(access.appointment(request, token))


def step(request: HttpRequest, appointment: Appointment, pk: str, *, of_person: bool = False) -> PlanStep:
    """A step of this plan, or 404; ``of_person``: one that the person does themselves."""
    try:
        found = steps_of(appointment).filter(pk=UUID(pk))
    except ValueError:
        refuse(request, "plan step", pk)
    if of_person:
        found = found.filter(who=Who.PERSON)
    return found.first() or refuse(request, "plan step", pk)


def plan_of(appointment: Appointment) -> dict[str, list[PlanStep]]:
    """The plan of the person of this talk: its goals, and its steps with the earliest day first."""
    steps = list(steps_of(appointment))
    return {
        "goals": [one for one in steps if one.who == Who.GOAL],
        "steps": sorted((one for one in steps if one.who != Who.GOAL), key=lambda one: one.due or date.max),
    }


def messages_of(request: HttpRequest, appointment: Appointment) -> Any:
    """The messages about this talk, the newest first, a page at a time."""
    return page_of(request, TalkMessage.objects.filter(appointment=appointment).select_related("author"))


def kept(appointment: Appointment) -> Kept | None:
    """Until when what was said in the talks of this person is kept; None while one is to come."""
    return keeping.kept(appointment)


def waits_for_answer(appointment: Appointment) -> bool:
    """The person wrote something that nobody answered."""
    return TalkMessage.objects.unanswered().filter(appointment=appointment).exists()


def hand_overs_of(appointment: Appointment) -> list[HandOver]:
    """Who gave it to whom, the newest first."""
    return list(HandOver.objects.filter(appointment=appointment).select_related("by", "to"))


def colleagues(appointment: Appointment, own: Adviser) -> list[Adviser]:
    """To whom it can be handed: who is at work now in the region of this talk."""
    at_work = Adviser.objects.at_work(timezone.localdate()).select_related("user")
    return list(at_work.filter(team__region=appointment.adviser.team.region_id).exclude(pk=own.pk).order_by("name"))


def tasks(request: HttpRequest) -> list[Task]:
    """What this adviser has to do for people they care for, the earliest first."""
    return tasks_of(adviser_access.own_agenda(request))


def tasks_of(own: Adviser, until: date | None = None) -> list[Task]:
    """Days to come back to, and own steps of plans; with ``until`` those of that day and before. Two queries."""
    cared_for = Appointment.objects.filter(in_care_of(own))
    back = cared_for.filter(record__follow_up__isnull=False, adviser=own).select_related("record")
    steps = PlanStep.objects.filter(appointment__in=cared_for, who=Who.ADVISER, done=None).select_related("appointment")
    if until:
        back, steps = back.filter(record__follow_up__lte=until), steps.filter(due__lte=until)
    found = [Task(one, one.record.follow_up_text, one.record.follow_up) for one in back]
    found += [Task(one.appointment, one.text, one.due, one) for one in steps]
    return sorted(found, key=lambda one: (one.due or date.max, one.text))


def _with_carer(found: Appointment) -> Appointment:
    found.carer = carer_of(found)
    return found
