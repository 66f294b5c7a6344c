"""What intake holds of a person, and how it goes: answers, talks, advice, what they share and agreed to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.advice.models import Advice
from intake.agenda.enums import AppointmentStatus
from intake.agenda.links import nobody
from intake.agenda.models import ERASED, Appointment
from intake.agenda.proof import lapse
from intake.care.forgetting import wipe
from intake.care.models import PlanStep, TalkMessage
from intake.fund_forms.models import FilledForm, approved_forms
from intake.groups.actions import forget_seat
from intake.groups.models import Seat
from intake.inviting.models import BookingInvitation
from intake.orientation.models import Orientation
from intake.orientation.result import as_text
from intake.profile.enums import Purpose
from intake.profile.models import Answer, Consent, Profile
from intake.profile.questions import QUESTIONS
from intake.profile.values import shown_all
from intake.sharing.models import SharedResult
from intake.teams.models import CallBack
from intake.together.models import Mandate, Remark
from intake.waiting.models import WaitingPlace
from portal.own_data.holding import Sheet
from portal.people.models import User


def sheets(user: User) -> Iterable[Sheet]:
    """Answers, interests, talks with what came of them, shares and consents."""
    profile = Profile.objects.filter(user=user).first()
    if profile:
        yield _answers(profile)
        yield _interests(profile)
        yield _talks(profile)
        yield _plan(profile)
        yield _messages(profile)
        yield _fund_forms(profile)
        shares = SharedResult.objects.filter(profile=profile).select_related("team")
        yield Sheet(
            "shared_results",
            _("Wat je deelt met adviseurs"),
            {"team": _("Team"), "name": _("Je naam"), "shared": _("Sinds"), "result": _("Uitkomst")},
            [{"team": s.team.name, "name": s.name, "shared": s.shared, "result": s.result} for s in shares],
        )
    mandates = Mandate.objects.filter(Q(learner=user) | Q(helper=user)).select_related("learner", "helper")
    columns = {
        "learner": _("Deelnemer"),
        "helper": _("Wie helpt"),
        "level": _("Wat die mag"),
        "asked": _("Gevraagd op"),
    }
    columns |= {"until": _("Tot"), "ended": _("Gestopt op")}
    rows = [
        {
            "learner": str(one.learner),
            "helper": str(one.helper or one.email),
            "level": one.get_level_display(),
            "asked": one.asked,
            "until": one.until,
            "ended": one.ended,
        }
        for one in mandates
    ]
    yield Sheet("mandates", _("Samen regelen"), columns, rows)
    remarks = Remark.objects.filter(author=user)
    yield Sheet(
        "remarks",
        _("Opmerkingen"),
        {"text": _("Opmerking"), "at": _("Op")},
        [{"text": one.text, "at": one.at} for one in remarks],
    )
    yield _calls(user)
    yield _seats(user)
    yield _waiting(user)
    yield _invitations(user)
    consents = Consent.objects.filter(_own(user, profile)).order_by("given")
    columns = {"purpose": _("Waarvoor"), "scope": _("Wie"), "text_version": _("Woorden"), "given": _("Sinds")}
    columns |= {"withdrawn": _("Gestopt op")}
    rows = [{key: getattr(one, key) for key in columns} for one in consents]
    yield Sheet("consents", _("Wat je goedvond"), columns, rows)


def erase(user: User) -> None:
    """Talks to come are cancelled; of those that were stays that somebody came, without who or what was said."""
    profile = Profile.objects.filter(user=user).first()
    ending = Consent.objects.filter(_own(user, profile), withdrawn=None).exclude(purpose=Purpose.APPLICATION)
    ending.update(withdrawn=Now())
    CallBack.objects.filter(consent__user=user).delete()
    for seat in Seat.objects.filter(consent__user=user):
        forget_seat(seat)
    own_address = Q(consent__user=user) | Q(email__iexact=user.email)
    WaitingPlace.objects.filter(own_address).delete()
    _erase_invitations(user)
    Mandate.objects.filter(Q(learner=user) | Q(email__iexact=user.email, helper=None)).delete()
    Mandate.objects.filter(helper=user, ended=None).update(ended=Now())
    Mandate.objects.filter(helper=user).update(email=nobody(user.pk))
    Remark.objects.filter(author=user).delete()
    mine = Q(profile=None, contact_email__iexact=user.email)
    if profile:
        mine |= Q(profile=profile)
    talks = Appointment.objects.filter(pk__in=list(Appointment.objects.filter(mine).values_list("pk", flat=True)))
    coming = talks.standing().filter(period__startswith__gt=timezone.now())
    lapse(talks)
    coming.update(status=AppointmentStatus.CANCELLED, sequence=F("sequence") + 1)
    wipe(list(talks.values_list("pk", flat=True)))
    if profile:
        profile.delete()


def used(moment: datetime) -> Q:
    """Who answered or looked after this moment, or of whom something is kept or runs: that goes in its own time, first.

    It looks as far as ``erase`` reaches, also at what staff made for an address, however they wrote that.
    """
    talks = Appointment.objects.filter(erased=None)
    own_address = OuterRef("email")
    # Also those that are over without a talk: staff still call those people.
    invited = BookingInvitation.objects.filter(appointment=None, withdrawn=None, settled=None)
    mandates = Mandate.objects.filter(ended=None, until__gte=timezone.localdate())
    found = Q(profile__last_used__gt=moment)
    for one in (
        talks.filter(profile__user=OuterRef("pk")),
        talks.filter(contact_email__iexact=own_address),
        WaitingPlace.objects.filter(ended=None, email__iexact=own_address),
        invited.filter(email__iexact=own_address),
        mandates.filter(learner=OuterRef("pk")),
        mandates.filter(helper=OuterRef("pk")),
        mandates.filter(helper=None, email__iexact=own_address),
    ):
        found |= Q(Exists(one))
    return found


def came(user: User) -> Iterable[tuple[datetime, str]]:
    """Where they chose the times of their talks."""
    return Appointment.objects.filter(profile__user=user).values_list("chosen", "origin")


def _erase_invitations(user: User) -> None:
    """Invitations to this address stay as a count of who was sent, without who it was; open ones end."""
    mine = BookingInvitation.objects.filter(email__iexact=user.email)
    mine.filter(withdrawn=None, appointment=None).update(withdrawn=Now())
    mine.update(name=ERASED, email=nobody(user.pk), mail=None)


def _calls(user: User) -> Sheet:
    columns = {"asked": _("Gevraagd op"), "kind": _("Soort gesprek"), "name": _("Je naam")}
    columns |= {"phone": _("Telefoonnummer"), "hope": _("Waar het over gaat"), "outcome": _("Uitkomst")}
    rows = [
        {
            "asked": one.created,
            "kind": one.kind.name,
            "name": one.name,
            "phone": one.phone,
            "hope": one.hope,
            "outcome": one.get_outcome_display() if one.outcome else "",
        }
        for one in CallBack.objects.filter(consent__user=user).select_related("kind").order_by("created")
    ]
    return Sheet("call_backs", _("Terugbellen"), columns, rows)


def _seats(user: User) -> Sheet:
    columns = {"title": _("Bijeenkomst"), "start": _("Wanneer"), "place": _("Waar"), "status": _("Stand")}
    columns |= {"name": _("Je naam"), "email": _("E-mailadres")}
    mine = Seat.objects.filter(Q(consent__user=user) | Q(email__iexact=user.email)).select_related("session")
    rows = [
        {
            "title": one.session.title,
            "start": one.session.start,
            "place": one.session.place,
            "status": one.get_status_display(),
            "name": one.name,
            "email": one.email,
        }
        for one in mine.order_by("created")
    ]
    return Sheet("seats", _("Bijeenkomsten"), columns, rows)


def _waiting(user: User) -> Sheet:
    columns = {"kind": _("Soort gesprek"), "created": _("Sinds"), "last_day": _("Tot"), "ended": _("Gestopt op")}
    columns |= {"name": _("Je naam"), "email": _("E-mailadres"), "phone": _("Telefoonnummer")}
    mine = WaitingPlace.objects.filter(Q(consent__user=user) | Q(email__iexact=user.email)).select_related("kind")
    rows = [{"kind": one.kind.name} | {key: getattr(one, key) for key in columns if key != "kind"} for one in mine]
    return Sheet("waiting_places", _("Wachtlijst"), columns, rows)


def _invitations(user: User) -> Sheet:
    """What was sent to the address of this account; a letter or a text names no account."""
    columns = {"kind": _("Soort gesprek"), "who": _("Uitgenodigd door"), "created": _("Sinds"), "expires": _("Tot")}
    columns |= {
        "opened": _("Geopend op"),
        "withdrawn": _("Gestopt op"),
        "name": _("Je naam"),
        "email": _("E-mailadres"),
    }
    mine = BookingInvitation.objects.filter(email__iexact=user.email).with_all().order_by("created")
    own = [key for key in columns if key not in {"kind", "who"}]
    rows = [{"kind": one.kind.name, "who": one.who_invited} | {key: getattr(one, key) for key in own} for one in mine]
    return Sheet("booking_invitations", _("Uitnodigingen voor een gesprek"), columns, rows)


def _own(user: User, profile: Profile | None) -> Q:
    mine = Q(user=user)
    if profile:
        mine |= Q(pk__in=Appointment.objects.filter(profile=profile).values("consent"))
        mine |= Q(pk__in=Advice.objects.filter(appointment__profile=profile, approved__isnull=False).values("approved"))
        mine |= Q(pk__in=approved_forms(profile).values("approved"))
        mine |= Q(pk__in=SharedResult.objects.filter(profile=profile).values("consent"))
        mine |= Q(pk__in=Orientation.objects.filter(profile=profile).values("consent"))
    return mine


def _answers(profile: Profile) -> Sheet:
    rows = []
    for one in Answer.objects.filter(profile=profile).select_related("course").order_by("answered", "pk"):
        shown = shown_all({one.fact: one.value})
        rows.append(
            {
                "fact": one.fact,
                "question": str(QUESTIONS[one.fact].label) if one.fact in QUESTIONS else one.fact,
                "answer": shown.get(one.fact, ""),
                "value": one.value,
                "course": one.course.title if one.course else "",
                "source": one.get_source_display(),
                "answered": one.answered,
            }
        )
    columns = {"question": _("Vraag"), "answer": _("Antwoord"), "course": _("Over"), "source": _("Verteld door")}
    return Sheet("answers", _("Je antwoorden"), columns | {"answered": _("Op")}, rows)


def _interests(profile: Profile) -> Sheet:
    kept = Orientation.objects.filter(profile=profile).first()
    rows: list[dict[str, Any]] = as_text(kept.told) if kept else []
    columns = {"question": _("Vraag"), "answer": _("Antwoord")}
    return Sheet("interests", _("Wat je over jezelf ontdekte"), columns, rows)


def _plan(profile: Profile) -> Sheet:
    columns = {"who": _("Wie"), "text": _("Wat"), "due": _("Voor"), "done": _("Klaar op")}
    steps = PlanStep.objects.filter(appointment__profile=profile)
    rows = [{"who": one.who, "text": one.text, "due": one.due, "done": one.done} for one in steps]
    return Sheet("plan", _("Het plan met je adviseur"), columns, rows)


def _messages(profile: Profile) -> Sheet:
    columns = {"from": _("Van"), "text": _("Bericht"), "at": _("Op")}
    rows = [
        {"from": _("jij") if one.from_person else one.appointment.adviser.name, "text": one.text, "at": one.at}
        for one in TalkMessage.objects.filter(appointment__profile=profile).select_related("appointment__adviser")
    ]
    return Sheet("messages_with_advisers", _("Berichten met je adviseur"), columns, rows)


def _fund_forms(profile: Profile) -> Sheet:
    columns = {"title": _("Formulier"), "course": _("Over"), "filled": _("Op"), "told": _("Wat er staat")}
    rows = [
        {"title": one.title, "course": one.course.title, "filled": one.filled, "told": one.told}
        for one in FilledForm.objects.filter(appointment__profile=profile).select_related("course")
    ]
    return Sheet("fund_forms", _("Scholingsadvies voor fondsen"), columns, rows)


def _talks(profile: Profile) -> Sheet:
    columns = {
        "start": _("Wanneer"),
        "adviser": _("Adviseur"),
        "mode": _("Hoe"),
        "status": _("Stand"),
        "name": _("Je naam"),
        "email": _("E-mailadres"),
        "phone": _("Telefoonnummer"),
        "hope": _("Waar je op hoopte"),
        "told": _("Wat je vertelde"),
        "advice": _("Advies"),
        "courses": _("Aangeraden"),
    }
    rows = []
    talks = Appointment.objects.filter(profile=profile).select_related("adviser", "advice").order_by("period")
    for one in talks.prefetch_related("recommended__course"):
        advice = getattr(one, "advice", None)
        rows.append(
            {
                "start": one.start,
                "adviser": one.adviser.name,
                "mode": one.get_mode_display(),
                "status": one.get_status_display(),
                "name": one.contact_name,
                "email": one.contact_email,
                "phone": one.contact_phone,
                "hope": one.hope,
                "told": one.told,
                "advice": f"{advice.get_kind_display()}: {advice.text}" if advice else "",
                "courses": [f"{r.course.title}. {r.note}".rstrip(". ") for r in one.recommended.all()],
            }
        )
    return Sheet("talks", _("Gesprekken en advies"), columns, rows)
