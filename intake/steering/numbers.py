"""How a team is doing: room, waiting time, who came, what came of it, and how people go from one path to the other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, UUIDField
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.advice.enums import AdviceKind
from intake.advice.models import Advice
from intake.agenda.availability import Offer, offers_of
from intake.agenda.enums import AppointmentStatus, Audience
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Appointment, Team
from intake.agenda.slots import midnight
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
    def has_outcomes(self) -> bool:
        """Is there anything to draw? Too few to tell is something; without, the table says all."""
        return any(number != 0 for number in self.outcomes.values())

    @property
    def bars(self) -> list[dict[str, Any]]:
        """The outcomes as bars of at most 100 wide, the longest 100; what is not told has none."""
        most = max((number or 0 for number in self.outcomes.values()), default=0) or 1
        return [
            {"label": AdviceKind(kind).label, "text": _number(number), "width": round(100 * (number or 0) / most)}
            for kind, number in self.outcomes.items()
        ]


def numbers_of(teams: Collection[Team], first: date, last: date) -> list[Numbers]:
    """The numbers of these teams from first to last day, both included; the room is that of the coming four weeks.

    As many queries for one team as for all.
    """
    now = timezone.now()
    since, until = midnight(first), midnight(last + timedelta(days=1))
    offers = _offers(teams, now)
    talks = Appointment.objects.filter(adviser__team__in=teams).annotate(of_team=F("adviser__team"))
    held = talks.filter(period__startswith__gte=since, period__startswith__lt=until)
    statuses = _counted(held.values_list("of_team", "status").annotate(number=Count("pk")))
    coming = talks.booked().overlapping(now, now + AHEAD)
    booked = dict(coming.values_list("of_team").annotate(number=Count("pk")))
    advised = Advice.objects.filter(appointment__in=held.values("pk"))
    kinds = _counted(advised.values_list("appointment__adviser__team", "kind").annotate(number=Count("pk")))
    # Of who was erased is known that talks were of one person, and whether that person applied.
    of = Coalesce("profile", "former_person", output_field=UUIDField())
    came = held.filter(status=AppointmentStatus.CAME).annotate(of=of).exclude(of=None)
    rows = list(came.values_list("of_team", "of", "former_applied").distinct())
    talked = _people((number, one) for number, one, _applied in rows)
    kept = Orientation.objects.filter(kept__gte=since, kept__lt=until)
    oriented = _people(talks.filter(profile__in=kept.values("profile")).values_list("of_team", "profile").distinct())
    applied = who_applied({pk for people in (talked, oriented) for found in people.values() for pk in found})
    applied |= {one for _team, one, before in rows if before}
    return [
        _numbers(
            team,
            offers[team.pk],
            booked.get(team.pk, 0),
            statuses[team.pk],
            kinds[team.pk],
            (talked[team.pk], oriented[team.pk]),
            applied,
            timezone.localdate(now),
        )
        for team in teams
    ]


def _offers(teams: Collection[Team], now: datetime) -> dict[int, list[Offer]]:
    """Per team the free times for its usual kind of talk, the first one first."""
    usual: dict[int, AppointmentKind] = {}
    for kind in AppointmentKind.objects.bookable_by(Audience.EVERYONE).filter(team__in=teams):
        if kind.talks:
            usual.setdefault(kind.team_id, kind)
    at_work = Adviser.objects.at_work(timezone.localdate(now)).filter(team__in=usual)
    found: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of([(one, usual[one.team_id]) for one in at_work], now):
        found[offer.adviser.team_id].append(offer)
    return found


def _counted(rows: Iterable[tuple[int, str, int]]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for team, name, number in rows:
        found[team][name] = number
    return found


def _people(rows: Iterable[tuple[int, UUID | None]]) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    for team, profile in rows:
        if profile is not None:
            found[team].add(profile)
    return found


def _numbers(
    team: Team,
    offers: Sequence[Offer],
    booked: int,
    statuses: Mapping[str, int],
    kinds: Mapping[str, int],
    people: tuple[set[UUID], set[UUID]],
    applied: set[UUID],
    today: date,
) -> Numbers:
    came, missed = statuses.get(AppointmentStatus.CAME, 0), statuses.get(AppointmentStatus.NO_SHOW, 0)
    attended = told({"came": came, "no_show": missed})
    talked, oriented = people
    flow = told({"yes": len(talked & applied), "no": len(talked - applied)})
    way = told({"yes": len(oriented & applied), "no": len(oriented - applied)})
    return Numbers(
        team=team,
        free=len(offers),
        booked=booked,
        days_to_first=(offers[0].day - today).days if offers else None,
        came=attended["came"],
        no_show=attended["no_show"],
        no_show_percent=share(missed, came + missed),
        outcomes=told({kind: kinds.get(kind, 0) for kind in AdviceKind.values}),
        talked=told({"all": len(talked)})["all"],
        talked_applied=flow["yes"],
        oriented=told({"all": len(oriented)})["all"],
        oriented_applied=way["yes"],
    )


def who_applied(profiles: Collection[UUID]) -> set[UUID]:
    """Those of these profiles that applied for a course in this portal."""
    return {pk for applied in _applied for pk in applied(profiles)} if profiles else set()


def _number(number: int | None) -> str:
    return _("minder dan 5") if number is None else str(number)
