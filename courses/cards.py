"""A course in a list, as templates/components/card.html wants it."""

from collections.abc import Collection, Mapping, Sequence
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import words
from courses.estimates import Estimate, estimator
from courses.models import Course, Session
from courses.search.found import State
from courses.search.places import Far
from courses.search.query import CLOSES, OPENS
from portal.templatetags.portal import day, not_certain, own_euros

#: So few seats left are worth a word on a card.
FEW_SEATS = 5
#: What a template finds where there is nothing to tell: looking for a key that is not there takes Django twenty times
#: as long as finding an empty one.
NO_MONEY: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(("money_label", "assumed", "money", "money_open", "money_note", "money_text"), "")
)


def cards(
    request: HttpRequest,
    courses: Sequence[Course],
    regions: Collection[str],
    far: Far | None = None,
    place: str = "",
    radius: int | None = None,
) -> list[dict[str, Any]]:
    """One card per course: places and start in these regions, and what it costs this visitor when that is known.

    ``far`` tells kilometres to a municipality by its code, when the visitor said from where; ``place`` is what they
    said, and goes along to the page of a course, which tells the way from there; ``radius`` the kilometres they go.
    """
    teller = estimator()
    estimates: Mapping[UUID, Estimate] = teller.for_courses(request, courses) if teller and courses else {}
    from_there = f"?{urlencode({'plaats': place})}" if place else ""
    shown = [_card(course, regions, estimates.get(course.pk), far, radius) for course in courses]
    return [card | {"url": card["url"] + from_there} for card in shown]


def to_compare(shown: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same cards, each with a tick to compare it by ("compare") where there is another one to compare with."""
    return [{**card, "compare": card["pk"] if len(shown) > 1 else None} for card in shown]


def money(estimate: Estimate | None) -> dict[str, Any]:
    """The line of money on a card: an amount with who pays the rest, or how to find out; nothing when unknown."""
    if estimate is None:
        return {}
    if estimate.own_cents is not None:
        note = _("%(payers)s betaalt mee") if len(estimate.payers) == 1 else _("%(payers)s betalen mee")
        notes = [note % {"payers": words.listed(estimate.payers)}] if estimate.payers else []
        notes += [_("voorbeeld")] if estimate.example else []
        return {
            "money_label": _("Jij betaalt waarschijnlijk") if estimate.assumed else _("Jij betaalt"),
            "assumed": estimate.assumed,
            "money": estimate.own_cents,
            "money_open": estimate.open_cents,
            "money_note": " · ".join(notes),
        }
    if not estimate.questions_left:
        return {"money_text": _("Bekijk wat jij betaalt")}
    number = estimate.questions_about or estimate.questions_left
    text = ngettext(
        "Beantwoord %(number)s vraag en zie wat jij betaalt",
        "Beantwoord ongeveer %(number)s vragen en zie wat jij betaalt",
        number,
    )
    return {"money_text": text % {"number": number}}


def money_in_words(estimate: Estimate | None) -> str:
    """The line of money in one text: "€ 0 (Fonds A betaalt mee)"; "" when nobody tells."""
    return own_in_words(estimate) or str(money(estimate).get("money_text", ""))


def own_in_words(estimate: Estimate | None) -> str:
    """What this visitor pays, with who pays the rest; "" while that is not known."""
    said = money(estimate)
    if "money" not in said:
        return ""
    notes = " · ".join(filter(None, (not_certain(said["money_open"]), said["money_note"])))
    amount = own_euros(said["money"], said["money_open"])
    amount = _("waarschijnlijk %(amount)s") % {"amount": amount} if said["assumed"] else amount
    return f"{amount}{f' ({notes})' if notes else ''}"


def _card(
    course: Course, regions: Collection[str], estimate: Estimate | None, far: Far | None, radius: int | None
) -> dict[str, Any]:
    session = session_shown(course, regions, far, radius)
    dated = session or words.not_yet(course, regions)
    start = _start(course, dated, regions, far) if dated else words.start_without_date(course)
    facts = [
        {"icon": "calendar", "text": start},
        {"icon": "monitor" if course.online else "map-pin", "text": words.places(course, regions, far)},
        {"icon": "clock", "text": words.rhythm(course)},
        {"icon": "euro", "text": words.price(course)},
    ]
    status, kind = state(course, dated)
    return {
        "pk": course.pk,
        "url": course.get_absolute_url(),
        "title": course.title,
        "provider": course.provider.name,
        "summary": course.summary,
        "facts": [fact for fact in facts if fact["text"]],
        "tags": [tag for tag in (words.level(course), words.outcome(course)) if tag],
        "why": marked(course.why),
        "status": status,
        "status_kind": kind,
        **NO_MONEY,
        **money(estimate),
    }


def _start(course: Course, session: Session, regions: Collection[str], far: Far | None) -> str:
    """When it starts, and where when that is not the place that the card names first: the nearest may start later."""
    said = {"day": words.start(session), "place": session.place}
    nearest = next(iter(words.given_at(course, regions, far)), "") if far and not course.online else ""
    elsewhere = session.place and nearest and session.place != nearest
    return _("Start %(day)s in %(place)s") % said if elsewhere else _("Start %(day)s") % said


def marked(piece: str) -> SafeString:
    """A piece of a description, without its tags, with the words that were looked for marked in it."""
    parts = escape(unescape(piece.strip())).replace(OPENS, "<mark>").replace(CLOSES, "</mark>")
    return format_html("… {} …", mark_safe(parts)) if piece else SafeString("")  # noqa: S308 (escaped above)


def session_shown(course: Course, regions: Collection[str], far: Far | None, radius: int | None) -> Session | None:
    """The session that the search found first, or without a search the next one in these regions.

    Of those that start on the same day one in these regions and within ``radius``, and with ``far`` the nearest.
    """
    found = course.found
    if found is None or found.state != State.OPEN:
        return words.next_session(course, regions)
    today = timezone.localdate()
    open_now = [session for session in course.coming if session.is_open_on(today) and session.starts == found.start]

    def worse(session: Session) -> tuple[bool, bool, int]:
        kilometres = words.known_distance(far, session.municipality_id) if far else 0
        too_far = radius is not None and kilometres > radius and not session.online
        return not words.within(session, regions), too_far, kilometres

    return min(open_now, key=worse, default=None)


def state(course: Course, session: Session | None) -> tuple[str, str]:
    """What to know before one gets one's hopes up, and the kind of status that goes with it; "" when all is well."""
    if session is not None and session.opens and session.opens_after(timezone.localdate()):
        return _("Aanmelden vanaf %(day)s") % {"day": day(session.opens, "date")}, "todo"
    if session is not None:
        few = session.seats_left is not None and session.seats_left <= FEW_SEATS
        return (words.seats(session), "todo") if few else ("", "")
    if course.found is not None and course.found.state == State.FULL:
        return _("Vol"), "blocked"
    if course.found is not None and course.found.state == State.CLOSED:
        return _("Aanmelden kan niet meer"), "blocked"
    return "", ""
