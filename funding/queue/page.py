"""The queue of a fund: its shelves, and a row per line with what makes it urgent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import queue_access
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import AT_THE_FUND, UNDECIDED
from funding.check.naming import Names
from funding.decisions.enums import Shelf
from funding.figures.words import ASKED, value_label
from funding.fund_access import SOON_DAYS
from funding.queue.enums import Together, When, Whose
from funding.queue.forms import FilterForm
from funding.queue.models import Deputy
from funding.queue.wanted import Wanted
from portal.access import person, user_of
from portal.people.enums import FUND_ROLES, Role
from portal.templatetags.portal import day, euros

KINDS = {
    LineState.RESERVED: "new",
    LineState.GRANTED: "done",
    LineState.PARTLY_GRANTED: "done",
    LineState.PAYING: "done",
    LineState.PAID: "done",
    LineState.SETTLED: "done",
    LineState.REFUSED: "problem",
    LineState.EXPIRED: "problem",
    LineState.RECOVERED: "problem",
    LineState.WITHDRAWN: "plain",
    LineState.FORWARDED: "plain",
}


def queue_page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page: what the address asks, and the lines that fit."""
    wanted = Wanted.of(request.GET)
    pages = queue_access.queue(request, wanted)
    totals = queue_access.totals(request, wanted)
    saved = [(one.pk, one.name, one.query == wanted.query, one.query) for one in queue_access.saved_filters(request)]
    return {
        "pages": pages,
        "rows": queue_rows(pages),
        "wanted": wanted,
        "shelf": wanted.shelf.value,
        "decided": wanted.shelf is Shelf.DECIDED,
        "text": wanted.text,
        "shelves": [_shelf(request, one, wanted) for one in Shelf],
        "filter": _filter(request, wanted),
        "saved": saved,
        "may_save": wanted.narrowed and not any(now for _pk, _name, now, _query in saved),
        "totals": totals,
        "unread_url": replace(wanted, unread=True).url,
        "money": [
            (label, totals[name])
            for name, label in (("asked", _("gevraagd")), ("granted", _("toegekend")), ("paid", _("betaald")))
            if totals[name] or name == "asked"
        ],
        "figure": _figure_words(wanted),
        "ways": (ways := _ways(request, wanted.shelf)),
        "together": "samen" if ways else "",
    }


def _figure_words(wanted: Wanted) -> str:
    """Which cases of the figures these are, in words; "" when none are asked."""
    if not wanted.since:
        return ""
    month = date.fromisoformat(wanted.value if wanted.name == "month" else wanted.since)
    since = f"{day(month, 'month')} {month.year}"
    if wanted.name == "month":
        return _("Aanvragen die zijn verstuurd in %(month)s.") % {"month": since}
    if not wanted.name:
        return _("Aanvragen die sinds %(month)s zijn verstuurd.") % {"month": since}
    if wanted.name == ASKED:
        text = _("Mensen aan wie we sinds %(month)s vroegen hoe het gaat, %(months)s maanden na hun opleiding.")
        return text % {"month": since, "months": wanted.value}
    names = Names(places=queue_access.place_names(wanted.value) if wanted.name == "municipality" else {})
    values = {"month": since, "value": value_label(wanted.name, wanted.value, names)}
    return _("Aanvragen die sinds %(month)s zijn verstuurd: %(value)s.") % values


def _filter(request: HttpRequest, wanted: Wanted) -> FilterForm:
    shown = {
        "regeling": wanted.scheme,
        "wie": wanted.whose,
        "termijn": wanted.when,
        "nagekeken": wanted.looked_at,
        "mail": wanted.returned,
        "bericht": wanted.unread,
    }
    return FilterForm(initial=shown, schemes=queue_access.schemes(request), people=_people(request))


def _people(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in queue_access.colleagues(request) if one != person(request).user]


def _ways(request: HttpRequest, shelf: Shelf) -> list[tuple[str, str]]:
    """What can be done with several lines of a shelf by this person."""
    letters = [Together.LETTERS]
    decides = person(request).has(Role.FUND_ADMINISTRATOR)
    if not person(request).has(*FUND_ROLES):
        return []  # an assessor deals with each file by itself
    steps = letters if shelf is Shelf.DECIDED or not decides else [*Together]
    return [(one.value, str(one.label)) for one in steps]


def _shelf(request: HttpRequest, one: Shelf, wanted: Wanted) -> dict[str, Any]:
    """A way to a shelf; while searching it says how much was found there, so that nobody searches in vain."""
    here = wanted.on(one)
    searches = wanted.text or wanted.narrowed
    return {
        "label": one.label,
        "url": here.url,
        "current": one == wanted.shelf,
        "number": queue_access.shelf(request, here).count() if searches else None,
    }


