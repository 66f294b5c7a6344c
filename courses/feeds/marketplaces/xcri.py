"""XCRI-CAP 1.2 (EN 15982): a catalog with providers, their courses, and presentations of those.

Source: the validation rules and catalogue of the Open University. A cost is free text in this format, often with
several prices in several currencies: it is shown as text and never read as an amount.
"""

import re
from datetime import date

from courses.enums import StartKind
from courses.feeds import words
from courses.feeds.products import Products
from courses.feeds.told import Told, ToldSession
from courses.feeds.values import iso_duration
from courses.feeds.xml import Element, attribute, beside, children, dutch, first, text

NAMESPACES = ("http://xcri.org/profiles/1.2/catalog", "http://xcri.org/profiles/1.2/catalog/terms")
ONLINE_MODES = {"online", "on", "distance learning", "ds", "self-study", "zelfstudie", "afstandsonderwijs"}
SECTIONS = (
    ("objective", "Wat leer je?"),
    ("learningOutcome", "Wat leer je?"),
    ("assessment", "Hoe word je getoetst?"),
)


def _told(course: Element, where: str, today: date) -> Told:
    presentations = children(course, "presentation")
    descriptions = [text(one) for one in children(course, "description") if text(one)]
    dated = [one for one in presentations if _start(one)]
    qualification = first(course, "qualification")
    identifiers = [text(one) for one in children(course, "identifier") if text(one)]
    told = Told(
        key=_shortest(identifiers),
        title=dutch(course, "title"),
        where=where,
        summary=dutch(course, "abstract"),
        description="\n\n".join(descriptions),
        sections=[(heading, text(course, name)) for name, heading in SECTIONS],
        keywords=" ".join(text(one) for one in children(course, "subject")),
        link=text(course, "url"),
        language=next((text(one, "languageOfInstruction") for one in presentations), ""),
        sector=words.sector_of([*(text(one) for one in children(course, "subject")), dutch(course, "title")]),
        level_word=text(qualification, "educationLevel") or text(course, "level"),
        outcome=words.outcome_of("diploma" if text(qualification, "type").lower() == "diploma" else ""),
        entry_requirements=text(course, "prerequisite"),
        online=bool(presentations) and all(_online(one) for one in presentations),
        duration=next((found for one in presentations if (found := _duration(one))[0]), ("", "")),
        places=[place for one in presentations if one not in dated and (place := _venue(one))[0]],
        sessions=[_session(one, where) for one in dated],
        price_note="; ".join(dict.fromkeys(text(one, "cost") for one in presentations if text(one, "cost"))),
    )
    if presentations and not dated:
        told.start_kind = StartKind.AGREED
    return told


def _shortest(identifiers: list[str]) -> str:
    """Of several identifiers the provider's plain one ("B01"), else the first ("http://...")."""
    plain = [one for one in identifiers if not re.match(r"https?:", one) and ":" not in one]
    return (plain or identifiers or [""])[0]


def _start(presentation: Element) -> str:
    """The machine's date of a start, else its text when that is one."""
    start = first(presentation, "start")
    return attribute(start, "dtf") or text(start)


def _duration(presentation: Element) -> tuple[str, str]:
    return iso_duration(attribute(first(presentation, "duration"), "interval"))


def _online(presentation: Element) -> bool:
    mode = first(presentation, "attendanceMode")
    return bool({text(mode).lower(), attribute(mode, "identifier").lower()} & ONLINE_MODES)


def _venue(presentation: Element) -> tuple[str, str]:
    inside = first(presentation, "venue", "provider")
    venue = inside if inside is not None else first(presentation, "venue")
    where = first(venue, "location")
    return text(where, "town") or text(venue, "title"), text(where, "postcode")


def _session(presentation: Element, where: str) -> ToldSession:
    place, postcode = _venue(presentation)
    end = first(presentation, "end")
    return ToldSession(
        key=_shortest([text(one) for one in children(presentation, "identifier") if text(one)]),
        starts=_start(presentation),
        ends=attribute(end, "dtf") or text(end),
        opens=attribute(first(presentation, "applyFrom"), "dtf") or text(presentation, "applyFrom"),
        deadline=attribute(first(presentation, "applyUntil"), "dtf") or text(presentation, "applyUntil"),
        place=place,
        postcode=postcode,
        online=_online(presentation),
        seats_total=text(presentation, "places"),
        where=beside(where, presentation),
    )


read_xcri = Products("XCRI-CAP", {"catalog", "provider", "course", "courses"}, "course", _told, NAMESPACES)
