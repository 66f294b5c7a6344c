"""What the learner's pages of applications show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from funding import access, forwarding_access, scheme_access
from funding.applications.enums import FOR_LEARNER, ApplicationState, LineState
from funding.applications.models import Application, PlanLine
from funding.applications.states import AT_THE_FUND, CERTAIN, DECIDED, LINE, PROMISED, RUNNING, UNDECIDED
from funding.applications.told import Fact, facts_of
from funding.applications.waiting import place_of
from funding.budgets import ledger
from funding.check import arranging, words
from funding.check.asking import Check
from funding.check.insisting import insisted
from funding.decisions.enums import DecisionKind
from funding.documents.page import document_row
from funding.engine import terms
from funding.engine.terms import Tier
from funding.forwarding.models import Forwarding
from funding.letters.enums import LetterKind
from funding.objections.enums import ObjectionState
from funding.objections.models import Objection
from funding.parties.page import agreements
from funding.sampling_access import asked_of
from funding.terms.showing import shown_clock
from portal.pages.money import MoneyLine
from portal.templatetags.portal import day, dutch_list, euros

#: The component "status" per state of a line.
STATUS_KIND = {
    LineState.WAITING: "busy",
    LineState.RESERVED: "busy",
    LineState.IN_REVIEW: "busy",
    LineState.AWAITING_APPLICANT: "todo",
    LineState.AWAITING_APPROVAL: "busy",
    LineState.GRANTED: "done",
    LineState.PARTLY_GRANTED: "done",
    LineState.REFUSED: "problem",
    LineState.EXPIRED: "problem",
    LineState.PAYING: "done",
    LineState.PAID: "done",
    LineState.SETTLED: "done",
    LineState.RECOVERED: "problem",
    LineState.OUTSIDE: "todo",
    LineState.SENT_OUTSIDE: "busy",
    LineState.GRANTED_OUTSIDE: "done",
    LineState.REFUSED_OUTSIDE: "problem",
    LineState.FORWARDED: "plain",
}

#: Nothing waits for these any more.
OBJECTION_OVER = frozenset({ObjectionState.DECIDED, ObjectionState.WITHDRAWN})

#: States in which a line pays nothing.
GIVES_NOTHING = frozenset(
    {LineState.REFUSED, LineState.EXPIRED, LineState.WITHDRAWN, LineState.RECOVERED, LineState.REFUSED_OUTSIDE}
)
#: And these stand in nobody's way: another line went on in their place.
STANDS_ASIDE = GIVES_NOTHING | {LineState.FORWARDED}


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of the plan as the learner reads it."""

    line: PlanLine
    status: str
    kind: str
    text: str
    parts: list[tuple[str, int]]
    letter_url: str
    other_letters: list[dict[str, str]]
    objection: Objection | None
    announcements: list[dict[str, str]]
    clock: dict[str, Any] | None
    forwarded: Forwarding | None

    @property
    def may_object(self) -> bool:
        """There is a decision that one can object to: against one on an objection one goes to court (Awb 7:1)."""
        made = self.line.decision
        return self.line.state in DECIDED and made is not None and not self.objected and self.objection is None

    @property
    def objected(self) -> bool:
        """The decision that counts is one on an objection."""
        made = self.line.decision
        return made is not None and made.kind == DecisionKind.OBJECTION

    @property
    def granted(self) -> int | None:
        return self.line.granted_cents if self.line.state in PROMISED else None


def sent_to(check: Check, insists: Collection[str] = ()) -> list[str]:
    """Names of the funds that will read and decide on this application; empty when none decides here."""
    if check.assessment is None:
        return []
    rows = arranging.decided_here(check.assessment, check.schemes)
    rows += [one.row for one in insisted(check.assessment, check.schemes, insists)]
    return list(dict.fromkeys(check.schemes.versions[row.scheme.version].scheme.fund.name for row in rows))


