"""Keeping a fund's library of reasons."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from funding.decisions.reasons import Reason
from portal.people.models import User
from portal.record.audit import record


def write_reason(*, fund: str, verdict: str, title: str, text: str, by: User) -> Reason | None:
    """Add a text to the library of a fund; None when one with this title is in use."""
    try:
        with transaction.atomic():
            made = Reason.objects.create(fund_id=fund, verdict=verdict, title=title, text=text, written_by=by)
            record(by, "write_reason", made, chain=fund)
    except IntegrityError:
        return None
    return made


def end_reason(reason: Reason) -> None:
    """Let a text end; what was sent with it keeps its own copy."""
    Reason.objects.filter(pk=reason.pk, ended__isnull=True).update(ended=timezone.now())
