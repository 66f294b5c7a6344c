"""What a team keeps for itself: kinds of talk and walk-in hours; and being called back."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from intake.agenda.errors import Overlapping
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Team
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from intake.teams.enums import CallOutcome
from intake.teams.models import KEPT_WAITING, CallBack, WalkInHours
from portal.people.models import User
from portal.record.audit import record

#: The words above the button of templates/intake/teams/call_me.html; a change of words is a new version.
CONSENT_TEXT = "terugbellen-2026-11"
KEPT = timedelta(days=90)


@transaction.atomic
def add_kind(team: Team, fields: Mapping[str, Any], *, by: User) -> AppointmentKind:
    """Offer a new kind of talk, after those there are. Its slug comes of its name and stays."""
    Team.objects.select_for_update().get(pk=team.pk)  # one at a time, so that each finds a slug of its own
    last = team.kinds.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    kind = AppointmentKind.objects.create(team=team, slug=_free_slug(team, fields["name"]), position=position, **fields)
    record(by, "add", kind, chain=team.region_id, slug=kind.slug)
    return kind


@transaction.atomic
def change_kind(kind: AppointmentKind, fields: Mapping[str, Any], *, by: User) -> None:
    """Offer a kind in another way from now on; talks that were booked keep their time and place."""
    AppointmentKind.objects.filter(pk=kind.pk).update(**fields)
    record(by, "change", kind, chain=kind.team.region_id, slug=kind.slug)


@transaction.atomic
def end_kind(kind: AppointmentKind, *, by: User) -> None:
    """No longer offer a kind; talks that were booked stay. Twice is once."""
    if AppointmentKind.objects.offered().filter(pk=kind.pk).update(ended=timezone.now()):
        record(by, "end", kind, chain=kind.team.region_id, slug=kind.slug)


@transaction.atomic
def put_first(kind: AppointmentKind, *, by: User) -> None:
    """Make it the usual kind: the one that people see first."""
    Team.objects.select_for_update().get(pk=kind.team_id)
    others = AppointmentKind.objects.filter(team=kind.team_id).exclude(pk=kind.pk)
    others.update(position=F("position") + 1)
    AppointmentKind.objects.filter(pk=kind.pk).update(position=0)
    record(by, "put_first", kind, chain=kind.team.region_id, slug=kind.slug)


@transaction.atomic
def set_rules(team: Team, travel: int, missed: int, *, by: User) -> None:
    """Minutes that an adviser needs between two places, and after how many missed talks somebody calls; 0: no matter.

    Talks that were booked stay.
    """
    Team.objects.filter(pk=team.pk).update(travel_minutes=travel, most_missed=missed)
    record(by, "set_rules", team, chain=team.region_id, travel=travel, missed=missed)


def add_walk_in(team: Team, weekday: int, start: time, end: time, place: str) -> WalkInHours:
    """Let people walk in at this time. Raises Overlapping when it is told already for that place."""
    try:
        with transaction.atomic():
            return WalkInHours.objects.create(team=team, weekday=weekday, start=start, end=end, place=place)
    except IntegrityError as error:
        raise Overlapping from error


def end_walk_in(team: Team, pk: int) -> None:
    """No longer let people walk in then; only hours of one's own team."""
    WalkInHours.objects.filter(team=team, pk=pk).delete()


@transaction.atomic
def ask_to_be_called(kind: AppointmentKind, fields: Mapping[str, Any], *, request_key: str, by: User | None) -> None:
    """Ask a team to call. The same ``request_key`` twice is one request."""
    if CallBack.objects.filter(request_key=request_key).exists():
        return
    consent = give_consent(Purpose.APPOINTMENT, scope=[f"team:{kind.team_id}"], text_version=CONSENT_TEXT, user=by)
    asked = CallBack(kind=kind, consent=consent, request_key=request_key, **fields)
    # Of two at the same moment one is kept, and nobody gets an error for it.
    CallBack.objects.bulk_create([asked], ignore_conflicts=True)


@transaction.atomic
def note_call(call: CallBack, adviser: Adviser, outcome: CallOutcome | None, *, by: User) -> bool:
    """Note that somebody was spoken or given up; None: nobody answered, try again later. False when it was done."""
    waiting = CallBack.objects.waiting().filter(pk=call.pk)
    tried = {"called_by": adviser, "called": timezone.now()}
    fields = tried | ({"outcome": outcome} if outcome else {"attempts": F("attempts") + 1})
    if not waiting.update(**fields):
        return False
    record(by, "call", call, chain=call.kind.team.region_id, outcome=str(outcome or "no_answer"))
    return True


def forget_calls() -> int:
    """Delete what was done KEPT ago, and who nobody tried to call for KEPT_WAITING; returns how many."""
    now = timezone.now()
    done = CallBack.objects.filter(called__lte=now - KEPT).exclude(outcome="")
    left = CallBack.objects.waiting().untouched_since(now - KEPT_WAITING)
    return done.delete()[0] + left.order_by().delete()[0]


def _free_slug(team: Team, name: str) -> str:
    plain = slugify(name)[:70] or "gesprek"
    taken = set(team.kinds.values_list("slug", flat=True))
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
