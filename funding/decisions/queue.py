"""The queue of a fund: its shelves, and a row per line with what makes it urgent."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import fund_access
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import AT_THE_FUND, UNDECIDED
from funding.decisions.enums import Shelf

#: Days before the end of the legal term, or before the course, from which a date shows in a warning colour.
SOON_DAYS = 10
LONGEST_SEARCH = 100

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
}


def queue_page(request: HttpRequest) -> dict[str, Any]:
    """Context of the page: the shelf and the search of the address, and the lines that fit."""
    asked = request.GET.get("stand", "")
    shelf = Shelf(asked) if asked in Shelf.values else Shelf.WAITING
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    pages = fund_access.queue(request, shelf, text)
    return {
        "pages": pages,
        "rows": queue_rows(pages),
        "shelf": shelf.value,
        "decided": shelf is Shelf.DECIDED,
        "text": text,
        "shelves": [_shelf(request, one, shelf, text) for one in Shelf],
    }


def _shelf(request: HttpRequest, one: Shelf, current: Shelf, text: str) -> dict[str, Any]:
    """A way to a shelf; while searching it says how much was found there, so that nobody searches in vain."""
    query = {name: value for name, value in (("stand", one.value), ("q", text)) if value}
    return {
        "label": one.label,
        "url": f"{reverse('funding:queue')}?{urlencode(query)}",
        "current": one == current,
        "number": fund_access.shelf(request, one, text).count() if text else None,
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
        "title": line.application.learner_name,
        "url": reverse("funding:line", args=[line.pk]),
        "subtitle": line.application.number,
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
