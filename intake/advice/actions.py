"""Recording what came of a talk; giving advice; the person letting funds know of it, and taking that back."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import Course
from intake.advice.enums import FACTS, AdviceKind
from intake.advice.errors import AlreadyApproved, EnoughCourses, EnoughKept, NoPlan, NotYet
from intake.advice.kept import KeptCaseload
from intake.advice.models import Advice, RecommendedCourse, Record
from intake.agenda.enums import OUTCOMES, STANDING, AppointmentStatus
from intake.agenda.errors import AlreadyBegun
from intake.agenda.missing import missed_often
from intake.agenda.models import Adviser, Appointment
from intake.agenda.telling import link_of, send_about, tell_freed
from intake.care.caring import has_plan
from intake.inviting.actions import Invitee, prepare
from intake.inviting.enums import Channel
from intake.inviting.sending import link_of as address_of
from intake.profile.actions import answer, give_consent, withdraw
from intake.profile.enums import Purpose, Source
from intake.profile.models import Answer, Consent, Profile
from portal.brands.current import plain_brand
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record import outbox
from portal.record.audit import record
from portal.templatetags.portal import day

#: The words beside the button of templates/intake/advice/given.html; a change of words is a new version.
CONSENT_TEXT = "advies-2026-11"
MOST_COURSES = 6
MOST_KEPT = 12
#: So long an adviser can mend that somebody did not come before that person is told.
MENDED_BY = timedelta(hours=1)
ADVICE_FACTS = ("advice_given", "advice_kind", "advice_date")


@dataclass(frozen=True, slots=True)
class Notes:
    """What an adviser writes down for themselves."""

    notes: str
    follow_up: date | None = None
    follow_up_text: str = ""


@transaction.atomic
def keep_caseload(adviser: Adviser, label: str, show: str, text: str) -> None:
    """Keep what an adviser looks for among their people; the same name again takes its place. Raises EnoughKept."""
    Adviser.objects.select_for_update(no_key=True, of=("self",)).get(pk=adviser.pk)
    mine = KeptCaseload.objects.filter(adviser=adviser)
    if mine.filter(label__iexact=label).update(label=label, show=show, text=text):
        return
    if mine.count() >= MOST_KEPT:
        raise EnoughKept
    KeptCaseload.objects.create(adviser=adviser, label=label, show=show, text=text)


def drop_caseload(adviser: Adviser, pk: int) -> None:
    """Keep it no longer; only one of one's own."""
    KeptCaseload.objects.filter(adviser=adviser, pk=pk).delete()


@transaction.atomic
def write_notes(appointment: Appointment, notes: Notes) -> Record:
    """Keep the adviser's notes instead of earlier ones."""
    return Record.objects.update_or_create(
        appointment=appointment,
        defaults={
            "notes": notes.notes,
            "follow_up": notes.follow_up,
            "follow_up_text": notes.follow_up_text if notes.follow_up else "",
            "changed": timezone.now(),
        },
    )[0]


@transaction.atomic
def came_back(appointment: Appointment) -> bool:
    """Note that the adviser came back to somebody on the day they meant to; False when there was no such day.

    What was to be done stays, as a line of the notes.
    """
    kept = Record.objects.select_for_update().filter(appointment=appointment, follow_up__isnull=False).first()
    if kept is None:
        return False
    with override("nl"):
        done = _("%(day)s: %(what)s (gedaan)") % {"day": day(timezone.localdate(), "date"), "what": kept.follow_up_text}
    kept.notes = f"{kept.notes}\n{done}".strip()
    kept.follow_up, kept.follow_up_text, kept.changed = None, "", timezone.now()
    kept.save(update_fields=["notes", "follow_up", "follow_up_text", "changed"])
    return True


@transaction.atomic
def mark(appointment: Appointment, outcome: AppointmentStatus, by: User) -> bool:
    """Note whether somebody came; can be mended. False for a cancelled talk. Raises NotYet before it begins."""
    if appointment.start > timezone.now():
        raise NotYet
    held = (*STANDING, *OUTCOMES)
    marked = Appointment.objects.filter(pk=appointment.pk, status__in=held).update(status=outcome)
    if marked and outcome == AppointmentStatus.NO_SHOW:
        # Somewhat later, so that a slip can be mended first; once for each talk.
        outbox.put(
            "intake.missed",
            f"missed:{appointment.pk}",
            due=timezone.now() + MENDED_BY,
            appointment_id=str(appointment.pk),
        )
    if marked:
        record(by, "mark", appointment, chain=appointment.adviser.team.region_id, status=str(outcome))
    return bool(marked)


@transaction.atomic
def tell_missed(appointment_id: UUID) -> None:
    """Invite who did not come to choose another time, unless that was mended meanwhile; who missed often must call."""
    missed = Appointment.objects.with_everything().filter(pk=appointment_id, status=AppointmentStatus.NO_SHOW).first()
    if missed and (missed.contact_email or missed.contact_phone):
        calls_first = missed_often(missed.adviser.team, missed.contact_email)
        choose = "" if calls_first else invite_again(missed)
        send_about("appointment_missed", missed, plain_brand(), choose=choose)


