"""What our own exports say beside the words of a standard (courses.exports.own), read back.

It comes from a stranger like everything in a feed: whatever is in it goes the way of all that is told, through the same
checks, and what is no text, number or list where one belongs says nothing.
"""

from django.db.models import TextChoices

from courses.enums import CostKind, Level, Outcome, PartOfDay, Recognition, Sector, SessionStatus, StartKind
from courses.feeds.json import Json, many, words
from courses.feeds.records import ProviderRecord
from courses.feeds.texts import plain
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.values import MOST_CENTS, web_address, whole
from courses.kvk import kvk_of

#: What our part is called in the formats that carry it.
NAME = "doorleren"

type Part = dict[str, Json]


def part(holder: Json) -> Part | None:
    """What is ours in this holder; None when there is nothing."""
    found = holder.get(NAME) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) and found else None


def provider(said: Part, kvk: str) -> ProviderRecord:
    """The provider with this number, as our part tells of it."""
    told = [words(word) for word in many(said.get("recognitions"))]
    return ProviderRecord(
        kvk,
        plain(words(said.get("org_unit_id")), 64),
        plain(words(said.get("name")), 200),
        web_address(words(said.get("website"))),
        tuple(Recognition(word) for word in dict.fromkeys(told) if word in Recognition.values),
    )


def course(said: Part, where: str) -> Told:
    """A course as our part tells it, without its sessions."""
    level, start = _one_of(Level, said.get("level")), _one_of(StartKind, said.get("start_kind"))
    parts = [_one_of(PartOfDay, one) for one in many(said.get("parts_of_day"))]
    return Told(
        kvk=kvk_of(words(said.get("kvk"))),
        key=words(said.get("key")),
        title=words(said.get("title")),
        where=where,
        summary=words(said.get("summary")),
        description=words(said.get("description")),
        keywords=words(said.get("keywords")),
        link=words(said.get("link")),
        contact_email=words(said.get("contact_email")),
        language=words(said.get("language")),
        sector=_one_of(Sector, said.get("sector")) or Sector.OTHER,
        level=level,
        level_word=words(said.get("level_word")),
        nlqf=words(said.get("nlqf")),
        outcome=_one_of(Outcome, said.get("outcome")) or Outcome.PARTICIPATION,
        crebo=words(said.get("crebo")),
        minimum_age=words(said.get("minimum_age")),
        entry_requirements=words(said.get("entry_requirements")),
        start_kind=start,
        online=said.get("online") is True,
        duration=(words(said.get("duration_amount")), words(said.get("duration_unit"))),
        hours_total=words(said.get("hours_total")),
        hours_per_week=words(said.get("hours_per_week")),
        parts_of_day=[one for one in parts if one is not None],
        expires=words(said.get("expires")),
        places=[
            (words(one.get("text")), "", words(one.get("municipality")))
            for one in many(said.get("places"))
            if isinstance(one, dict)
        ],
        prices=_prices(said, where),
    )


def session(said: Part, where: str) -> ToldSession:
    """One session as our part tells it."""
    return ToldSession(
        key=words(said.get("key")),
        starts=words(said.get("starts")),
        ends=words(said.get("ends")),
        certain=said.get("starts_certain") is not False,
        opens=words(said.get("opens")),
        deadline=words(said.get("deadline")),
        place=words(said.get("place")),
        municipality=words(said.get("municipality")),
        online=said.get("online") is True,
        seats_total=words(said.get("seats_total")),
        seats_left=words(said.get("seats_left")),
        status=_one_of(SessionStatus, said.get("status")) or SessionStatus.OPEN,
        prices=_prices(said, where),
        where=where,
    )


def _prices(said: Part, where: str) -> list[ToldPrice]:
    return [_price(one, where) for one in many(said.get("prices")) if isinstance(one, dict)]


def _price(said: Part, where: str) -> ToldPrice:
    """A price line; what is no amount of cents is told as it is, and then refused like any price."""
    return ToldPrice.in_parts(
        _euros(said.get("net_cents")),
        _euros(said.get("vat_cents")),
        words(said.get("vat_percent")),
        kind=_one_of(CostKind, said.get("kind")) or CostKind.OTHER,
        required=said.get("required") is not False,
        label=words(said.get("label")),
        where=where,
    )


def _euros(value: Json) -> str:
    cents = whole(words(value), 100 * MOST_CENTS)
    return words(value) or "?" if cents is None else f"{cents // 100}.{cents % 100:02d}"


def _one_of[Choice: TextChoices](choices: type[Choice], value: Json) -> Choice | None:
    return choices(words(value)) if words(value) in choices.values else None
