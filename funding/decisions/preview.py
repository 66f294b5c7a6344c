"""The letter of a decision before it is made: what the learner will read, while it can still be changed."""

from typing import Any

from funding.applications.models import PlanLine
from funding.decisions.actions import Finding
from funding.decisions.forms import DecisionForm
from funding.decisions.models import Decision
from funding.letters.writing import text_of, words_of
from portal.people.models import User


def preview(line: PlanLine, finding: Finding, by: User, seen: int, typed: DecisionForm | None = None) -> dict[str, Any]:
    """Context of funding/check_decision.html. ``typed`` goes along in hidden fields; an approver types nothing."""
    decision = Decision(
        line=line,
        verdict=finding.verdict,
        asked_cents=line.cents,
        cents=finding.cents,
        reasons=finding.reasons,
        hardship=finding.hardship,
        decided_by=by,
    )
    _subject, html = words_of(decision, text_of(decision))
    return {"line": line, "decision": decision, "html": html, "typed": typed, "seen": seen}
