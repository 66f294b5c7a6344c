"""How the catalogue says things: length, time, place, start, price. Texts of providers stay as they are."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import DurationUnit, Level, Outcome, PartOfDay, Sector, SessionStatus, StartKind
from courses.models import Course, CoursePlace, Session
from courses.search.places import Far
from portal.templatetags.portal import NO_BREAK, day, euros

MOST_PLACES = 3
UNREACHED = 10_000
TIMES = {
    PartOfDay.MORNING: gettext_lazy("'s ochtends"),
    PartOfDay.AFTERNOON: gettext_lazy("'s middags"),
    PartOfDay.DAY: gettext_lazy("overdag"),
    PartOfDay.EVENING: gettext_lazy("'s avonds"),
    PartOfDay.NIGHT: gettext_lazy("'s nachts"),
    PartOfDay.WEEKEND: gettext_lazy("in het weekend"),
}


def length(course: Course) -> str:
    """ "12 weken"; "" when the provider does not tell."""
    if course.duration_amount is None:
        return ""
    number = course.duration_amount
    match DurationUnit(course.duration_unit):
        case DurationUnit.HOUR:
            text = ngettext("%(number)s uur", "%(number)s uur", number)
        case DurationUnit.DAY:
            text = ngettext("%(number)s dag", "%(number)s dagen", number)
        case DurationUnit.WEEK:
            text = ngettext("%(number)s week", "%(number)s weken", number)
        case DurationUnit.MONTH:
            text = ngettext("%(number)s maand", "%(number)s maanden", number)
        case DurationUnit.YEAR:
            text = ngettext("%(number)s jaar", "%(number)s jaar", number)
    return text % {"number": number}


def hours_a_week(course: Course) -> str:
    """ "8 uur per week"; nothing for a course of some days, where hours a week would mislead."""
    short = course.duration_unit in {DurationUnit.HOUR, DurationUnit.DAY}
    if not course.hours_per_week or short:
        return ""
    return ngettext("%(number)s uur per week", "%(number)s uur per week", course.hours_per_week) % {
        "number": course.hours_per_week
    }


def times(course: Course) -> str:
    """ "overdag en 's avonds"; "" when not told."""
    return listed(str(TIMES[PartOfDay(part)]) for part in course.parts_of_day)


def rhythm(course: Course) -> str:
    """Length, hours and time of day on one line: "12 weken, 4 uur per week, 's avonds"."""
    return ", ".join(filter(None, (length(course), hours_a_week(course), times(course))))


def listed(words: Iterable[str]) -> str:
    """ "a, b en c" as plain text."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s en %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}


def places(course: Course, regions: Collection[str], far: Far | None = None) -> str:
    """Where one can follow it, in these regions (none: anywhere): "Groningen, Assen en 2 andere plaatsen".

    With ``far`` the nearest first, with about how far it is.
    """
    if course.online:
        return _("Online, vanaf elke plek")
    given = given_at(course, regions, far)
    names = list(given)
    if not names:
        return _("Plaats nog niet bekend")
    if far:
        names[0] = with_distance(names[0], far(given[names[0]]))
    if len(names) <= MOST_PLACES:
        return listed(names)
    more = len(names) - MOST_PLACES + 1
    rest = ngettext("%(number)s andere plaats", "%(number)s andere plaatsen", more) % {"number": more}
    return listed([*names[: MOST_PLACES - 1], rest])


def given_at(course: Course, regions: Collection[str], far: Far | None = None) -> dict[str, str | None]:
    """The places where it is given in these regions (none: anywhere), each with the code of its municipality.

    Of its sessions to come, else those that the course itself tells. With ``far`` the nearest first.
    """
    coming = [s for s in course.coming if s.status != SessionStatus.CANCELLED and s.place and within(s, regions)]
    found = [(session.place, session.municipality_id) for session in coming]
    if not coming:
        found = [(p.text, p.municipality_id) for p in course.places.all() if not regions or _region(p) in regions]
    if far:
        found.sort(key=lambda place: known_distance(far, place[1]))
    given: dict[str, str | None] = {}
    for name, code in found:
        given.setdefault(name, code)
    return given


