"""Keeping a plan, writing messages, and handing the care for somebody to a colleague."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from intake.agenda.models import Adviser, Appointment
from intake.care.caring import steps_of, with_same_person
from intake.care.enums import Who
from intake.care.errors import EnoughSteps, NotYours
from intake.care.models import HandOver, PlanStep, TalkMessage
from portal.brands.models import Brand
from portal.mail.actions import send_mail, was_mailed
from portal.people.models import User
from portal.record.audit import record

MOST_STEPS = 30
#: While a message lies unread, its reader gets no other mail of it within this time.
ONE_MAIL = timedelta(hours=1)


@transaction.atomic
def add_step(appointment: Appointment, who: Who, text: str, due: date | None, *, by: User) -> PlanStep:
    """Add a goal or a step to the plan of the person of this talk. Raises EnoughSteps."""
    # One at a time for this person, in whichever of their talks.
    list(with_same_person(appointment).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    if steps_of(appointment).count() >= MOST_STEPS:
        raise EnoughSteps
    made = PlanStep.objects.create(appointment=appointment, who=who, text=text, due=None if who == Who.GOAL else due)
    record(by, "add_plan_step", made, chain=appointment.adviser.team.region_id)
    return made


def tick(step: PlanStep, *, done: bool) -> None:
    """Note that a step is done, or that it is not after all."""
    PlanStep.objects.filter(pk=step.pk, done__isnull=done).update(done=Now() if done else None)


def drop(step: PlanStep) -> None:
    """Take a step out of the plan."""
    PlanStep.objects.filter(pk=step.pk).delete()


@transaction.atomic
def write(
    appointment: Appointment, text: str, *, author: User | None, carer: Adviser | None, brand: Brand
) -> TalkMessage:
    """Send a message, and a mail that it is there: to the ``carer`` of the person, or to the person with None.

    Several at a stretch are one mail (ONE_MAIL). ``appointment`` comes with adviser and team, ``carer`` with user.
    """
    since = timezone.now() - ONE_MAIL
    unread = TalkMessage.objects.filter(appointment=appointment, from_person=carer is not None, read=None)
    waiting = unread.filter(at__gt=since).exists()
    message = TalkMessage.objects.create(
        appointment=appointment, from_person=carer is not None, author=author, text=text
    )
    if carer is None:
        settle(appointment)
    if carer is not None:
        to, name, language = carer.user.email, carer.first_name, carer.user.language
        path = reverse("intake:case", args=[appointment.pk])
    else:
        to, name, language = appointment.contact_email, appointment.contact_name, appointment.language
        path = reverse("intake:own_case", args=[appointment.token])
    # That a message waits tells nothing to a colleague who took over since, nor to who was mailed long before it.
    if to and not (waiting and was_mailed("talk_message_waiting", to, since)):
        context = {"name": name, "link": appointment.origin + path, "brand": brand}
        send_mail("talk_message_waiting", to=to, context=context, language=language)
    return message


def settle(appointment: Appointment) -> None:
    """What the person wrote was answered, or needs no answer: it waits for the adviser no longer."""
    TalkMessage.objects.unanswered().filter(appointment=appointment).update(settled=Now())


def mark_read(appointment: Appointment, *, by_person: bool) -> None:
    """What the other side wrote was read."""
    unread = TalkMessage.objects.filter(appointment=appointment, from_person=not by_person, read__isnull=True)
    unread.update(read=Now())


@transaction.atomic
def hand_over(
    appointment: Appointment, by: Adviser, to: Adviser, note: str, *, seen: Adviser, brand: Brand
) -> HandOver:
    """Give the care for a person to a colleague, and tell both; the person hears who it is from now on.

    ``seen`` is who had the care on the page that was looked at. Raises NotYours when ``by`` has it no more.
    """
    Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    last = HandOver.objects.filter(appointment=appointment).first()
    if (last.to_id if last else appointment.adviser_id) != by.pk or seen.pk != by.pk:
        raise NotYours
    made = HandOver.objects.create(appointment=appointment, by=by, to=to, note=note)
    link = appointment.origin + reverse("intake:case", args=[appointment.pk])
    context = {"name": to.first_name, "colleague": by.name, "link": link, "brand": brand}
    send_mail("handed_over", to=to.user.email, context=context, language=to.user.language)
    if appointment.contact_email:
        link = appointment.origin + reverse("intake:own_case", args=[appointment.token])
        context = {"name": appointment.contact_name, "was": by.name, "adviser": to.name, "link": link, "brand": brand}
        send_mail("other_adviser", to=appointment.contact_email, context=context, language=appointment.language)
    record(by.user, "hand_over", appointment, chain=appointment.adviser.team.region_id, to=str(to.pk))
    return made
