"""The demo regions' teams, advisers and hours. Everything is invented; addresses end in .example."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone

from intake.agenda.enums import Audience, Mode, Portrait
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Team, WorkingHours
from intake.agenda.slots import AMSTERDAM
from intake.groups.models import GroupSession
from intake.referring.enums import ReferrerKind
from intake.referring.models import Referrer
from intake.teams.models import WalkInHours
from portal.demo import SINCE, demo_member
from portal.people.enums import Role
from portal.regions.models import Region

#: Region, team, town, address, what to know.
TEAMS = (
    (
        "groningen",
        "Werkcentrum Groningen (demo)",
        "Groningen",
        "Voorbeeldplein 1\n9700 AA Groningen",
        "Er is een lift. Je fiets kan voor de deur.",
    ),
    (
        "drenthe",
        "Werkcentrum Drenthe (demo)",
        "Emmen",
        "Voorbeeldlaan 12\n7800 AA Emmen",
        "Gratis parkeren kan ernaast.",
    ),
    ("friesland", "Werkcentrum Friesland (demo)", "Leeuwarden", "Voorbeeldkade 5\n8900 AA Leeuwarden", ""),
    ("twente", "Werkcentrum Twente (demo)", "Enschede", "Voorbeeldstraat 30\n7500 AA Enschede", "Bij het station."),
    ("rijnmond", "Werkcentrum Rijnmond (demo)", "Rotterdam", "Voorbeeldhaven 8\n3000 AA Rotterdam", "Er is een lift."),
)

MORNING, AFTERNOON = (time(9), time(12)), (time(13), time(17))
EVENING = (time(18), time(21))
FRIDAY = 5

TALK = [Mode.OFFICE, Mode.VIDEO, Mode.PHONE]
#: What every demo team offers, by slug.
KINDS: dict[str, dict[str, Any]] = {
    "eerste-gesprek": {
        "name": "Eerste gesprek",
        "text": "Voor iedereen die wil weten wat er kan.",
        "modes": [*TALK, Mode.CALL_BACK],
    },
    "korte-vraag": {
        "name": "Korte vraag",
        "text": "Je weet al wat je wilt en hebt één vraag.",
        "minutes": 20,
        "pause_minutes": 10,
        "modes": [Mode.PHONE, Mode.VIDEO],
        "lead_hours": 4,
        "horizon_days": 14,
        "remind_hours": 2,
    },
    "plan-maken": {
        "name": "Samen een plan maken",
        "text": "Je sprak al met een adviseur. Nu maken jullie stap voor stap een plan.",
        "minutes": 90,
        "modes": [Mode.OFFICE],
        "lead_hours": 48,
        "needs_confirmation": True,
    },
    "na-verwijzing": {
        "name": "Gesprek na een verwijzing",
        "text": "Voor wie is uitgenodigd door UWV, gemeente, vakbond of werkgever.",
        "minutes": 60,
        "modes": TALK,
        "audience": Audience.REFERRERS,
    },
}
#: ISO weekday, from, until.
WALK_IN = ((2, time(10), time(12)), (4, time(14), time(16)))

#: Region, mail address before the @, name, face, introduction, languages, hours per weekday (ISO).
ADVISERS = (
    (
        "groningen",
        "adviseur",
        "Sanne de Wit",
        Portrait.BOB,
        "Ik werkte zelf tien jaar in de zorg. Ik help je graag ontdekken wat nog meer bij je past.",
        ["nl", "en"],
        {1: (MORNING, AFTERNOON), 2: (MORNING, AFTERNOON), 4: (AFTERNOON, EVENING), 5: (MORNING,)},
    ),
    (
        "groningen",
        "adviseur-groningen-2",
        "Yusuf Demir",
        Portrait.BEARD,
        "Ik weet veel van techniek en van leren naast je werk. Kom gerust langs met je vragen.",
        ["nl", "tr", "en"],
        {1: (AFTERNOON,), 3: (MORNING, AFTERNOON), 5: (MORNING, AFTERNOON)},
    ),
    (
        "drenthe",
        "adviseur-drenthe",
        "Harm Jan Eding",
        Portrait.GREY,
        "Iedereen kan iets. Samen zoeken we uit wat dat bij jou is.",
        ["nl", "de"],
        {1: (MORNING, AFTERNOON), 3: (MORNING, AFTERNOON), 4: (MORNING,)},
    ),
    (
        "friesland",
        "adviseur-friesland",
        "Jeltje Hoekstra",
        Portrait.BUN,
        "Ik luister eerst. Daarna maken we samen een plan.",
        ["nl", "fy"],
        {2: (MORNING, AFTERNOON), 4: (MORNING, AFTERNOON)},
    ),
    (
        "twente",
        "adviseur-twente",
        "Marloes ter Horst",
        Portrait.CURLS,
        "Wil je iets anders, maar weet je niet wat? Daar praat ik het liefst over.",
        ["nl", "de"],
        {1: (MORNING,), 2: (MORNING, AFTERNOON), 3: (EVENING,), 5: (MORNING,)},
    ),
    (
        "twente",
        "adviseur-twente-2",
        "Omar Haddad",
        Portrait.GLASSES,
        "Ik kwam zelf uit een ander land en begon opnieuw. Ik denk graag met je mee.",
        ["nl", "ar", "en"],
        {1: (AFTERNOON,), 4: (MORNING, AFTERNOON)},
    ),
    (
        "rijnmond",
        "adviseur-rijnmond",
        "Fleur van den Berg",
        Portrait.SHORT,
        "Van haven tot zorg: ik ken de bedrijven hier en weet waar ze mensen zoeken.",
        ["nl", "en"],
        {1: (MORNING, AFTERNOON), 2: (AFTERNOON, EVENING), 5: (MORNING,)},
    ),
    (
        "rijnmond",
        "adviseur-rijnmond-2",
        "Aylin Kaya",
        Portrait.SCARF,
        "Je hoeft niets te weten als je komt. Dat is juist mijn werk.",
        ["nl", "tr", "pl"],
        {3: (MORNING, AFTERNOON), 4: (MORNING, AFTERNOON)},
    ),
)


def _load_groups(teams: Iterable[Team]) -> None:
    """A workshop of every team, two to four weeks from now, while it has none to come."""
    now = timezone.now()
    for number, team in enumerate(teams):
        if not GroupSession.objects.coming(now).filter(team=team).exists():
            day = timezone.localdate(now) + timedelta(days=14 + 3 * number)
            day += timedelta(days=8 - day.isoweekday() if day.isoweekday() > FRIDAY else 0)  # not in a weekend
            start = datetime.combine(day, time(13, 30), tzinfo=AMSTERDAM)
            GroupSession.objects.create(
                team=team,
                title="Workshop: ontdek wat je kunt",
                text="Met een kleine groep zoek je uit waar je goed in bent. Je hoeft niets voor te bereiden.",
                period=DateTimeTZRange(start, start + timedelta(hours=2)),
                place=", ".join(team.address.splitlines()),
                seats=12,
            )


#: Logs in with a code by mail, as a learner does, and comes in at /verwijzen/.
REFERRER = {
    "email": "verwijzer@doorleren.example",
    "name": "Wim Jansen",
    "organisation": "UWV (demo)",
    "kind": ReferrerKind.UWV,
}
TEAM_LEAD = ("teamleider@doorleren.example", "Tom Hoekstra", ("groningen", "friesland", "drenthe"))


@transaction.atomic
def load_agenda(since: date = SINCE) -> None:
    """A team in each demo region, its advisers with their log-ins, and when they work. Again changes nothing."""
    teams = {}
    for region, name, place, address, text in TEAMS:
        teams[region], _created = Team.objects.update_or_create(
            region=Region.objects.get(slug=region),
            name=name,
            defaults={"place": place, "address": address, "public_text": text, "most_missed": 3},
        )
    for team in teams.values():
        for position, (slug, kind) in enumerate(KINDS.items()):
            AppointmentKind.objects.get_or_create(team=team, slug=slug, defaults={"position": position, **kind})
        if not team.walk_in_hours.exists():
            WalkInHours.objects.bulk_create(
                WalkInHours(team=team, weekday=weekday, start=start, end=end) for weekday, start, end in WALK_IN
            )
    _load_groups(teams.values())
    email, name, regions = TEAM_LEAD
    lead = demo_member(email, name, Role.TEAM_LEAD, list(regions))
    for region in regions:
        Referrer.objects.get_or_create(
            team=teams[region], email=REFERRER["email"], ended=None, defaults=REFERRER | {"added_by": lead}
        )
    for region, address, name, portrait, introduction, languages, hours in ADVISERS:
        user = demo_member(f"{address}@doorleren.example", name, Role.ADVISER, [region])
        adviser, _created = Adviser.objects.update_or_create(
            user=user,
            defaults={
                "team": teams[region],
                "name": name,
                "portrait": portrait,
                "introduction": introduction,
                "languages": languages,
            },
        )
        if not adviser.hours.exists():
            WorkingHours.objects.bulk_create(
                WorkingHours(adviser=adviser, weekday=weekday, start=start, end=end, valid=DateRange(since, None))
                for weekday, parts in hours.items()
                for start, end in parts
            )