def known_distance(far: Far, code: str | None) -> int:
    """Kilometres to sort by: a place that nobody knows the way to comes last."""
    return UNREACHED if (kilometres := far(code)) is None else kilometres


def with_distance(name: str, kilometres: int | None) -> str:
    """ "Assen (ongeveer 26 km)"; the name alone when nobody knows how far it is."""
    if kilometres is None:
        return name
    text = _("%(place)s (ongeveer %(number)s km)") if kilometres else _("%(place)s (in jouw gemeente)")
    return text % {"place": name, "number": kilometres}


def within(session: Session, regions: Collection[str]) -> bool:
    """Whether a session can be followed in these regions; none means anywhere."""
    return not regions or session.online or _region(session) in regions


def next_session(course: Course, regions: Collection[str] = ()) -> Session | None:
    """The first coming session in these regions (none: anywhere) that can still be joined."""
    today = timezone.localdate()
    return next((s for s in course.coming if within(s, regions) and s.is_open_on(today)), None)


def not_yet(course: Course, regions: Collection[str] = ()) -> Session | None:
    """The first coming session in these regions (none: anywhere) that can be joined later, but not yet.

    None of a course that one can begin at once or by agreement: that is better.
    """
    today = timezone.localdate()
    if course.start_kind != StartKind.FIXED:
        return None
    return next((s for s in course.coming if within(s, regions) and s.opens_after(today)), None)


def start(session: Session) -> str:
    """The day a session starts, or only the month while that is all that is sure."""
    if session.starts_certain:
        return day(session.starts, "date")
    return formats.date_format(session.starts, "F Y")


def start_without_date(course: Course) -> str:
    """How one gets in when no coming session is open."""
    if course.start_kind == StartKind.DIRECT:
        return _("Je kunt meteen beginnen")
    if course.start_kind == StartKind.AGREED:
        return _("Start in overleg")
    if any(session.status == SessionStatus.FULL for session in course.coming):
        return _("Nu vol")
    return _("Nog geen nieuwe startdatum")


def price(course: Course) -> str:
    """ "€ 1.450", "vanaf € 1.450" when sessions differ, or "prijs op aanvraag"; never € 0."""
    if course.total_cents is None:
        return _("Prijs op aanvraag")
    own = {session.total_cents for session in course.coming if session.total_cents is not None}
    amount = euros(course.total_cents)
    return _("vanaf %(amount)s") % {"amount": amount} if own - {course.total_cents} else amount


def level(course: Course) -> str:
    """ "mbo 2", or "hbo, NLQF 5"; "" when there is none worth telling."""
    known = "" if course.level in {Level.NONE, Level.OTHER} else str(Level(course.level).label)
    return ", ".join(filter(None, (known, f"NLQF{NO_BREAK}{course.nlqf}" if course.nlqf else "")))


def outcome(course: Course) -> str:
    return str(Outcome(course.outcome).label)


def sector(course: Course) -> str:
    return str(Sector(course.sector).label)


def language(code: str) -> str:
    """The name of the languages that courses are given in; others by their code."""
    names = {"nl": _("Nederlands"), "en": _("Engels"), "de": _("Duits"), "fr": _("Frans"), "": ""}
    return names.get(code, code)


def seats(session: Session) -> str:
    """ "nog 5 plekken"; "" when nobody counts or it does not matter any more."""
    if session.status != SessionStatus.OPEN or session.seats_left is None:
        return ""
    if session.seats_left == 0:
        return _("vol")
    text = ngettext("nog %(number)s plek", "nog %(number)s plekken", session.seats_left)
    return text % {"number": session.seats_left}


def state(session: Session, on: date) -> tuple[str, str]:
    """What can be done with a coming session, in words, and the kind of status that goes with it."""
    if session.is_open_on(on):
        return _("Je kunt je aanmelden"), "done"
    if session.opens_after(on):
        return _("Nog niet open"), "todo"
    if session.status == SessionStatus.CANCELLED:
        return _("Gaat niet door"), "problem"
    if session.status == SessionStatus.FULL or session.seats_left == 0:
        return _("Vol"), "blocked"
    return _("Aanmelden kan niet meer"), "blocked"


def _region(place: Session | CoursePlace) -> str:
    return place.municipality.region_id if place.municipality else ""
