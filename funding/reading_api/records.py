"""What comes back: plain values, amounts in whole cents, moments with their offset, days as dates.

Who somebody is comes along only when the key opens that (``people``). Account numbers never do.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from funding.applications.models import Application, PlanLine
from funding.decisions.models import Decision
from funding.payments.models import Payment

type Record = dict[str, Any]


def application(one: Application, lines: list[PlanLine], people: bool) -> Record:
    """One application; ``lines`` are those of the fund that asks."""
    who = {"learnerName": one.learner_name} if people else {}
    return who | {
        "applicationId": str(one.pk),
        "number": one.number,
        "state": one.state,
        "submitted": _moment(one.submitted),
        "courseId": str(one.course_id),
        "courseTitle": one.course_as_sent["title"],
        "providerName": one.course_as_sent["provider"],
        "sessionStarts": one.session.starts.isoformat() if one.session else None,
        "ownContributionCents": one.own_cents,
        "lines": [line(found) for found in lines],
    }


def line(one: PlanLine) -> Record:
    return {
        "lineId": str(one.pk),
        "applicationId": str(one.application_id),
        "schemeId": one.scheme_version.scheme_id,
        "schemeName": one.scheme_name,
        "schemeVersion": one.scheme_version.number,
        "budgetId": str(one.budget_id) if one.budget_id else None,
        "state": one.state,
        "requestedCents": one.cents,
        "grantedCents": one.granted_cents,
        "settledCents": one.settled_cents,
        "complete": _moment(one.complete_at),
        "decideBy": one.due.isoformat() if one.due else None,
    }


def decision(one: Decision, people: bool) -> Record:
    why = {"reasons": one.reasons} if people else {}
    return why | {
        "decisionId": str(one.pk),
        "lineId": str(one.line_id),
        "kind": one.kind,
        "verdict": one.verdict,
        "requestedCents": one.asked_cents,
        "grantedCents": one.cents,
        "hardship": one.hardship,
        "decided": _moment(one.at),
        "corrects": str(one.corrects_id) if one.corrects_id else None,
    }


def payment(one: Payment) -> Record:
    return {
        "paymentId": str(one.pk),
        "number": one.number,
        "batchNumber": one.batch.number,
        "lineId": str(one.line_id),
        "payee": one.account.payee,
        "cents": one.cents,
        "state": one.state,
        "proposed": _moment(one.batch.proposed),
        "executionOn": one.batch.execution_on.isoformat() if one.batch.execution_on else None,
        "bookedOn": one.booked_on.isoformat() if one.booked_on else None,
        "bankReason": one.reason,
    }


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