@transaction.atomic
def mend_address(appointment: Appointment, email: str, *, by: User, brand: Brand) -> bool:
    """Write to this mail address from now on, and mail the appointment there; False when it was mended meanwhile.

    ``appointment`` comes from ``adviser_access.with_wrong_address``: the old address was shown to reach nobody.
    """
    as_seen = Appointment.objects.standing().filter(pk=appointment.pk, contact_email=appointment.contact_email)
    if not as_seen.update(contact_email=email):
        return False
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_requested" if found.is_requested else "appointment_confirmed", found, brand)
    record(by, "mend_address", found, chain=found.adviser.team.region_id)
    return True


@transaction.atomic
def cancel_by_us(appointment: Appointment, by: User | None, brand: Brand) -> bool:
    """Cancel a talk to come and invite the person to choose another time. False when it was cancelled before.

    The invitation reminds them, and becomes a task of the team when they do not choose. Raises AlreadyBegun.
    """
    if appointment.start <= timezone.now():
        raise AlreadyBegun
    waiting = Appointment.objects.standing().filter(pk=appointment.pk)
    if not waiting.update(status=AppointmentStatus.CANCELLED_BY_US, sequence=F("sequence") + 1):
        return False
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_cancelled_by_us", found, brand, choose=invite_again(found))
    tell_freed(found)
    record(by, "cancel_by_us", found, chain=found.adviser.team.region_id, sequence=found.sequence)
    return True


def invite_again(appointment: Appointment) -> str:
    """The address of an invitation to book the same again, for the person of this talk; something else tells it."""
    by_mail = bool(appointment.contact_email)
    who = Invitee(
        appointment.contact_name,
        Channel.MAIL if by_mail else Channel.TEXT,
        appointment.contact_email,
        appointment.contact_phone,
        language=appointment.language,
    )
    if not by_mail and not appointment.contact_phone:
        return appointment.origin + reverse("intake:region", args=[appointment.adviser.team.region_id])
    return address_of(prepare(appointment.kind, appointment.adviser, who, appointment.origin))


@transaction.atomic
def give_advice(
    appointment: Appointment, kind: AdviceKind, referral: str, text: str, *, by: User, brand: Brand
) -> Advice:
    """Give advice, or mend it while nobody outside knows of it; the first time a mail tells the person.

    Raises AlreadyApproved, NoPlan (an ontwikkeladvies comes with a goal and a step of the shared plan).
    """
    if kind == AdviceKind.DEVELOPMENT and not has_plan(appointment):
        raise NoPlan
    before = Advice.objects.select_for_update().filter(appointment=appointment).first()
    if before is not None and before.approved_id:
        raise AlreadyApproved
    words = {"kind": kind, "referral": referral, "text": text}
    given, created = Advice.objects.update_or_create(
        appointment=appointment, defaults=words, create_defaults=words | {"given": timezone.now()}
    )
    if created:
        send_mail(
            "advice_given",
            to=appointment.contact_email,
            language=appointment.language,
            context={"appointment": appointment, "link": link_of(appointment), "brand": brand},
        )
    record(by, "advise", appointment, chain=appointment.adviser.team.region_id, kind=str(kind))
    return given


@transaction.atomic
def recommend(appointment: Appointment, course: Course, note: str) -> None:
    """Recommend a course, or change the note. Raises AlreadyApproved, EnoughCourses."""
    _refuse_when_approved(appointment)
    others = RecommendedCourse.objects.filter(appointment=appointment).exclude(course=course)
    if others.count() >= MOST_COURSES:
        raise EnoughCourses
    RecommendedCourse.objects.update_or_create(appointment=appointment, course=course, defaults={"note": note})


@transaction.atomic
def take_back(appointment: Appointment, course: Course) -> None:
    """No longer recommend a course. Raises AlreadyApproved."""
    _refuse_when_approved(appointment)
    RecommendedCourse.objects.filter(appointment=appointment, course=course).delete()


@transaction.atomic
def approve(advice: Advice, profile: Profile, *, by: User | None) -> None:
    """Let funds know of this advice: it becomes an answer of this person for each course that was recommended.

    A referral is no advice about a course: then only the consent is kept. Twice is once.
    """
    locked = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    if locked.approved_id:
        return
    locked.approved = give_consent(Purpose.ADVICE, scope=["funds"], text_version=CONSENT_TEXT, user=by)
    locked.save(update_fields=["approved"])
    Appointment.objects.filter(pk=locked.appointment_id, profile=None).update(profile=profile)
    kind = FACTS.get(AdviceKind(locked.kind))
    for one in RecommendedCourse.objects.filter(appointment=locked.appointment_id).select_related("course"):
        if kind:
            day = timezone.localdate(locked.given).isoformat()
            for fact, value in zip(ADVICE_FACTS, (True, kind, day), strict=True):
                answer(profile, fact, value, Source.ADVISER, course=one.course)


@transaction.atomic
def disapprove(advice: Advice, profile: Profile) -> None:
    """Take the consent back: what the advice filled in goes. What was sent to a fund before stays with that fund."""
    locked = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    if not locked.approved_id:
        return
    withdraw(Consent.objects.get(pk=locked.approved_id))
    locked.approved = None
    locked.save(update_fields=["approved"])
    courses = RecommendedCourse.objects.filter(appointment=locked.appointment_id).values("course")
    Answer.objects.filter(profile=profile, fact__in=ADVICE_FACTS, source=Source.ADVISER, course__in=courses).delete()


def _refuse_when_approved(appointment: Appointment) -> None:
    if Advice.objects.filter(appointment=appointment, approved__isnull=False).exists():
        raise AlreadyApproved
