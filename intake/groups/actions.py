"""Meetings and their seats: the only place where seats are counted.

Every action locks the meeting's row first, so that one thing happens at a time; ``group_never_over_its_seats`` holds
it should code ever forget. An offered seat stays taken until its term ends: nobody takes it meanwhile.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from intake.agenda.actions import Sender
from intake.agenda.links import new_token, nobody
from intake.agenda.models import ERASED, Adviser, Appointment, Team
from intake.care.keeping import KEPT
from intake.groups.enums import ATTENDANCE, TAKES_SEAT, TAKING_PART, SeatStatus
from intake.groups.errors import LeaderBusy, NotBegun, NothingToChange, TooLateToJoin
from intake.groups.invitations import seat_file
from intake.groups.models import GroupSession, Seat
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from portal.brands.current import plain_brand
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: The words above the button of templates/intake/groups/session.html; a change of words is a new version.
CONSENT_TEXT = "groep-2026-11"
#: How long an offered seat is kept, at most; never longer than until a while before it begins.
TERM, LAST_MINUTES = timedelta(hours=24), timedelta(hours=1)
REMIND_AHEAD = timedelta(hours=24)


@transaction.atomic
def plan(team: Team, leader: Adviser | None, fields: Mapping[str, Any], *, by: User) -> GroupSession:
    """Plan a meeting. Raises LeaderBusy when who leads it has a talk or another meeting then.

    The lock on the adviser's row waits for bookings under way, which share that row, and holds up new ones, which then
    see the meeting (intake.agenda.actions). So nobody is at both.
    """
    if leader is not None:
        Adviser.objects.select_for_update().get(pk=leader.pk)
        period = fields["period"]
        taken = Appointment.objects.taking_time(timezone.now()).filter(adviser=leader)
        if taken.overlapping(period.lower, period.upper).exists():
            raise LeaderBusy
    try:
        with transaction.atomic():
            planned = GroupSession.objects.create(team=team, leader=leader, **fields)
    except IntegrityError as error:
        raise LeaderBusy from error
    record(by, "plan", planned, chain=team.region_id, seats=planned.seats)
    return planned


@transaction.atomic
def call_off(session: GroupSession, *, by: User, brand: Brand) -> int:
    """Let a meeting not go ahead; who takes part or waits gets a mail. Returns how many; twice is once."""
    locked = GroupSession.objects.select_for_update().select_related("team").get(pk=session.pk)
    if locked.cancelled:
        return 0
    locked.cancelled = timezone.now()
    locked.save(update_fields=["cancelled"])
    people = list(locked.people.filter(status__in=TAKING_PART))
    locked.people.filter(status__in=TAKING_PART).update(sequence=F("sequence") + 1)
    for seat in people:
        seat.sequence, seat.session = seat.sequence + 1, locked
        _tell(seat, "called_off", brand)
    record(by, "call_off", locked, chain=locked.team.region_id, people=len(people))
    return len(people)


@transaction.atomic
def join(session: GroupSession, name: str, email: str, *, request_key: str, by: User | None, sender: Sender) -> Seat:
    """Take a seat, or a place on the waiting list when it is full. The same ``request_key`` twice is one seat.

    An address that takes part already keeps its seat and gets its mail again: only who reads the mail can tell the two
    apart. Raises TooLateToJoin.
    """
    locked = GroupSession.objects.select_for_update(of=("self",)).select_related("team").get(pk=session.pk)
    made = Seat.objects.filter(request_key=request_key).first()
    if made:
        return made
    if locked.cancelled or locked.start <= timezone.now():
        raise TooLateToJoin
    known = locked.people.filter(status__in=TAKING_PART, email__iexact=email).first()
    if known:
        known.session = locked
        _tell(known, known.status, sender.brand)
        return known
    seated = GroupSession.objects.filter(pk=locked.pk, taken__lt=F("seats")).update(taken=F("taken") + 1)
    consent = give_consent(Purpose.APPOINTMENT, scope=[f"team:{locked.team_id}"], text_version=CONSENT_TEXT, user=by)
    seat = Seat.objects.create(
        session=locked,
        status=SeatStatus.SEATED if seated else SeatStatus.WAITING,
        name=name,
        email=email,
        language=sender.language,
        origin=sender.origin,
        consent=consent,
        token=new_token(),
        request_key=request_key,
    )
    _tell(seat, "seated" if seated else "waiting", sender.brand)
    record(by, "join", seat, chain=locked.team.region_id, status=seat.status)
    return seat


@transaction.atomic
def leave(seat: Seat, *, by: User | None, brand: Brand) -> None:
    """Give up a seat, an offer or a place on the list; a seat goes to who waits longest. Twice is once.

    Raises NothingToChange when it is too late.
    """
    session = _lock(seat)
    found = Seat.objects.get(pk=seat.pk)
    if not found.takes_part:
        return
    if session.cancelled or leave_until(session) <= timezone.now():
        raise NothingToChange
    _end(found, session, SeatStatus.LEFT)
    found.session = session
    _tell(found, "left", brand)
    record(by, "leave", found, chain=session.team.region_id)


@transaction.atomic
def accept(seat: Seat, *, by: User | None, brand: Brand) -> None:
    """Take the seat that was offered. Twice is once. Raises NothingToChange when the offer ended."""
    session = _lock(seat)
    found = Seat.objects.get(pk=seat.pk)
    if found.status == SeatStatus.SEATED:
        return
    offer = Seat.objects.filter(pk=seat.pk, status=SeatStatus.OFFERED, offered_until__gt=timezone.now())
    if session.cancelled or not offer.update(status=SeatStatus.SEATED, offered_until=None, sequence=F("sequence") + 1):
        raise NothingToChange
    found = Seat.objects.get(pk=seat.pk)
    found.session = session
    _tell(found, "seated", brand)
    record(by, "accept", found, chain=session.team.region_id)


@transaction.atomic
def note_attendance(session: GroupSession, told: Mapping[UUID, SeatStatus], *, by: User) -> int:
    """Note of each of these seats whether somebody came; can be mended. Returns how many changed. Raises NotBegun.

    Seats of other meetings, and people who had none, are left out.
    """
    locked = GroupSession.objects.select_for_update(of=("self",)).select_related("team").get(pk=session.pk)
    if locked.cancelled or locked.start > timezone.now():
        raise NotBegun
    had_seat = locked.people.filter(status__in=[SeatStatus.SEATED, *ATTENDANCE])
    number = 0
    for status in ATTENDANCE:
        chosen = [pk for pk, one in told.items() if one == status]
        number += had_seat.filter(pk__in=chosen).exclude(status=status).update(status=status)
    if number:
        record(by, "note_attendance", locked, chain=locked.team.region_id, people=number)
    return number


@transaction.atomic
def forget_seat(seat: Seat) -> None:
    """Erase who had a seat: it comes free, and that somebody had it stays. Whatever is over stays over."""
    session = _lock(seat)
    found = Seat.objects.get(pk=seat.pk)
    if found.takes_part and not session.cancelled and session.start > timezone.now():
        _end(found, session, SeatStatus.LEFT)
    _wipe(seat.pk)


def forget_old_seats() -> int:
    """Erase who had a seat at a meeting that ended as long ago as talks are kept; returns how many."""
    old = Seat.objects.filter(session__period__endswith__lte=timezone.now() - KEPT).exclude(name=ERASED)
    return sum(_wipe(pk) for pk in list(old.values_list("pk", flat=True)))


def let_go_of_offers() -> int:
    """Give seats that were offered and not accepted in time to who is next; returns how many."""
    number = 0
    late = Seat.objects.filter(status=SeatStatus.OFFERED, offered_until__lte=timezone.now())
    for seat in late.select_related("session__team"):
        with transaction.atomic():
            session = _lock(seat)
            found = Seat.objects.filter(pk=seat.pk, status=SeatStatus.OFFERED).first()
            if found:
                _end(found, session, SeatStatus.LAPSED)
                number += 1
    return number


def remind_of_groups() -> int:
    """Mail who has a seat in a meeting that begins within a day; returns how many. Twice at once mails once."""
    now, number = timezone.now(), 0
    due = Seat.objects.filter(
        status=SeatStatus.SEATED,
        reminded=None,
        created__lte=now - timedelta(hours=12),
        session__cancelled=None,
        session__period__startswith__gt=now,
        session__period__startswith__lte=now + REMIND_AHEAD,
    )
    for seat in due.select_related("session__team"):
        with transaction.atomic():
            if Seat.objects.filter(pk=seat.pk, status=SeatStatus.SEATED, reminded=None).update(reminded=now):
                _tell(seat, "reminder", plain_brand())
                number += 1
    return number


def leave_until(session: GroupSession) -> datetime:
    """Until when one can leave it by oneself."""
    return session.start - timedelta(hours=session.change_hours)


def seat_link(seat: Seat) -> str:
    return seat.origin + reverse("intake:seat", args=[seat.token])


def _wipe(pk: UUID) -> int:
    # An address of its own: two who were erased would have one seat too many at one address.
    return Seat.objects.filter(pk=pk).update(name=ERASED, email=nobody(pk), token=new_token())


def _lock(seat: Seat) -> GroupSession:
    return GroupSession.objects.select_for_update(of=("self",)).select_related("team").get(pk=seat.session_id)


def _end(seat: Seat, session: GroupSession, status: SeatStatus) -> None:
    """End somebody's part; a seat that comes free is offered to who is next, else it is free for everybody."""
    took = seat.status in TAKES_SEAT
    Seat.objects.filter(pk=seat.pk).update(status=status, offered_until=None, sequence=F("sequence") + 1)
    seat.status, seat.sequence = status, seat.sequence + 1
    if not took:
        return
    until = min(timezone.now() + TERM, session.start - LAST_MINUTES)
    following = session.people.waiting().first() if until > timezone.now() else None
    if following is None:
        GroupSession.objects.filter(pk=session.pk).update(taken=F("taken") - 1)
        return
    Seat.objects.filter(pk=following.pk).update(status=SeatStatus.OFFERED, offered_until=until)
    following.status, following.offered_until, following.session = SeatStatus.OFFERED, until, session
    _tell(following, "offered", plain_brand())


def _tell(seat: Seat, what: str, brand: Brand) -> None:
    """Mail what happened (a part of templates/mail/group_seat.txt). Who has or had a seat gets it for the calendar."""
    link = seat_link(seat)
    attachments = []
    if what in {"seated", "left", "called_off", "reminder"}:
        with override(seat.language):
            text = seat_file(seat, link, cancelled=what in {"left", "called_off"})
        attachments = [{"name": "bijeenkomst.ics", "type": "text/calendar", "text": text}]
    context = {"seat": seat, "session": seat.session, "what": what, "link": link, "brand": brand}
    send_mail("group_seat", to=seat.email, language=seat.language, context=context, attachments=attachments)
