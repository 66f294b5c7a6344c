"""The page of one course: facts, prices, sessions near and far, and what it costs you."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import travel, words
from courses.enums import CostKind, StartKind
from courses.estimates import Estimate, Payer, estimator
from courses.models import Course, PriceLine, Session
from portal.templatetags.portal import NO_BREAK, day, euros

#: So many that may pay stand in sight; the others are folded away.
MOST_PAYERS = 5
#: So many starts stand in sight, which is one screen of a phone; later ones are folded away.
MOST_STARTS = 4


def of(request: HttpRequest, course: Course, regions: Collection[str]) -> dict[str, Any]:
    """Context for templates/courses/course.html; ``regions`` are those of the brand, shown first."""
    near = [session for session in course.coming if words.within(session, regions)]
    far = [session for session in course.coming if not words.within(session, regions)]
    lines = list(course.price_lines.all()) or own_prices(course)
    return {
        "course": course,
        "facts": facts(course, regions),
        "recognitions": course.provider.recognition_labels,
        "price": words.price(course),
        "prices": price_table([line for line in lines if line.required]),
        "optional": [line for line in lines if not line.required],
        "near": session_table(course, near[:MOST_STARTS]),
        "later": session_table(course, near[MOST_STARTS:]),
        "far": session_table(course, far),
        "start_text": start_text(course),
        "travel": travel.of(request, course, regions),
        "cost": cost(request, course),
        **payers(request, course, regions),
        **way_back(request),
    }


def way_back(request: HttpRequest) -> dict[str, str]:
    """To the search that somebody comes from, as it was; else to all courses."""
    catalogue = reverse("courses:catalogue")
    came_from, search = request.headers.get("Referer", ""), request.build_absolute_uri(f"{catalogue}?")
    if came_from.startswith(search):
        return {"back_url": f"{catalogue}?{came_from.removeprefix(search)}", "back_label": _("Terug naar wat je zocht")}
    return {"back_url": catalogue, "back_label": _("Alle opleidingen")}


def own_prices(course: Course) -> list[PriceLine]:
    """Of a course whose sessions each have a price: the lines of the cheapest one, as "vanaf"."""
    priced = [session for session in course.coming if session.total_cents is not None]
    cheapest = min(priced, key=lambda session: (session.total_cents or 0, session.starts), default=None)
    return list(cheapest.price_lines.all()) if cheapest else []


def facts(course: Course, regions: Collection[str]) -> list[dict[str, str]]:
    """What one wants to know at a glance; empty values are left out by the component."""
    session = words.next_session(course, regions) or words.not_yet(course, regions)
    hours = ngettext("%(number)s uur in totaal", "%(number)s uur in totaal", course.hours_total or 0)
    load = [hours % {"number": course.hours_total}] if course.hours_total else []
    return [
        {
            "icon": "calendar",
            "label": _("Start"),
            "value": words.start(session) if session else words.start_without_date(course),
        },
        {"icon": "clock", "label": _("Duur"), "value": ", ".join(filter(None, (words.length(course), *load)))},
        {
            "icon": "hourglass",
            "label": _("Wanneer"),
            "value": ", ".join(filter(None, (words.hours_a_week(course), words.times(course)))),
        },
        {"icon": "monitor" if course.online else "map-pin", "label": _("Waar"), "value": words.places(course, regions)},
        {"icon": "award", "label": _("Je krijgt"), "value": words.outcome(course)},
        {"icon": "graduation-cap", "label": _("Niveau"), "value": words.level(course)},
        {"icon": "languages", "label": _("Taal"), "value": words.language(course.language)},
        {"icon": "briefcase", "label": _("Vakgebied"), "value": words.sector(course)},
        {"icon": "euro", "label": _("Prijs"), "value": words.price(course)},
    ]


def price_table(lines: Sequence[PriceLine]) -> dict[str, Any]:
    """The lines that everybody pays, with VAT apart when there is any; empty without lines."""
    if not lines:
        return {}
    total = sum(line.cents for line in lines)
    with_vat = any(line.vat_cents for line in lines)
    if not with_vat:
        known = all(line.vat_percent is not None for line in lines)
        return {
            "columns": [{"label": _("Wat")}, {"label": _("Bedrag"), "numeric": True}],
            "rows": [[part(line), euros(line.cents)] for line in lines],
            "footer": [_("Samen"), euros(total)],
            "note": _("Je betaalt geen btw.") if known else _("De opleider zegt niet of er btw bij komt."),
        }
    return {
        "columns": [
            {"label": _("Wat")},
            {"label": _("Zonder btw"), "numeric": True},
            {"label": _("Btw"), "numeric": True},
            {"label": _("Met btw"), "numeric": True},
        ],
        "rows": [[part(line), euros(line.net_cents), vat(line), euros(line.cents)] for line in lines],
        "footer": [
            _("Samen"),
            euros(sum(line.net_cents for line in lines)),
            euros(sum(line.vat_cents for line in lines)),
            euros(total),
        ],
    }


def part(line: PriceLine) -> str:
    """Our word for the kind of cost, with the provider's own words under it."""
    kind = str(CostKind(line.kind).label).capitalize()
    if not line.label:
        return kind
    return with_note(kind, format_html('<span lang="nl">{}</span>', line.label))


def vat(line: PriceLine) -> str:
    """The VAT of a line with its percentage when that is known."""
    if line.vat_percent is None:
        return euros(line.vat_cents) if line.vat_cents else _("niet bekend")
    return _("%(amount)s (%(percent)s%%)") % {"amount": euros(line.vat_cents), "percent": line.vat_percent}


