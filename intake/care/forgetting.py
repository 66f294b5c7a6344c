"""Telling people that their talks will be erased, and erasing them: that there was one stays, without who or what."""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from intake.advice.actions import disapprove
from intake.advice.models import Advice, RecommendedCourse, Record
from intake.agenda.links import digest, new_token
from intake.agenda.models import ERASED, Appointment, FormerLink
from intake.care.caring import with_same_person
from intake.care.keeping import KEPT, TOLD_AHEAD, kept_until, quiet_since
from intake.care.models import HandOver, PlanStep, TalkMessage
from intake.fund_forms.models import FilledForm
from intake.profile.models import Consent
from intake.steering.numbers import who_applied
from portal.brands.current import plain_brand
from portal.mail.actions import send_mail
from portal.record.audit import record


def tell_before_erasing() -> int:
    """Mail who got advice, once, that their talk will be erased and where they can read it until then; how many."""
    now, number = timezone.now(), 0
    soon = quiet_since(now - KEPT + TOLD_AHEAD).exclude(pk__in=quiet_since(now - KEPT).values("pk"))
    soon = soon.filter(advice__isnull=False).exclude(contact_email="")
    untold = soon.filter(Q(told_of_erasing=None) | Q(told_of_erasing__lt=F("last_contact")))
    for pk in list(untold.order_by("-period", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            talk = _locked(pk)
            if not untold.filter(pk=pk).exists():
                continue  # told of another of their talks, or in touch meanwhile
            with_same_person(talk).update(told_of_erasing=now)
            link = talk.origin + reverse("intake:appointment", args=[talk.token])
            context = {"appointment": talk, "until": kept_until(talk), "link": link, "brand": plain_brand()}
            send_mail("talk_erased_soon", to=talk.contact_email, context=context, language=talk.language)
            number += 1
    return number


def erase_quiet_talks() -> int:
    """Erase talks of people of whom their team heard nothing for KEPT; returns how many.

    Each person in a transaction of its own. What was written meanwhile counts: a message waits for the talk's row.
    """
    number = 0
    for pk in list(quiet_since(timezone.now() - KEPT).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            talk = _locked(pk)
            if not quiet_since(timezone.now() - KEPT).filter(pk=pk).exists():
                continue  # erased with another talk of the same person, or in touch meanwhile
            talks = {pk, *with_same_person(talk).filter(erased=None).values_list("pk", flat=True)}
            wipe(talks)
            record(None, "erase_talk", talk, chain=talk.adviser.team.region_id, talks=len(talks))
            number += len(talks)
    return number


def wipe(pks: Collection[UUID]) -> None:
    """Wipe who these talks of one person were of and what was said; call it in a transaction.

    That there was a talk stays, with whether the person came and what kind of advice they got, for figures.
    """
    talks = Appointment.objects.filter(pk__in=pks)
    profiles = set(talks.exclude(profile=None).values_list("profile", flat=True))
    approved = Advice.objects.filter(appointment__in=pks, approved__isnull=False)
    for given in approved.select_related("appointment__profile"):
        if given.appointment.profile:
            disapprove(given, given.appointment.profile)
    Advice.objects.filter(appointment__in=pks).update(text=ERASED, approved=None)
    ending = set(talks.values_list("consent", flat=True))
    ending |= set(FilledForm.objects.filter(appointment__in=pks).values_list("approved", flat=True))
    Consent.objects.filter(pk__in=ending - {None}, withdrawn=None).update(withdrawn=Now())
    # Who still has a link is told that the talk is gone; of the link itself only its digest is kept.
    for pk, token in talks.filter(erased=None).values_list("pk", "token"):
        FormerLink.objects.create(appointment_id=pk, digest=digest(token))
    TalkMessage.objects.filter(appointment__in=pks).delete()
    PlanStep.objects.filter(appointment__in=pks).delete()
    HandOver.objects.filter(appointment__in=pks).update(note=ERASED)
    Record.objects.filter(appointment__in=pks).delete()
    FilledForm.objects.filter(appointment__in=pks).delete()
    RecommendedCourse.objects.filter(appointment__in=pks).update(note="")
    person, applied = uuid4(), bool(who_applied(profiles))
    for pk in pks:  # each gets an address of its own
        talks.filter(pk=pk).update(
            profile=None,
            contact_name=ERASED,
            contact_email="",
            contact_phone=Case(When(contact_phone="", then=Value("")), default=Value(ERASED)),
            hope="",
            told=[],
            wishes=[],
            token=new_token(),
            erased=Now(),
            former_person=person,
            former_applied=applied,
        )


def _locked(pk: UUID) -> Appointment:
    """A talk with its team; it and the others of its person wait for this transaction."""
    talk = Appointment.objects.select_related("adviser__team").get(pk=pk)
    list(with_same_person(talk).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return talk
