"""When and where in EDU-DEX: runs, places and parts of the day.

When a run does not tell its place or price, those of the generic run count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from courses.enums import PartOfDay, SessionStatus
from courses.feeds import checking
from courses.feeds.edudex.costs import Pricing
from courses.feeds.edudex.words import PARTS_OF_DAY, STATUSES
from courses.feeds.pricing import RefusedPrices, hoisted
from courses.feeds.records import Findings, Place, PriceRecord, SessionRecord, Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import plain
from courses.feeds.values import MOST_SEATS, day, whole, yes
from courses.feeds.words import is_online_place
from courses.feeds.xml import Element, attribute, children, dutch, first, line, text


@dataclass(slots=True)
class Schedule:
    """What the programSchedule of one program says. ``prices`` are those of the course itself."""

    sessions: tuple[SessionRecord, ...] = ()
    refused: tuple[str, ...] = ()
    prices: tuple[PriceRecord, ...] = ()
    generic_place: Place | None = None
    parts_of_day: tuple[PartOfDay, ...] = ()
    seen: set[str] = field(default_factory=set)


def read_schedule(program: Element, pricing: Pricing, *, today: date, online: bool) -> Schedule:
    """Sessions and prices of a program; ``online``: the program as a whole is. A session that cannot be used is left
    out with an issue, and its key is in ``refused``. Raises Unusable for a price of the course that cannot be right."""
    schedule = first(program, "programSchedule")
    generic = first(schedule, "genericProgramRun")
    accepting = yes(text(program, "programAdmission", "applicationOpen")) is not False
    found = Schedule(prices=pricing.lines(generic, today), generic_place=place_of(first(generic, "location")))
    sessions: list[SessionRecord] = []
    refused: list[str] = []
    of_refused = RefusedPrices()
    for run in children(schedule, "programRun"):
        key = run_key(run)
        notes = Findings(f"{pricing.findings.record} / {key}", f"{pricing.file}, {line(run)}")
        try:
            if text(run, "openTo").lower() == "client only":
                notes.tell("session_for_client", _("Deze uitvoering is alleen voor een klant en wordt niet getoond."))
            elif key in found.seen:
                notes.refuse("session_twice", _("Dit nummer staat al bij een andere uitvoering van deze opleiding."))
            else:
                found.seen.add(key)
                session = _session(run, key, found, replace(pricing, findings=notes), online=online)
                sessions.append(session if accepting else _closed(session))
        except Unusable as problem:
            notes.error(problem.code, problem.message, problem.where)
            refused.append(key)
            of_refused.of(problem, partial(replace(pricing, findings=Findings(key, "")).lines, run, today))
        pricing.findings.issues += notes.issues
    found.sessions, found.prices = hoisted(tuple(sessions), found.prices, of_refused)
    found.refused = tuple(refused)
    found.parts_of_day = tuple(_parts_of_day(generic, *children(schedule, "programRun")))
    return found


def run_key(run: Element) -> str:
    """The provider's id of a run; without one, a key of its start and place that stays the same."""
    given = plain(text(run, "id"), 64)
    if given:
        return given
    where = place_of(first(run, "location"))
    return f"{text(run, 'startDate') or 'zonder-datum'} {where.text if where else ''}".strip()[:64]


def place_of(location: Element | None) -> Place | None:
    """A place: the city, else what the provider calls the location; None when it says nothing."""
    if location is None:
        return None
    words = text(location, "city") or dutch(location, "locationName") or text(location, "address")
    postcode = re.sub(r"\s", "", text(location, "zipcode"))[:6]
    return Place(plain(words, 200), postcode) if words or postcode else None


def _session(run: Element, key: str, course: Schedule, pricing: Pricing, *, online: bool) -> SessionRecord:
    notes = pricing.findings
    days = [found for one in _days(run) if (found := day(text(one, "date")))]
    starts = _date(run, "startDate", notes) or min(days, default=None)
    if starts is None:
        notes.refuse("session_without_start", _("Deze uitvoering heeft geen startdatum."))
    ends = _date(run, "endDate", notes) or max(days, default=starts)
    if ends < starts:
        notes.refuse(
            "ends_before_starts",
            _("De einddatum %(ends)s ligt voor de startdatum %(starts)s.", ends=str(ends), starts=str(starts)),
        )
    status = text(run, "status").lower()
    if status not in STATUSES:
        notes.refuse("status_unknown", _("De status '%(status)s' kennen wij niet.", status=plain(status, 40)))
    seats = whole(text(run, "maxNumberOfParticipants"), MOST_SEATS)
    # EDU-DEX has no word for "full": such a run is closed. Who counts places tells them in the free part.
    left = whole(text(run, "programRunFree", "availableSeats"), MOST_SEATS)
    seats, left, known_status = checking.seats(seats, left, STATUSES[status])
    # EDU-DEX has no word for the first day either.
    opens, deadline = day(text(run, "programRunFree", "opens")), _date(run, "applicationDeadline", notes)
    place, fully_online = _place(run, course.generic_place, notes, online=online)
    return SessionRecord(
        key=key,
        starts=starts,
        ends=ends,
        starts_certain=yes(attribute(first(run, "startDate"), "isFinal")) is not False,
        opens=None if opens and deadline and opens > deadline else opens,
        deadline=deadline,
        online=fully_online,
        place=place,
        seats_total=seats,
        seats_left=left,
        status=known_status,
        prices=pricing.lines(run, starts),
    )


def _place(run: Element, generic: Place | None, notes: Findings, *, online: bool) -> tuple[Place | None, bool]:
    """Where a run is, and whether it is wholly online: a flag, so then there is no place."""
    named = [place_of(first(holder, "location")) for holder in (run, *_days(run))]
    own = next((place for place in named if place is not None), None)
    flag = yes(text(run, "fullyOnline"))
    if own is not None and is_online_place(own.text):
        return None, True
    if flag or (flag is None and online):
        if own is not None:
            notes.warn(
                "online_with_place",
                _("De uitvoering is helemaal online en heeft toch een plaats (%(place)s).", place=own.text),
            )
        return None, True
    place, code = own or generic, text(run, "programRunFree", "municipality")
    # Our own file tells what a postcode did: "Bathmen" is no municipality.
    return replace(place, municipality=code) if place is not None and code else place, False


def _days(run: Element) -> list[Element]:
    inner = [one for module in children(run, "module") for one in children(module, "courseDay")]
    return children(run, "courseDay") + inner


def _date(run: Element, name: str, notes: Findings) -> date | None:
    written = text(run, name)
    found = day(written)
    if written and found is None:
        notes.refuse(
            "date_impossible", _("%(name)s: '%(day)s' is geen datum die kan.", name=name, day=plain(written, 40))
        )
    return found


def _closed(session: SessionRecord) -> SessionRecord:
    return replace(session, status=SessionStatus.CLOSED) if session.status == SessionStatus.OPEN else session


def _parts_of_day(*holders: Element | None) -> Iterator[PartOfDay]:
    named = {text(part).lower() for holder in holders for part in children(holder, "contactHoursPartOfDay")}
    return (part for word, part in PARTS_OF_DAY.items() if word in named)