def session_table(course: Course, sessions: Sequence[Session]) -> dict[str, Any]:
    """Coming sessions as a table, with a way to choose the open ones when somebody can tell what it costs."""
    teller, today = estimator(), timezone.localdate()
    if not sessions:
        return {}
    columns: list[dict[str, Any]] = [{"label": _("Start")}, {"label": _("Plaats")}, {"label": _("Aanmelden")}]
    columns.append({"label": _("Agenda"), "links": True})
    rows: list[list[object]] = []
    for session in sessions:
        to_come = session.is_open_on(today) or session.opens_after(today)
        row: list[object] = [start_cell(session), place_cell(session, course), state_cell(session, today)]
        row.append(calendar_cell(course, session) if to_come and session.starts_certain else "")
        if teller:
            row.append(choose_cell(teller.check_url(course, session), session) if session.is_open_on(today) else "")
        rows.append(row)
    if teller:
        columns.append({"label": _("Kiezen"), "links": True})
    return {"columns": columns, "rows": rows, "count": len(rows)}


def with_note(text: str, note: str) -> SafeString:
    """A cell of a table with something in small under it; one element, because on a phone a cell is a row."""
    return format_html('<span>{}<br><span class="muted small">{}</span></span>', text, note)


def whole(value: date) -> str:
    """A date that stays on one line."""
    return day(value, "date").replace(" ", NO_BREAK)


def start_cell(session: Session) -> str:
    """When a session starts; under it that the day is not certain yet, or the last day if that is another."""
    if not session.starts_certain:
        return with_note(words.start(session), _("dag nog niet zeker"))
    if session.ends == session.starts:
        return words.start(session)
    return with_note(words.start(session), _("tot en met %(day)s") % {"day": whole(session.ends)})


def place_cell(session: Session, course: Course) -> str:
    """Where a session is, with its price in euros under it when that is not the price of the course."""
    place = _("Online") if session.online else session.place or _("Plaats nog niet bekend")
    if session.total_cents is None or session.total_cents == course.total_cents:
        return place
    return with_note(place, euros(session.total_cents))


def state_cell(session: Session, today: date) -> str:
    """Whether one can still join on ``today``, with the seats that are left and the first or last day to sign up."""
    text, _kind = words.state(session, today)
    note = words.seats(session)
    if session.opens and session.opens_after(today):
        return with_note(text, _("aanmelden vanaf %(day)s") % {"day": whole(session.opens)})
    if session.is_open_on(today) and session.deadline:
        before = _("aanmelden tot en met %(day)s") % {"day": whole(session.deadline)}
        note = f"{note}, {before}" if note else before
    return with_note(text, note) if note else text


def calendar_cell(course: Course, session: Session) -> dict[str, str]:
    """The link to the session as a calendar file."""
    text = format_html('{}<span class="visually-hidden"> {}</span>', _("In mijn agenda"), words.start(session))
    return {"url": reverse("courses:calendar", args=[course.pk, session.pk]), "text": text}


def choose_cell(url: str, session: Session) -> dict[str, str]:
    """The link to the check of what this session costs you, as a cell of components/table.html: "url" and "text"."""
    start = words.start(session)
    text = format_html(
        '<span class="no-break">{}</span><span class="visually-hidden"> {}</span>', _("Kies deze start"), start
    )
    return {"url": url, "text": text}


def start_text(course: Course) -> str:
    """What to know about beginning when there are no coming sessions."""
    if course.coming:
        return ""
    if course.start_kind == StartKind.DIRECT:
        return _("Je kunt elke dag beginnen. Je hoeft niet op een groep te wachten.")
    if course.start_kind == StartKind.AGREED:
        return _("Er is geen vaste startdatum. Je spreekt samen met de opleider af wanneer je begint.")
    return _("Er zijn nu geen startdata bekend. Vraag de opleider wanneer de opleiding weer begint.")


def payers(request: HttpRequest, course: Course, regions: Collection[str]) -> dict[str, Sequence[Payer]]:
    """Who may pay part of it and for whom, the first few and the others; none while nobody can tell, or without a
    price to pay part of."""
    teller = estimator()
    if teller is None or course.total_cents is None:
        return {"payers": (), "more_payers": ()}
    found = teller.who_can(request, course, words.next_session(course, regions))
    return {"payers": found[:MOST_PAYERS], "more_payers": found[MOST_PAYERS:]}


def cost(request: HttpRequest, course: Course) -> dict[str, Any]:
    """The way to "Wat kost het jou?", with what is known already; empty while nobody can tell."""
    teller = estimator()
    if teller is None:
        return {}
    estimate = teller.for_course(request, course)
    return {
        "url": teller.check_url(course, None),
        "own": estimate.own_cents if estimate else None,
        "open": estimate.open_cents if estimate else 0,
        "payers": words.listed(estimate.payers) if estimate else "",
        "shares": estimate.shares if estimate else (),
        "total": sum(one["cents"] for one in estimate.shares) if estimate else 0,
        "example": bool(estimate and estimate.example),
        "note": _("voorbeeld") if estimate and estimate.example else "",
        "questions": _questions(estimate) if estimate else "",
    }


def _questions(estimate: Estimate) -> str:
    """How many are still to come, as the card of the course said it and the page of a question does; "" for none."""
    at_most, about = estimate.questions_left, estimate.questions_about
    if not at_most:
        return ""
    if about is not None and about < at_most:
        return _("Nog ongeveer %(about)s vragen, hooguit %(number)s.") % {"about": about, "number": at_most}
    return ngettext("Nog %(number)s vraag.", "Nog hooguit %(number)s vragen.", at_most) % {"number": at_most}
