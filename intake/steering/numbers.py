"""How a team is doing: room, waiting time, who came, what came of it, and how people go from one path to the other."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.advice.enums import AdviceKind
from intake.advice.models import Advice
from intake.agenda.availability import offers_of
from intake.agenda.enums import AppointmentStatus, Audience
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Appointment, Team
from intake.agenda.slots import AMSTERDAM
from intake.orientation.models import Orientation
from intake.steering.small import share, told

#: The room that is counted: so far ahead people can book.
AHEAD = timedelta(weeks=4)

#: Profiles (ids) -> those of them that applied for a course in this portal.
type Applied = Callable[[Collection[UUID]], Collection[UUID]]
_applied: list[Applied] = []


def tells_who_applied(applied: Applied) -> Applied:
    """Register who tells which people applied for a course; ``AppConfig.ready`` of funding calls this."""
    _applied.append(applied)
    return applied


@dataclass(frozen=True, slots=True)
class Numbers:
    """One team over a period. None: too few people to tell. ``outcomes``: advice kind -> number of talks."""

    team: Team
    free: int
    booked: int
    days_to_first: int | None
    came: int | None
    no_show: int | None
    no_show_percent: int | None
    outcomes: dict[str, int | None]
    talked: int | None
    talked_applied: int | None
    oriented: int | None
    oriented_applied: int | None

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What the table and the export say, in words."""
        found = [
            (_("Vrije tijden in de komende vier weken"), str(self.free)),
            (_("Afspraken in de komende vier weken"), str(self.booked)),
            (
                _("Dagen tot de eerste vrije tijd"),
                _("geen tijd vrij") if self.days_to_first is None else str(self.days_to_first),
            ),
            (_("Gesprekken waarbij iemand kwam"), _number(self.came)),
            (_("Gesprekken waarbij niemand kwam"), _number(self.no_show)),
            (_("Deel dat niet kwam"), _("te weinig") if self.no_show_percent is None else f"{self.no_show_percent}%"),
        ]
        found += [(str(AdviceKind(kind).label), _number(number)) for kind, number in self.outcomes.items()]
        found += [
            (_("Mensen die een gesprek hadden"), _number(self.talked)),
            (_("Van hen vroeg daarna een opleiding aan"), _number(self.talked_applied)),
            (_("Mensen die ontdekten wat bij hen past, en dat bewaarden"), _number(self.oriented)),
            (_("Van hen vroeg een opleiding aan"), _number(self.oriented_applied)),
        ]
        return found

    @property
    def bars(self) -> list[dict[str, Any]]:
        """The outcomes as bars of at most 100 wide, the longest 100; what is not told has none."""
        most = max((number or 0 for number in self.outcomes.values()), default=0) or 1
        return [
            {
                "label": AdviceKind(kind).label,
                "number": number,
                "text": _number(number),
                "width": round(100 * (number or 0) / most),
                "y": 26 * at,
                "text_y": 26 * at + 16,
            }
            for at, (kind, number) in enumerate(self.outcomes.items())
        ]


def numbers_of(teams: Collection[Team], first: date, last: date) -> list[Numbers]:
    """The numbers of these teams from first to last day, both included; the room is that of the coming four weeks."""
    now = timezone.now()
    since = datetime.combine(first, time(0), tzinfo=AMSTERDAM)
    until = datetime.combine(last + timedelta(days=1), time(0), tzinfo=AMSTERDAM)
    return [_numbers(team, since, until, now) for team in teams]


def _numbers(team: Team, since: datetime, until: datetime, now: datetime) -> Numbers:
    at_work = list(Adviser.objects.at_work(timezone.localdate(now)).filter(team=team))
    bookable = AppointmentKind.objects.bookable_by(Audience.EVERYONE).filter(team=team)
    usual = next((one for one in bookable if one.talks), None)
    offers = offers_of([(one, usual) for one in at_work], now) if usual else []
    talks = Appointment.objects.filter(adviser__team=team)
    held = talks.filter(period__startswith__gte=since, period__startswith__lt=until)
    statuses = dict(held.values_list("status").annotate(number=Count("pk")))
    came, missed = statuses.get(AppointmentStatus.CAME, 0), statuses.get(AppointmentStatus.NO_SHOW, 0)
    kinds = dict(Advice.objects.filter(appointment__in=held).values_list("kind").annotate(number=Count("pk")))
    attended = told({"came": came, "no_show": missed})
    talked = set(held.filter(status=AppointmentStatus.CAME, profile__isnull=False).values_list("profile", flat=True))
    here = talks.filter(profile__isnull=False).values("profile")
    kept = Orientation.objects.filter(profile__in=here, kept__gte=since, kept__lt=until)
    oriented = set(kept.values_list("profile", flat=True))
    flow = told({"yes": len(_who_applied(talked)), "no": len(talked) - len(_who_applied(talked))})
    way = told({"yes": len(_who_applied(oriented)), "no": len(oriented) - len(_who_applied(oriented))})
    return Numbers(
        team=team,
        free=len(offers),
        booked=talks.booked().overlapping(now, now + AHEAD).count(),
        days_to_first=(offers[0].day - timezone.localdate(now)).days if offers else None,
        came=attended["came"],
        no_show=attended["no_show"],
        no_show_percent=share(missed, came + missed),
        outcomes=told({kind: kinds.get(kind, 0) for kind in AdviceKind.values}),
        talked=told({"all": len(talked)})["all"],
        talked_applied=flow["yes"],
        oriented=told({"all": len(oriented)})["all"],
        oriented_applied=way["yes"],
    )


def _who_applied(profiles: Collection[UUID]) -> set[UUID]:
    return {pk for applied in _applied for pk in applied(profiles)} if profiles else set()


def _number(number: int | None) -> str:
    return _("minder dan 5") if number is None else str(number)
