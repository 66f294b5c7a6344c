"""Saying what came of a check."""

from django.db import transaction
from django.utils import timezone

from funding.applications.states import LINE, UNDECIDED
from funding.checks.enums import CheckState
from funding.checks.models import Check
from funding.decisions.actions import allow
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def answer_check(check: Check, state: CheckState, by: User) -> None:
    """Say what came of a check; while the line is undecided it can be said anew. Raises as ``decide`` does."""
    allow(check.line, LINE.step("grant"), by)
    nobody = state == CheckState.OPEN
    fields = {"state": state, "by": None if nobody else by, "at": timezone.now()}
    if Check.objects.filter(pk=check.pk, line__state__in=UNDECIDED).update(**fields):
        record(by, "check", check.line, chain=check.line.fund_id, check=str(check.pk), state=state.value)
