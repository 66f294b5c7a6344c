from funding.applications.models import PlanLine
from funding.decisions.models import Decision, Preparation
from portal.people.models import User


def write_decision(line: PlanLine, preparation: Preparation, by: User, **more: object) -> Decision:
    """The decision as it was prepared, with the limit (cents) that held; ``more`` is of a later one.

    Only the row: what it does to line, money and letters is for who decides.
    """
    return Decision.objects.create(
        line=line,
        preparation=preparation,
        verdict=preparation.verdict,
        asked_cents=line.cents,
        cents=preparation.cents,
        fixed_cents=preparation.fixed_cents,
        reasons=preparation.reasons,
        hardship=preparation.hardship,
        limit_cents=line.fund.sole_decision_limit,
        prepared_by_id=preparation.prepared_by_id,
        decided_by=by,
        **more,
    )
