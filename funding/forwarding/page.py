"""What the pages of forwarding show: what changes, for the fund that proposes and for the one that is asked."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funding import forwarding_access
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.told import Criterion, criteria_in
from funding.decisions.errors import CannotDecide
from funding.engine.snapshot import to_document
from funding.forwarding.enums import ANSWER_DAYS, OPEN, ForwardingState
from funding.forwarding.errors import CannotForward
from funding.forwarding.models import Forwarding
from funding.forwarding.offering import Offer, needs_consent, offer
from funding.terms.showing import shown_clock
from portal.access import person
from portal.people.enums import Role
from portal.templatetags.portal import day, euros

STATUS = {
    ForwardingState.ASKED: "busy",
    ForwardingState.PROPOSED: "todo",
    ForwardingState.ACCEPTED: "done",
    ForwardingState.RETURNED: "problem",
    ForwardingState.DECLINED: "problem",
    ForwardingState.CANCELLED: "plain",
    ForwardingState.LAPSED: "plain",
}


def waits_words(one: Forwarding) -> str:
    """How long an answer did not come, from the day on which that is long; "" before."""
    days = one.days_waiting(timezone.now())
    if one.state not in OPEN or days < ANSWER_DAYS:
        return ""
    return _("Al %(days)s dagen geen antwoord") % {"days": days}


def changes(line: PlanLine, found: Offer) -> dict[str, Any]:
    """What forwarding does to money, term and readers, now and then, for templates/components/table.html."""
    then_fund = found.version.scheme.fund
    left = found.schemes.budgets[found.version.scheme_id].left
    stays = _("blijft %(day)s") % {"day": day(line.due, "date")} if line.due else _("geen")
    rows = [
        [_("Fonds"), line.fund.name, then_fund.name],
        [_("Regeling"), line.scheme_name, found.version.scheme.name],
        [_("Bedrag"), euros(line.cents), euros(found.cents)],
        [_("Deelnemer betaalt zelf"), euros(_own_now(line)), euros(found.own)],
        [
            _("Geld"),
            _("staat op de wachtlijst") if line.state == "waiting" else _("gereserveerd, komt vrij"),
            _("op de wachtlijst: het budget is vol")
            if found.full
            else _("wordt gereserveerd van %(left)s die vrij is") % {"left": euros(left)},
        ],
        [_("Ontvangen"), day(line.application.submitted, "date"), _("blijft hetzelfde")],
        [_("Beslis uiterlijk"), day(line.due, "date") if line.due else _("geen"), stays],
        [_("Wie ziet het dossier"), line.fund.name, then_fund.name],
    ]
    return {
        "columns": [{"label": _("Onderdeel")}, {"label": _("Nu")}, {"label": _("Straks")}],
        "rows": rows,
        "beside": bool(found.beside),
        "asks_learner": needs_consent(line, then_fund, line.application),
        "to": then_fund.name,
    }


def _own_now(line: PlanLine) -> int:
    """What the learner pays by the plan that counts (cents)."""
    last = line.application.replans.order_by("round").values_list("own_cents", flat=True).last()
    return int(last if last is not None else line.application.own_cents or 0)


def forwarding_page(request: HttpRequest, one: Forwarding) -> dict[str, Any]:
    """Context of the page of one proposal; what may be read of the file depends on who looks and how it ended."""
    who = person(request)
    line = one.line
    decides = who.funds(Role.FUND_ADMINISTRATOR)
    may_answer = one.state == ForwardingState.PROPOSED and one.to_fund_id in decides
    context: dict[str, Any] = {
        "one": one,
        "kind": STATUS[ForwardingState(one.state)],
        "may_answer": may_answer and one.proposed_by_id != (who.user.pk if who.user else None),
        "may_cancel": one.state in OPEN and one.from_fund_id in decides,
        "waits": waits_words(one) if one.from_fund_id in decides else "",
        "file_url_line": _file_line(who.funds(Role.FUND_ADMINISTRATOR, Role.APPROVER), one),
        "letters": forwarding_access.letters_kept(one) if one.state == ForwardingState.ACCEPTED else [],
        "course": line.application.course_as_sent,
        "clock": shown_clock(line, timezone.localdate()) if one.state in OPEN else None,
    }
    if one.state == ForwardingState.PROPOSED:
        try:
            found = offer_now(line, one.scheme_id)
        except CannotDecide as problem:
            context["impossible"] = problem.message
            context["may_answer_yes"] = False
        else:
            context |= {
                "changes": changes(line, found),
                "criteria": _criteria(found),
                "parts": found.parts,
                "cents": found.cents,
                "may_answer_yes": True,
            }
    return context


def offer_now(line: PlanLine, slug: str) -> Offer:
    """As ``offer``, for a line that can still go. Raises CannotForward too."""
    if line.state not in LINE.step("forward").starts:
        raise CannotForward
    return offer(line, slug)


def _criteria(found: Offer) -> list[Criterion]:
    """The conditions of the other scheme with their verdicts on the day of receipt."""
    calculated: Any = to_document(found.assessment)
    return list(criteria_in(calculated["schemes"][0]["outcome"]))


def _file_line(funds: frozenset[str], one: Forwarding) -> PlanLine | None:
    """The file as this person may open it: before, at the first fund; afterwards, where it went."""
    if one.state == ForwardingState.ACCEPTED:
        return one.new_line if one.to_fund_id in funds else None
    return one.line if one.from_fund_id in funds else None
