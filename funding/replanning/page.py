"""What the page of a new plan shows."""

from typing import Any

from funding.applications.models import Application
from funding.applications.states import CERTAIN
from funding.check.arranging import payers_first
from funding.engine.terms import Tier
from funding.replanning.actions import NewPlan, may_read


def replan_page(application: Application, plan: NewPlan) -> dict[str, Any]:
    """Context for templates/funding/replan.html: what stays, what is asked anew, and what is left to pay (cents)."""
    staying = [line for line in plan.staying if line.granted_cents != 0]
    asked = [row for row in payers_first(plan.assessment) if row.cents]
    names = {row.scheme.version: row.scheme.name for row in asked}
    dropped = [line for line in plan.loose if str(line.scheme_version_id) not in names]
    known = may_read(application)
    return {
        "readers": list(plan.readers().values()),
        "new_readers": [name for fund, name in plan.readers().items() if fund not in known],
        "staying": [{"name": line.scheme_name, "cents": line.granted_cents or line.cents} for line in staying],
        "asked": [{"name": row.scheme.name, "cents": int(row.cents)} for row in asked],
        "dropped": [line.scheme_name for line in dropped],
        "own": plan.own,
        "open": sum(int(row.cents) for row in asked if row.scheme.terms.tier is not Tier.LOAN)
        + sum(line.cents for line in staying if line.state not in CERTAIN),
        "total": int(application.course_as_sent["total_cents"]),
        "seen": plan.digest,
    }