def queue_rows(lines: Iterable[PlanLine]) -> list[dict[str, Any]]:
    """Rows for templates/components/queue.html."""
    today = timezone.localdate()
    return [_row(line, today) for line in lines]


def _row(line: PlanLine, today: date) -> dict[str, Any]:
    text, kind = term_of(line, today)
    begins, begins_kind = start_before_term(line, today)
    decision = line.decision
    return {
        "key": str(line.pk),
        "title": line.application.learner_name,
        "url": reverse("funding:line", args=[line.pk]),
        "subtitle": line.application.number,
        "unread": getattr(line, "unread", 0),
        "what": f"{line.application.course_as_sent['title']} – {line.scheme_name}",
        "cents": decision.cents if decision else line.cents,
        "received": line.application.submitted,
        "starts": line.application.session.starts if line.application.session else None,
        "starts_text": begins,
        "starts_kind": begins_kind,
        "term": line.due,
        "term_text": text,
        "term_kind": kind,
        "decided": decision.at if decision else None,
        "status": line.get_state_display(),
        "kind": KINDS.get(LineState(line.state), "busy"),
        "who": line.fund.name,
        "assessor": str(line.assessor) if line.assessor else "",
    }


def term_of(line: PlanLine, today: date) -> tuple[str, str]:
    """As ``term``, for a line: nothing once it is decided, and no hurry while the clock stands still."""
    if line.state not in UNDECIDED:
        return "", ""
    if line.suspended_on:
        return _("staat stil"), ""
    return term(line.due, today)


def term(due: date | None, today: date) -> tuple[str, str]:
    """How long there is to decide, in words, with the kind of status that goes with it."""
    if due is None:
        return "", ""
    left = (due - today).days
    if left < 0:
        return ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -left) % {"days": -left}, "problem"
    text = ngettext("nog %(days)s dag", "nog %(days)s dagen", left) % {"days": left}
    return text, "todo" if left <= SOON_DAYS else ""


def start_before_term(line: PlanLine, today: date) -> tuple[str, str]:
    """For a course that starts before the legal term ends: when, in words, and the kind of status; else nothing.

    The law would let the fund decide after the course began; the learner can then no longer choose.
    """
    session = line.application.session
    if session is None or line.state not in AT_THE_FUND or (line.due and session.starts >= line.due):
        return "", ""
    left = (session.starts - today).days
    if left <= 0:
        return _("al begonnen"), "problem"
    text = ngettext("begint over %(days)s dag", "begint over %(days)s dagen", left) % {"days": left}
    return text, "todo" if left <= SOON_DAYS else ""


def workload_page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page: a row per person with ways to their lines, and who stands in for whom."""
    found = {row["assessor"]: row for row in queue_access.workload(request)}
    names = {one.pk: str(one) for one in queue_access.colleagues(request)}
    names |= {key: row["name"] for key, row in found.items() if key}
    people = [(None, _("Nog van niemand")), *sorted(names.items(), key=lambda one: one[1].lower())]
    return {
        "columns": [
            {"label": _("Wie")},
            *({"label": label, "numeric": True} for label in (_("Bij het fonds"), _("Wacht op deelnemer"))),
            *({"label": label, "numeric": True} for label in (_("Te laat"), _("Binnen tien dagen"), _("Bedrag"))),
        ],
        "rows": [_work_of(key, name, found.get(key)) for key, name in people],
        "deputies": [_standing_in(request, one) for one in queue_access.deputies(request)],
    }


def _work_of(key: UUID | None, name: str, row: dict[str, Any] | None) -> list[Any]:
    theirs = Wanted(shelf=Shelf.OPEN, whose=str(key) if key else Whose.NOBODY.value)
    if row is None:
        return [{"text": name, "url": theirs.url}, "0", "0", "0", "0", euros(0)]
    late, soon = replace(theirs, when=When.LATE.value), replace(theirs, when=When.SOON.value)
    return [
        {"text": name, "url": theirs.url},
        str(row["here"]),
        str(row["asked"]),
        {"text": str(row["late"]), "url": late.url} if row["late"] else "0",
        {"text": str(row["soon"]), "url": soon.url} if row["soon"] else "0",
        euros(row["sum"]),
    ]


def _standing_in(request: HttpRequest, one: Deputy) -> dict[str, Any]:
    return {
        "deputy": one,
        "role": Role(one.role).label,
        "first": one.period.lower,
        "last": one.period.upper - timedelta(days=1),
        "may_end": user_of(request).pk in {one.absent_id, one.named_by_id},
    }