def application_page(application: Application) -> dict[str, Any]:
    """Context for templates/funding/application.html."""
    rows = sorted(application.lines.all(), key=lambda line: line.position)
    announced = scheme_access.announced(line.scheme_version.scheme_id for line in rows)
    gone = [line for line in rows if line.state == LineState.FORWARDED]
    forwarded = forwarding_access.done_of(gone) if gone else {}
    lines = [_shown(line, announced.get(line.scheme_version.scheme_id, []), forwarded.get(line.pk)) for line in rows]
    due = [shown.line.due for shown in lines if shown.line.state in UNDECIDED and shown.line.due]
    decided = application.state not in RUNNING
    proposals, cancelling = agreements(application)
    return {
        "application": application,
        "lines": lines,
        "outside": [shown for shown in lines if shown.line.state == LineState.OUTSIDE],
        "steps": steps(application, lines, max(due, default=None)),
        "stack": stack_of(application, lines),
        "answers": [{"question": fact.label, "answer": fact.value} for fact in told(application)],
        "contacts": list(dict.fromkeys((s.line.fund.name, s.line.fund.contact) for s in lines if s.line.fund.contact)),
        "partial": decided and is_partial(application),
        "decided": decided,
        "withdrawn": application.state == ApplicationState.WITHDRAWN,
        "granted": decided and any(shown.granted is not None for shown in lines),
        "requests": [one for line in rows for one in line.requests.all() if one.is_open],
        "proposals": proposals,
        "forward_asks": forwarding_access.open_for_learner(rows) if not decided else [],
        "cancelling": cancelling,
        "samples": asked_of(application.pk) if any(line.state in PROMISED for line in rows) else [],
        "documents": [document_row(one) for one in application.documents.all()],
        "unread": access.unread_messages(application),
        "may_replan": any(line.state in GIVES_NOTHING | {LineState.PARTLY_GRANTED} for line in rows)
        and application.state != ApplicationState.WITHDRAWN,
        "may_withdraw": bool(withdrawable(application)),
        "orient_url": reverse("intake:orient"),
    }


def news(names: Mapping[str, str]) -> list[dict[str, str]]:
    """What learners have to know now of schemes (slug: name), with the name before it; one query."""
    return [
        one | {"text": f"{names[slug]}: {one['text']}"}
        for slug, found in scheme_access.announced(names).items()
        for one in found
    ]


def _shown(line: PlanLine, announcements: list[dict[str, str]], forwarded: Forwarding | None) -> LineShown:
    # The decision that counts is always one touch away, whatever was written after it.
    letters = sorted(line.letters.all(), key=lambda one: one.kind != LetterKind.DECISION)
    url = reverse("funding:letter", args=[letters[0].pk]) if letters else ""
    objections = [one for decision in line.decisions.all() for one in decision.objections.all()]
    state = LineState(line.state)
    return LineShown(
        line=line,
        status=_("Voorschot betaald") if line.only_advance_paid else str(FOR_LEARNER[state]),
        kind=STATUS_KIND.get(state, "new"),
        text=_text(line),
        parts=words.part_rows(line.parts),
        letter_url=url,
        other_letters=[
            {"url": reverse("funding:letter", args=[one.pk]), "subject": one.subject} for one in letters[1:]
        ],
        objection=next((one for one in objections if one.state not in OBJECTION_OVER), None),
        announcements=announcements,
        clock=shown_clock(line, timezone.localdate()),
        forwarded=forwarded,
    )


def _text(line: PlanLine) -> str:
    """Who acts now and by when, in a sentence; what to do oneself is told in Dutch."""
    if line.state == LineState.WAITING:
        return _waiting_text(line)
    if line.suspended_on:
        return _("%(fund)s wacht op jou. Zolang staat de termijn stil.") % {"fund": line.fund.name}
    if line.state in AT_THE_FUND and line.due:
        return _("%(fund)s besluit uiterlijk %(day)s.") % {"fund": line.fund.name, "day": day(line.due, "date")}
    if line.only_advance_paid:
        return _("De rest betaalt het fonds na de cursus, als je bewijs er is.")
    if line.state == LineState.OUTSIDE:
        return line.scheme_version.scheme.how_to_apply
    return ""


def _waiting_text(line: PlanLine) -> str:
    place = place_of(line)
    if place is None:
        return _("Het geld van dit potje is nu op. Komt er geld vrij, dan kiest %(fund)s wie het krijgt.") % {
            "fund": line.fund.name
        }
    return _("Het geld van dit potje is nu op. Je staat op plaats %(place)s van de wachtlijst.") % {"place": place}


