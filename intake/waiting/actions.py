"""Waiting for a time, and being offered one that comes free: who waits longest first, then the next."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.agenda.actions import Contact, Sender, book
from intake.agenda.availability import Offer, offers_of, place_for
from intake.agenda.enums import Mode
from intake.agenda.errors import ElsewhereThen, EnoughWaiting, SlotTaken
from intake.agenda.kinds import AppointmentKind
from intake.agenda.links import new_token
from intake.agenda.missing import who_missed_often
from intake.agenda.models import Adviser, Appointment, Team
from intake.agenda.proof import Ground
from intake.profile.actions import give_consent, withdraw
from intake.profile.enums import Purpose
from intake.waiting.models import WaitingPlace
from portal.brands.current import plain_brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: The words above the button of templates/intake/waiting/join.html; a change of words is a new version.
CONSENT_TEXT = "wachtlijst-2026-11"
#: How long an offered time is kept, at most; never longer than until a while before it begins.
TERM, LAST = timedelta(hours=24), timedelta(hours=2)
#: A time that begins sooner is not offered: nobody would read it in time.
SOONEST = timedelta(hours=4)
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who waits, how they want to talk, and when they can; ``parts`` are values of DayPart, none is any."""

    name: str
    email: str
    phone: str
    mode: Mode
    parts: tuple[str, ...]
    last_day: date


@transaction.atomic
def wait(kind: AppointmentKind, wish: Wish, *, request_key: str, by: User | None, sender: Sender) -> WaitingPlace:
    """Wait for a time; a mail tells the address of the place. The same ``request_key`` twice is one place.

    An address that waits already keeps its place and gets the same mail again: only who reads the mail can tell the
    two apart. ``kind`` comes with its team.
    """
    made = WaitingPlace.objects.filter(request_key=request_key).first()
    if made:
        return made
    waiting = WaitingPlace.objects.filter(kind=kind, email__iexact=wish.email, ended=None)
    place = waiting.first()
    if place is None:
        with suppress(IntegrityError), transaction.atomic():  # asked twice at one moment: the first one counts
            place = _new_place(kind, wish, request_key=request_key, by=by, sender=sender)
    place = place or waiting.get()
    place.kind = kind
    link = place.origin + reverse("intake:waiting_place", args=[place.token])
    context = {"place": place, "link": link, "brand": sender.brand}
    send_mail("waiting_place", to=place.email, language=place.language, context=context)
    return place


def _new_place(kind: AppointmentKind, wish: Wish, *, request_key: str, by: User | None, sender: Sender) -> WaitingPlace:
    scope = [f"team:{kind.team_id}"]
    place = WaitingPlace.objects.create(
        kind=kind,
        name=wish.name,
        email=wish.email,
        phone=wish.phone,
        mode=wish.mode,
        parts=list(wish.parts),
        last_day=wish.last_day,
        language=sender.language,
        origin=sender.origin,
        consent=give_consent(Purpose.APPOINTMENT, scope=scope, text_version=CONSENT_TEXT, user=by),
        token=new_token(),
        request_key=request_key,
    )
    record(by, "wait", place, chain=kind.team.region_id)
    return place


@transaction.atomic
def leave(place: WaitingPlace, *, by: User | None) -> None:
    """Wait no longer; twice is once. A time that was offered is declined on its own page."""
    waiting = WaitingPlace.objects.filter(pk=place.pk, ended=None, offered=None)
    if waiting.update(ended=timezone.now()):
        withdraw(place.consent)
        record(by, "stop_waiting", place, chain=place.kind.team.region_id)


@transaction.atomic
def booked_by_staff(place: WaitingPlace, appointment: Appointment) -> None:
    """Staff spoke this person and booked a time: they wait no longer."""
    waiting = WaitingPlace.objects.filter(pk=place.pk, ended=None, offered=None)
    waiting.update(offered=appointment, ended=timezone.now())


def offer_all() -> int:
    """Offer what is free to who waits, in every team; returns how many were offered. Beat runs this."""
    today = timezone.localdate()
    WaitingPlace.objects.answered().update(ended=timezone.now())
    WaitingPlace.objects.over(today).update(ended=timezone.now())
    teams = Team.objects.filter(pk__in=WaitingPlace.objects.waiting(today).values("kind__team"))
    return sum(offer_times(team) for team in teams)


@transaction.atomic
def offer_times(team: Team) -> int:
    """Offer what is free in a team to who waits longest, each time to one person; returns how many were offered.

    Who missed as many talks as the team allows is passed over: the list says so to who works there, and they call.
    One at a time per team: its row is locked.
    """
    locked = Team.objects.select_for_update().get(pk=team.pk)
    now = timezone.now()
    WaitingPlace.objects.answered().filter(kind__team=locked).update(ended=now)
    on_list = WaitingPlace.objects.waiting(timezone.localdate(now)).filter(kind__team=locked).select_related("kind")
    missed = who_missed_often(locked, [place.email for place in on_list])
    waiting = [place for place in on_list if place.email.lower() not in missed]
    if not waiting:
        return 0
    advisers = list(Adviser.objects.at_work(timezone.localdate(now)).filter(team=locked))
    number, free = 0, dict[int, list[Offer]]()
    for place in waiting:
        if place.kind_id not in free:
            times = offers_of([(one, place.kind) for one in advisers], now)
            free[place.kind_id] = [one for one in times if one.start >= now + SOONEST]
        if _offer_first(place, free[place.kind_id]):
            number += 1
            free.clear()  # what was just offered to one is not free for the next
    return number


def forget_waiting() -> int:
    """Delete places that ended a month ago; returns how many."""
    return WaitingPlace.objects.filter(ended__lt=timezone.now() - KEPT).delete()[0]


def _offer_first(place: WaitingPlace, times: list[Offer]) -> bool:
    """Offer the first of these times that suits, and at which the adviser can be there; False when there is none."""
    if place.mode not in place.kind.talks:
        return False
    mode, now = Mode(place.mode), timezone.now()
    for offer in times:
        if place.suits(timezone.localtime(offer.start)) and (where := place_for(offer, mode, now)) is not None:
            break
    else:
        return False
    contact = Contact(place.name, place.email, place.phone, mode, "", place=where)
    with suppress(SlotTaken, ElsewhereThen, EnoughWaiting), transaction.atomic():
        made = book(
            offer.adviser,
            place.kind,
            offer.start,
            contact,
            request_key=new_token(),
            profile=None,
            by=None,
            sender=Sender(plain_brand(), place.origin, place.language),
            ground=Ground(link_until=min(now + TERM, offer.start - LAST)),
        )
        WaitingPlace.objects.filter(pk=place.pk).update(offered=made)
        return True
    return False
