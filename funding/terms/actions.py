"""Making a term longer, once, with a letter (Awb 4:14)."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.applications.states import LINE, UNDECIDED
from funding.applications.steps import clock_fields, clock_of, lock
from funding.decisions.actions import allow, what_happened
from funding.decisions.errors import CannotExtend
from funding.letters.enums import LetterKind
from funding.letters.writing import promise_letter
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def extend(line: PlanLine, until: date, reasons: str, by: User, seen_version: int) -> None:
    """Name a later day on which the learner hears, once; the learner gets a letter with the reasons.

    ``line`` comes with fund and application. Raises CannotExtend, and what ``funding.decisions.actions.decide`` raises.
    """
    allow(line, LINE.step("grant"), by)
    lock(line.application_id)
    clock = clock_of(line)
    if clock is None:
        raise CannotExtend
    try:
        longer = clock.extend(until, timezone.localdate())
    except ValueError as error:
        raise CannotExtend from error
    same = PlanLine.objects.filter(pk=line.pk, version=seen_version, state__in=UNDECIDED)
    if not same.update(version=F("version") + 1, **clock_fields(longer)):
        raise what_happened(line)
    line.refresh_from_db(fields=["version", "due", "extended_on", "term_end"])
    promise_letter(line, LetterKind.EXTENSION, reasons=reasons)
    record(by, "extend", line, chain=line.fund_id, until=until.isoformat())