def steps(application: Application, lines: list[LineShown], due: date | None) -> list[dict[str, str]]:
    """The way of an application, for the component "timeline"."""
    decided = application.state not in RUNNING
    granted = any(shown.line.state in PROMISED for shown in lines)
    decisions = [shown.line.decision.at for shown in lines if shown.line.decision]
    if application.state == ApplicationState.WITHDRAWN:
        return [
            {"title": _("Verstuurd"), "when": day(application.submitted, "date"), "state": "done", "text": ""},
            {"title": _("Ingetrokken"), "when": "", "state": "done", "text": _("Je hoeft niets meer te doen.")},
        ]
    by = _("uiterlijk %(day)s") % {"day": day(due, "date")} if due else ""
    funds = dutch_list(list(dict.fromkeys(s.line.fund.name for s in lines if s.line.state in UNDECIDED)))
    found = [
        {"title": _("Verstuurd"), "when": day(application.submitted, "date"), "state": "done", "text": ""},
        {
            "title": _("Besluit"),
            "when": day(max(decisions), "date") if decided and decisions else "" if decided else by,
            "state": "done" if decided else "now",
            "text": "" if decided else _("Je aanvraag ligt nu bij %(funds)s. Je krijgt een e-mail.") % {"funds": funds},
        },
    ]
    if not decided or granted:
        starts = application.session.starts if application.session else None
        found.append(
            {
                "title": _("Aan de slag"),
                "when": day(starts, "date") if starts else _("de datum spreek je af met de opleider"),
                "state": "now" if decided else "next",
                "text": _ready(application, lines) if decided else "",
            }
        )
    return found


def _ready(application: Application, lines: list[LineShown]) -> str:
    """What comes before signing up, once every fund has decided."""
    elsewhere = [shown.line.scheme_name for shown in lines if shown.line.state == LineState.OUTSIDE]
    said = []
    if is_partial(application):
        said.append(_("Kijk eerst of je de cursus nog wilt doen, nu je zelf meer betaalt."))
    if elsewhere:
        said.append(_("Regel eerst ook: %(schemes)s.") % {"schemes": dutch_list(elsewhere)})
    return " ".join([*said, _("Daarna schrijf je je in.") if said else _("Je kunt je nu inschrijven bij de opleider.")])


def told(application: Application) -> list[Fact]:
    """What the learner had told when this was sent: what the funds decide on."""
    return facts_of(application.calculated["facts"]["values"])


def stack_of(application: Application, lines: list[LineShown]) -> dict[str, Any]:
    """Who pays what: as asked while the funds decide; as granted where they did. A loan stays the learner's own."""
    total = int(application.course_as_sent["total_cents"])
    shown: list[MoneyLine] = []
    paid = loan = open_now = 0
    for one in lines:
        cents = one.granted if one.granted is not None else 0 if one.line.state in STANDS_ASIDE else one.line.cents
        tier = terms.parse(one.line.scheme_version.terms).tier
        if tier is Tier.LOAN:
            loan += cents
            continue
        paid += cents
        open_now += cents if one.line.state not in CERTAIN else 0
        if cents:
            shown.append(
                {
                    "label": one.line.scheme_name,
                    "cents": cents,
                    "kind": words.STACK_KIND.get(tier, "fund"),
                    "note": one.status,
                    "lang": "nl",
                }
            )
    own = max(total - paid, 0)
    shown.append({"label": words.own_label(open_now), "cents": own, "kind": "own"})
    return {
        "lines": shown,
        "total": total,
        "own": own,
        "open": open_now,
        "loan": min(loan, own),
        "example": any(one.line.scheme_version.is_example for one in lines),
    }


def withdrawable(application: Application) -> list[tuple[str, str]]:
    """(id, words) of the lines that the learner can still withdraw."""
    starts = LINE.step("withdraw").starts
    lines = sorted(application.lines.all(), key=lambda line: line.position)
    paid = ledger.paid_lines([line.pk for line in lines if line.state in PROMISED])
    return [
        (str(line.pk), f"{line.scheme_name}: {euros(line.granted_cents or line.cents)}")
        for line in lines
        if line.state in starts and line.pk not in paid
    ]


def mine_page(request: HttpRequest) -> dict[str, Any]:
    """Context for templates/funding/mine.html."""
    page = access.applications(request)
    found = [(one, *summary(one)) for one in page]
    return {
        "pages": page,
        "rows": [{"application": one, "status": status, "kind": kind} for one, status, kind in found],
    }


def summary(application: Application) -> tuple[str, str]:
    """Where an application stands, in a few words, with the kind of the component "status"."""
    states = {LineState(line.state) for line in application.lines.all()}
    if LineState.AWAITING_APPLICANT in states:
        return _("Jij moet iets aanvullen"), "todo"
    if states & AT_THE_FUND:
        return _("Wordt bekeken"), "busy"
    if LineState.WAITING in states:
        return _("Op de wachtlijst"), "busy"
    if application.state == ApplicationState.WITHDRAWN:
        return _("Ingetrokken"), "plain"
    if not states & PROMISED:
        return _("Afgewezen"), "problem"
    return (_("Deels toegekend") if is_partial(application) else _("Toegekend")), "done"


def is_partial(application: Application) -> bool:
    """A fund gave less than was asked, or nothing."""
    lines = [line for line in application.lines.all() if line.state in DECIDED]
    return any((line.granted_cents or 0) < line.cents for line in lines)
