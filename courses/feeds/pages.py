"""What the pages of feeds show, made ready for their templates."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.feeds import access
from courses.feeds.enums import RunOutcome, Severity
from courses.feeds.formats import has_mapping
from courses.feeds.issue_names import name_of
from courses.feeds.models import Feed, FeedRun
from courses.feeds.records import CourseRecord
from courses.feeds.story import Done, story_of
from courses.feeds.writing import lowest_total
from portal.access import Person
from portal.people.enums import Role
from portal.people.work import Group, Work
from portal.templatetags.portal import clock, day

#: Outcome -> kind of the component "status".
STATUS_KIND = {
    RunOutcome.RUNNING: "busy",
    RunOutcome.IMPORTED: "done",
    RunOutcome.UNCHANGED: "done",
    RunOutcome.HELD: "blocked",
    RunOutcome.REFUSED: "problem",
    RunOutcome.FAILED: "problem",
}
SEVERITY_KIND = {Severity.ERROR: "problem", Severity.WARNING: "busy", Severity.INFO: ""}


def feeds_work(request: HttpRequest, who: Person) -> list[Work]:
    """The way to the feeds, for who keeps the portal and for who wants to know why a course is not there."""
    if who.has(Role.FUND_ADMINISTRATOR) and not who.has(Role.PORTAL_MANAGER):
        text = _("Waar de opleidingen in deze regio vandaan komen, en wat er mis was.")
        return [Work(Group.SETTINGS, _("Feeds van opleiders"), text, reverse("courses:feeds"))]
    if not who.has(Role.PORTAL_MANAGER):
        return []
    held = access.held_feeds()
    text = _("Waar de opleidingen vandaan komen, en wat er mis was.")
    if held:
        text = ngettext("%(n)d feed wacht op jouw oordeel.", "%(n)d feeds wachten op jouw oordeel.", held) % {"n": held}
    return [Work(Group.SETTINGS, _("Feeds van opleiders"), text, reverse("courses:feeds"))]


def feed_row(feed: Any) -> dict[str, Any]:
    """One row of the list of feeds."""
    return {
        "url": reverse("courses:feed", args=[feed.pk]),
        "name": feed.provider.name if feed.provider else _("Verzamelfeed"),
        "format": feed.get_format_display(),
        "listed": feed.listed or 0,
        "ran": feed.ran,
        **standing(feed, feed.outcome, waits=feed.waits),
    }


def standing(feed: Feed, outcome: str | None, *, waits: bool) -> dict[str, str]:
    """How a feed is, in a word and its kind; ``outcome`` is that of its latest run, None when there was none, and
    ``waits`` whether somebody must still release that."""
    if feed.paused:
        return {"status": _("staat stil"), "kind": ""}
    if outcome == RunOutcome.HELD:
        return ending(outcome) if waits else {"status": _("vrijgegeven"), "kind": "busy"}
    if has_mapping(feed.format) and feed.mapping is None:
        return {"status": _("wacht op de koppeling"), "kind": "todo"}
    if outcome is None:
        return {"status": _("nog niet gelezen"), "kind": "todo"}
    return ending(outcome)


def ending(outcome: str, *, released: bool = False) -> dict[str, str]:
    """How a run ended, in a word and its kind; ``released``: held, and then let go by somebody."""
    told = RunOutcome(outcome)
    if released:
        return {"status": _("vrijgegeven"), "kind": "done"}
    return {"status": str(told.label), "kind": STATUS_KIND[told]}


def what_happened(run: FeedRun) -> dict[str, Any]:
    """How a run ended and what people did with it since: "status" and "kind", "released" (a sentence, "" when it was
    not), "came_in" (the address of the run that took it over) and "mailed" (a sentence per mail)."""
    told = story_of(run)
    found: dict[str, Any] = {**ending(run.outcome, released=told.released is not None), "released": "", "came_in": ""}
    if told.released:
        unnamed, named = _("Vrijgegeven op %(when)s."), _("Vrijgegeven op %(when)s door %(who)s.")
        found["released"] = _by_whom(told.released, unnamed, unnamed, named)
    if told.came_in:
        found["came_in"] = reverse("courses:feed_run", args=[run.feed_id, told.came_in.pk])
        found["came_in_at"] = _moment(told.came_in.started)
    words = _("Gemaild op %(when)s, vanzelf."), _("Gemaild op %(when)s."), _("Gemaild op %(when)s door %(who)s.")
    return found | {"mailed": [_by_whom(one, *words) for one in told.mailed]}


def _by_whom(done: Done, itself: str, unnamed: str, named: str) -> str:
    """What was done, in the sentence for the portal itself, for somebody without a name, or for somebody with one."""
    words = itself if done.by is None else named if done.by else unnamed
    return words % {"when": _moment(done.at), "who": done.by}


def _moment(at: datetime) -> str:
    return f"{day(at, 'date')} {clock(at)}"


def run_row(feed: Feed, run: Any, *, released: bool) -> dict[str, Any]:
    """One row of the runs of a feed; ``released``: held, and then let go by somebody."""
    return {
        "url": reverse("courses:feed_run", args=[feed.pk, run.pk]),
        "started": run.started,
        **ending(run.outcome, released=released),
        "courses": run.counts.get("courses", {}),
        "errors": run.errors,
        "warnings": run.warnings,
    }


def counts(run: FeedRun) -> list[dict[str, Any]]:
    """What happened to courses and sessions in one run, as rows of a table; none where nothing was taken over."""
    if run.outcome == RunOutcome.HELD or not any(sum(kind.values()) for kind in run.counts.values()):
        return []
    labels = (("courses", _("Opleidingen")), ("sessions", _("Startdata")))
    return [{"label": label, **run.counts.get(name, {})} for name, label in labels]


def issue_row(issue: Any) -> dict[str, Any]:
    """One issue of a run."""
    severity = Severity(issue.severity)
    return {"issue": issue, "name": name_of(issue.code), "status": severity.label, "kind": SEVERITY_KIND[severity]}


def kind_row(kind: dict[str, Any], chosen: str) -> dict[str, Any]:
    """How often one kind of issue came up, and whether it is the one in sight."""
    severity = Severity(kind["severity"])
    return kind | {
        "name": name_of(kind["code"]),
        "status": severity.label,
        "kind": SEVERITY_KIND[severity],
        "chosen": kind["code"] == chosen,
    }


#: So many rows of a table say what its columns are.
ROWS_SHOWN = 3


def table(sample: Mapping[str, Any], used: Collection[str]) -> dict[str, Any]:
    """The first rows of a provider's table as it is, and which of its columns are used.

    ``empty`` is how many columns are left out, because nothing stands in them in these rows and none is used.
    """
    rows = [cells for _where, cells in sample["rows"][:ROWS_SHOWN]]
    columns = [name for name in sample["columns"] if name in used or any(cells.get(name) for cells in rows)]
    return {
        "columns": [{"name": column, "used": column in used} for column in columns],
        "rows": [[cells.get(column, "") for column in columns] for cells in rows],
        "empty": len(sample["columns"]) - len(columns),
    }


def preview_card(one: access.Previewed) -> dict[str, Any]:
    """A course of a preview, with what stands in its way."""
    record = one.record
    card: dict[str, Any] = {
        "title": one.title or _("(geen naam)"),
        "refused": one.refused,
        "issues": [{"text": issue.message.told(), "kind": SEVERITY_KIND[issue.severity], "status": issue.severity.label}
                   for issue in record.issues],
    }  # fmt: skip
    if isinstance(record, CourseRecord):
        card |= {
            "title": record.title,
            "key": record.key,
            "cents": lowest_total(record),
            "level": record.level.label,
            "sector": record.sector.label,
            "start_kind": record.start_kind.label,
            "online": record.online,
            "places": [place.text for place in record.places],
            "sessions": [
                {"starts": session.starts, "ends": session.ends, "place": session.place.text if session.place else ""}
                for session in record.sessions
            ],
        }
    return card
