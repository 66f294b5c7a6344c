"""What a fund administrator needs on one screen: the file of one line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding import forwarding_access
from funding.applications.enums import LineState, Verdict
from funding.applications.models import PlanLine
from funding.applications.told import Criterion, Fact, criteria_of, facts_of
from funding.check import words
from funding.decisions.models import Preparation
from funding.documents.page import document_row
from funding.parties.enums import Party
from funding.parties.page import statements
from funding.queue.page import start_before_term, term_of
from funding.terms.showing import shown_clock

DECIDED_AS = {
    Verdict.GRANT: gettext_lazy("Toegekend"),
    Verdict.REFUSE: gettext_lazy("Afgewezen"),
    Verdict.SET_ASIDE: gettext_lazy("Niet in behandeling genomen"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Who pays what: as asked, and, once something was decided, what comes of it.

    ``total`` in the second column is only there when every fund here has decided.
    """

    rows: list[dict[str, Any]]
    own_asked: int
    own_now: int
    decided: bool
    total_now: int | None


@dataclass(frozen=True, slots=True)
class File:
    """The file of one line: what was told, what the course is, the criteria, the plan, and what happened."""

    facts: list[Fact]
    course: dict[str, Any]
    criteria: list[Criterion]
    to_check: list[str]
    parts: list[tuple[str, int]]
    plan: Plan
    history: list[dict[str, Any]]
    preparation: Preparation | None
    term_text: str
    term_kind: str
    start_text: str
    start_kind: str
    clock: dict[str, Any] | None
    not_begun: bool
    documents: list[dict[str, Any]]
    statements: list[dict[str, Any]]


def file_of(line: PlanLine) -> File:
    """Everything about one line, read from what was frozen when it was sent."""
    application = line.application
    calculation = application.calculated
    text, kind = term_of(line, timezone.localdate())
    start_text, start_kind = start_before_term(line, timezone.localdate())
    return File(
        facts=facts_of(calculation["facts"]["values"]),
        course=application.course_as_sent,
        criteria=criteria_of(line),
        to_check=list(line.to_check),
        parts=words.part_rows(line.parts),
        plan=plan_of(line),
        history=_whole_history(line),
        preparation=proposal_of(line),
        term_text=text,
        term_kind=kind,
        start_text=start_text,
        start_kind=start_kind,
        clock=shown_clock(line, timezone.localdate()),
        not_begun=bool(application.session and application.session.starts > timezone.localdate()),
        statements=statements_of(line),
        documents=[document_row(one) for one in application.documents.all()],
    )


def plan_of(line: PlanLine) -> Plan:
    """The plan of the application; what a fund did not grant comes on top of the own contribution."""
    of_all = line.application.lines.all()
    # What was forwarded goes on in another line.
    lines = sorted((one for one in of_all if one.state != LineState.FORWARDED), key=lambda other: other.position)
    rows: list[dict[str, Any]] = []
    for other in lines:
        decision = other.decision
        rows.append(
            {
                "name": other.scheme_name,
                "cents": other.cents,
                "granted": decision.cents if decision else None,
                "state": other.get_state_display(),
                "this": other.pk == line.pk,
            }
        )
    own = line.application.own_cents or 0
    if len(lines) < len(of_all):
        own = line.application.replans.get(round=max(one.round for one in of_all)).own_cents
    own_now = own + sum(row["cents"] - row["granted"] for row in rows if row["granted"] is not None)
    decided = any(row["granted"] is not None for row in rows)
    whole = all(row["granted"] is not None for row in rows)
    total = own_now + sum(row["granted"] or 0 for row in rows)
    return Plan(rows, own, own_now, decided, total if whole else None)


def proposal_of(line: PlanLine) -> Preparation | None:
    """The proposal that waits for a second person."""
    preparations = [one for one in line.preparations.all() if one.objection_id is None and one.corrects_id is None]
    return preparations[-1] if preparations and line.state == LineState.AWAITING_APPROVAL else None


def statements_of(line: PlanLine) -> list[dict[str, Any]]:
    """What the employer said, and what the provider said to this fund."""
    found = statements(line.application, Party.EMPLOYER, Party.PROVIDER, Party.ATTENDANCE, Party.OPINION)
    return [one for one in found if one["invitation"].line_id in {None, line.pk}]


def may_set_aside(line: PlanLine) -> bool:
    """The learner was asked to complete and did not (Awb 4:5)."""
    return line.state == LineState.IN_REVIEW and any(one.lapsed for one in line.requests.all())


def parts_of(file: File) -> list[dict[str, Any]]:
    """The three parts of a file, for the component "tabs"; the ids are those of funding/line.html."""
    return [
        {"id": "deel-deelnemer", "label": _("Deelnemer")},
        {"id": "deel-voorwaarden", "label": _("Voorwaarden"), "count": len(file.criteria)},
        {"id": "deel-plan", "label": _("Plan")},
    ]


def _whole_history(line: PlanLine) -> list[dict[str, Any]]:
    """What happened here, after what happened at a fund that forwarded the file."""
    found = _history(line)
    for one in reversed(forwarding_access.before(line)):
        came = forwarding_access.done_of([one])[one.pk]
        earlier = [event | {"title": f"{came.from_fund.name}: {event['title']}"} for event in _history(one)[1:]]
        forwarded = _event(_("Doorgestuurd door %(fund)s") % {"fund": came.from_fund.name}, came.answered, came.reason)
        found = [found[0], *earlier, forwarded, *found[1:]]
    return found


def _history(line: PlanLine) -> list[dict[str, Any]]:
    """What happened to this line, oldest first: a proposal only where somebody else decided on it."""
    decision = line.decision
    found = [_event(_("Ontvangen"), line.application.submitted)]
    for preparation in line.preparations.all():
        if decision and decision.preparation_id == preparation.pk and decision.decided_by_id == decision.prepared_by_id:
            continue
        verdict = _("Voorstel: toekennen") if preparation.cents else _("Voorstel: afwijzen")
        found.append(_event(verdict, preparation.at, str(preparation.prepared_by)))
        returned = getattr(preparation, "returned", None)
        if returned:
            found.append(_event(_("Teruggestuurd"), returned.at, f"{returned.by}: {returned.reason}"))
    for asked in line.requests.all():
        found.append(_event(_("Gevraagd om aanvulling"), asked.at, f"{asked.asked_by}: {asked.question}"))
        if asked.answered:
            found.append(_event(_("Antwoord van de deelnemer"), asked.answered, asked.answer))
        elif asked.lapsed and line.state != LineState.WITHDRAWN:
            found.append(_event(_("Geen antwoord gekregen"), asked.lapsed))
    for one in line.decisions.all():
        found.append(_event(str(DECIDED_AS[Verdict(one.verdict)]), one.at, str(one.decided_by)))
    return sorted(found, key=lambda event: event["when"])


def _event(title: str, at: datetime | None, text: str = "") -> dict[str, Any]:
    return {"title": title, "when": timezone.localtime(at), "text": text}
