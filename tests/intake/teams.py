"""Teams, advisers and bookings for tests. Without hours of their own, advisers work on weekdays from 9 to 12."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils.text import slugify
from lxml import html

from intake.agenda.moments import MomentConverter
from intake.agenda.slots import AMSTERDAM
from intake.models import Adviser, AppointmentKind, Team, WorkingHours
from portal.mail.models import MailMessage
from portal.people.enums import Role
from tests.outbox import work_off
from tests.people import give_role, make_user

#: A Monday morning in winter; Sinterklaas is not a holiday.
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
#: The first time that can be booked then: Tuesday at nine is within 24 hours, at ten is not.
FIRST = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

CONTACT = {
    "name": "Lena de Boer",
    "email": "lena@voorbeeld.example",
    "mode": "office",
    "phone": "",
    "hope": "Ik wil iets met mensen.",
    "request_key": "een-formulier",
}


def make_team(region: str = "groningen", name: str = "Werkcentrum", **more: Any) -> Team:
    """A team with the usual kind of talk: 45 minutes, and a quarter of an hour of rest."""
    team, created = Team.objects.get_or_create(
        region_id=region,
        name=name,
        defaults={"place": "Groningen", "address": "Voorbeeldplein 1\n9700 AA Groningen"} | more,
    )
    if created:
        make_kind(team)
    return team


def make_kind(team: Team, name: str = "Eerste gesprek", **more: Any) -> AppointmentKind:
    usual = {"modes": ["office", "video", "phone"], "slug": slugify(name), "position": team.kinds.count()}
    return AppointmentKind.objects.create(team=team, name=name, **usual | more)


def kind_of(adviser: Adviser) -> AppointmentKind:
    """The usual kind of talk of this adviser's team."""
    return adviser.team.kinds.first()  # type: ignore[no-any-return]


def make_adviser(
    name: str = "Sanne",
    region: str = "groningen",
    hours: tuple[tuple[time, time], ...] = ((time(9), time(12)),),
    days: tuple[int, ...] = (1, 2, 3, 4, 5),
    until: date | None = None,
) -> Adviser:
    """An adviser with a log-in ``name@voorbeeld.example``, a role in the region (up to ``until``), and hours."""
    user = make_user(name)
    give_role(user, Role.ADVISER, region, until=until)
    adviser = Adviser.objects.create(user=user, team=make_team(region), name=f"{name} de Wit", languages=["nl", "en"])
    WorkingHours.objects.bulk_create(
        WorkingHours(adviser=adviser, weekday=day, start=start, end=end, valid=DateRange(date(2026, 1, 1), None))
        for day in days
        for start, end in hours
    )
    # The row as `at_work` gives it.
    return Adviser.objects.at_work(date(2026, 11, 23)).select_related("user").get(pk=adviser.pk)


def slot_url(adviser: Adviser, start: datetime = FIRST, kind: AppointmentKind | None = None) -> str:
    number = (kind or kind_of(adviser)).pk
    return f"/orienteren/afspraak/{number}/{adviser.pk}/{MomentConverter().to_url(start)}/"


def amsterdam(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def press(
    client: Client, adviser: Adviser, start: datetime = FIRST, kind: AppointmentKind | None = None, **fields: str
) -> Any:
    """Press the last button of the booking, as the check page would."""
    return client.post(slot_url(adviser, start, kind), CONTACT | {"step": "confirm"} | fields)


def confirm(
    client: Client, adviser: Adviser, start: datetime = FIRST, kind: AppointmentKind | None = None, **fields: str
) -> Any:
    """Press the last button, and type the code from the mail where one is asked for."""
    answer = press(client, adviser, start, kind, **fields)
    if answer.status_code == 302 and answer.url.endswith("/bevestigen/"):
        return type_code(client, answer.url)
    return answer


def type_code(client: Client, address: str) -> Any:
    """Type the code that was mailed for the appointment of this page; it leads to the appointment."""
    return client.post(address, {"code": mailed_code(address)})


def mailed_code(address: str) -> str:
    """The code of the last mail about the appointment of this page, which was not sent yet."""
    mails = MailMessage.objects.filter(kind="appointment_code", text__contains=address)
    return mails.latest("created", "pk").text.partition("?code=")[2].split()[0]


def words(answer: Any) -> str:
    """The text of the page's content, spaces folded."""
    page = html.document_fromstring(answer.content.decode())
    for line_break in page.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return re.sub(r"\s+", " ", page.get_element_by_id("inhoud").text_content()).strip()


def deliver() -> None:
    """Send what was promised; the outbox's own times are the database's, which knows no frozen clock."""
    with time_machine.travel(datetime(2100, 1, 1, tzinfo=UTC)):
        work_off()


def times(answer: Any) -> list[str]:
    """The times that a page offers, "10:00 met Sanne de Wit"."""
    page = html.document_fromstring(answer.content.decode())
    return [
        re.sub(r"\s+", " ", "".join(slot.xpath(".//text()[not(ancestor::*[@aria-hidden])]"))).strip()
        for slot in page.find_class("slot")
    ]
