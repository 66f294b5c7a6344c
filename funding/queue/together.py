"""Doing one thing with several lines: first what would happen to each, then doing it, line by line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from funding.applications.enums import LineState, Verdict
from funding.applications.models import PlanLine
from funding.checks.blocking import what_blocks
from funding.decisions.actions import Finding, decide, put_back
from funding.decisions.errors import CannotDecide
from funding.queue.actions import assign
from funding.queue.enums import Together
from funding.queue.errors import NotForThem
from funding.queue.told import tell_given
from portal.people.models import User
from portal.templatetags.portal import euros


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the preview: what would happen, or why nothing will."""

    line: PlanLine
    can: bool
    text: str


def preview(lines: list[PlanLine], what: Together) -> list[Part]:
    """What would happen to each line. Lines come with fund, application, checks and invitations."""
    tell: Callable[[PlanLine], Part] = {
        Together.ASSIGN: _assigned,
        Together.PUT_BACK: _put_back,
        Together.GRANT: _granted,
    }[what]
    return [tell(line) for line in lines]


def _assigned(line: PlanLine) -> Part:
    if line.state not in {LineState.RESERVED, LineState.IN_REVIEW}:
        return Part(line, False, _("Hier is nu niets aan te behandelen: %(state)s.") % {"state": _state(line)})
    text = _("Is nu van %(who)s.") % {"who": line.assessor} if line.assessor else _("Is nu van niemand.")
    return Part(line, True, text)


def _put_back(line: PlanLine) -> Part:
    if line.state != LineState.IN_REVIEW:
        return Part(line, False, _("Niemand behandelt dit nu: %(state)s.") % {"state": _state(line)})
    return Part(line, True, _("Is nu van %(who)s.") % {"who": line.assessor} if line.assessor else "")


def _granted(line: PlanLine) -> Part:
    if line.state not in {LineState.RESERVED, LineState.IN_REVIEW}:
        return Part(line, False, _("Hier is nu niet over te beslissen: %(state)s.") % {"state": _state(line)})
    if line.insisted or any(check.state == "not_met" for check in line.checks.all()):
        return Part(line, False, _("Niet alles klopt. Bekijk dit dossier zelf."))
    if blocking := what_blocks(line):
        return Part(line, False, _("Eerst nakijken: %(what)s") % {"what": "; ".join(blocking)})
    if line.cents > line.fund.sole_decision_limit:
        return Part(line, True, _("Voorstel: %(cents)s. Een tweede persoon beslist.") % {"cents": euros(line.cents)})
    return Part(line, True, _("Krijgt %(cents)s.") % {"cents": euros(line.cents)})


def _state(line: PlanLine) -> str:
    return str(line.get_state_display())


def do(
    parts: list[Part], what: Together, versions: dict[str, int], by: User, *, to: User | None = None, reasons: str = ""
) -> tuple[int, list[tuple[PlanLine, str]]]:
    """Do it with each line that can, as it was in the preview (``versions`` by key); each in a transaction of its own.

    How many were done, and which were not with the reason in words.
    """
    done: list[PlanLine] = []
    missed = []
    for part in parts:
        line = part.line
        seen = versions.get(str(line.pk))
        if not part.can or seen is None:
            missed.append((line, part.text))
            continue
        try:
            _one(line, what, by, seen, to, reasons)
        except CannotDecide as problem:
            missed.append((line, problem.message))
        else:
            done.append(line)
    if what is Together.ASSIGN and to is not None:
        tell_given(done, to, by)
    return len(done), missed


def _one(line: PlanLine, what: Together, by: User, seen: int, to: User | None, reasons: str) -> Any:
    if what is Together.ASSIGN:
        if to is None:
            raise NotForThem("")
        return assign(line, to, by, seen)
    if what is Together.PUT_BACK:
        return put_back(line, by, seen)
    return decide(line, Finding(Verdict.GRANT, line.cents, reasons), by=by, seen_version=seen)
