"""What a team keeps for itself, reached by its own advisers; and what everybody may see of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404, HttpRequest

from intake import access, adviser_access
from intake.access import Bookable
from intake.agenda.availability import Availability
from intake.agenda.enums import Audience, Mode
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Appointment, Team
from intake.agenda.working_forms import WEEKDAYS
from intake.talk_templates.models import TalkTemplate
from intake.teams.models import CallBack, WalkInHours
from portal.access import Person, page_of, person, refuse
from portal.people.enums import Role


def own_team(request: HttpRequest) -> Team:
    """The team of this adviser with its region, or 404."""
    return Team.objects.select_related("region").get(pk=adviser_access.own_agenda(request).team_id)


def kinds_of(team: Team) -> list[AppointmentKind]:
    """What a team offers, the usual one first."""
    return list(AppointmentKind.objects.offered().filter(team=team))


def own_kind(request: HttpRequest, pk: int) -> AppointmentKind:
    """A kind of talk that this adviser's team offers, or 404."""
    found = AppointmentKind.objects.offered().filter(pk=pk, team=adviser_access.own_agenda(request).team_id)
    return found.select_related("team").first() or refuse(request, "kind", pk)


def bookable_in_team(request: HttpRequest, kind: int, adviser: UUID) -> Bookable:
    """A kind and an adviser at work of one's own team, or 404."""
    offered, found = own_kind(request, kind), access.adviser(adviser)
    if found.team_id != offered.team_id or not offered.talks:
        raise Http404(str(adviser))
    return Bookable(found, offered)


def walk_in_hours(team: Team) -> list[WalkInHours]:
    """When one can walk in at a team."""
    return list(WalkInHours.objects.filter(team=team))


@dataclass(frozen=True, slots=True)
class ShownTeam:
    """A team as visitors see it: when one can walk in, and the kind of talk by which one is called (None: no such)."""

    team: Team
    walk_in: list[dict[str, Any]]
    call_kind: int | None


def shown_teams(desk: Availability) -> list[ShownTeam]:
    """The teams of a region as visitors see them; one query."""
    names = dict(WEEKDAYS)
    walk_in: dict[int, list[dict[str, Any]]] = {}
    for row in WalkInHours.objects.filter(team__region=desk.region):
        walk_in.setdefault(row.team_id, []).append({"day": names[row.weekday], "row": row})
    return [ShownTeam(team, walk_in.get(team.pk, []), desk.calling.get(team.pk)) for team in desk.teams]


def kind_that_calls(pk: int) -> AppointmentKind:
    """A kind of talk with its team, for which everyone may ask to be called, or 404."""
    found = AppointmentKind.objects.bookable_by(Audience.EVERYONE).filter(pk=pk, modes__contains=[Mode.CALL_BACK])
    kind = found.select_related("team__region").first()
    if kind is None:
        raise Http404(str(pk))
    return kind


def call_backs(request: HttpRequest) -> Page[CallBack]:
    """Who wants to be called by this adviser's team, the oldest first."""
    team = adviser_access.own_agenda(request).team_id
    return page_of(request, CallBack.objects.waiting().filter(kind__team=team).select_related("kind", "called_by"))


def call_back(request: HttpRequest, pk: UUID) -> CallBack:
    """Somebody who asked this adviser's team to call, or 404."""
    found = CallBack.objects.filter(pk=pk, kind__team=adviser_access.own_agenda(request).team_id)
    return found.select_related("kind__team").first() or refuse(request, "call back", pk)


def calls_waiting(who: Person) -> int | None:
    """How many people wait for this adviser's team to call; None for who is in no team."""
    own = Adviser.objects.filter(user=who.user).first() if who.has(Role.ADVISER) else None
    return CallBack.objects.waiting().filter(kind__team=own.team_id).count() if own else None


def asks_as(request: HttpRequest) -> str:
    """The name of who is logged in, to fill in."""
    user = person(request).user
    return user.name if user else ""


def templates_of(team: Team) -> list[TalkTemplate]:
    """The team's own templates for notes, by title."""
    return list(TalkTemplate.objects.filter(team=team).select_related("kind"))


def own_template(request: HttpRequest, pk: int) -> TalkTemplate:
    """One of this adviser's team, or 404."""
    rows = TalkTemplate.objects.filter(pk=pk, team=adviser_access.own_agenda(request).team_id)
    return rows.select_related("kind").first() or refuse(request, "talk template", pk)


def templates_for(appointment: Appointment) -> list[TalkTemplate]:
    """Those that fit a talk, those of its own kind first; none when its team has none of its own."""
    rows = TalkTemplate.objects.filter(Q(kind=None) | Q(kind=appointment.kind_id), team=appointment.adviser.team_id)
    return sorted(rows, key=lambda one: one.kind_id is None)
