"""What goes to a funder or into a fund's own system: rows of plain values, in Dutch, never an own case.

Money is in euros with two decimals (Decimal), days are dates. Account numbers are in none of them.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.applications.states import PROMISED
from funding.decisions.models import Decision
from funding.exporting.enums import Kind
from funding.fund_access import lines
from funding.payments.enums import PaymentState
from funding.payments.models import Payment
from intake.profile.questions import QUESTIONS
from intake.profile.questions import Kind as Asked
from portal.access import person
from portal.people.enums import Role
from portal.people.models import Fund
from portal.regions.models import Municipality

type Row = dict[str, Any]
CHUNK = 500


def rows_of(request: HttpRequest, kind: Kind, fund: Fund, year: int | None) -> Iterator[Row]:
    """The rows of one fund, of applications sent in this year, or of all; every row has the same columns."""
    found = lines(person(request), Role.FUND_ADMINISTRATOR).filter(fund=fund)
    return rows_from(kind, found.filter(application__submitted__year=year) if year else found)


def rows_from(kind: Kind, found: QuerySet[PlanLine]) -> Iterator[Row]:
    """The rows of lines that were reached already; every row has the same columns."""
    return ROWS[kind](found.order_by("application__submitted", "application", "position"))


def _about(line: PlanLine) -> Row:
    application = line.application
    return {
        "nummer": application.number,
        "regeling": line.scheme_name,
        "regelingversie": line.scheme_version.number,
        "opleiding": application.course_as_sent["title"],
        "opleider": application.course_as_sent["provider"],
    }


def _applications(found: QuerySet[PlanLine]) -> Iterator[Row]:
    for line in found.select_related("application__session", "scheme_version").iterator(CHUNK):
        yield _about(line) | {
            "verstuurd": _day(line.application.submitted),
            "compleet": _day(line.complete_at),
            "start": line.application.session.starts if line.application.session else None,
            "stand": str(line.get_state_display()),
            "gevraagd": euros(line.cents),
            "toegekend": euros(line.granted_cents),
            "vastgesteld": euros(line.settled_cents),
            "beslis_uiterlijk": line.due,
        }


def _decisions(found: QuerySet[PlanLine]) -> Iterator[Row]:
    decisions = Decision.objects.filter(line__in=found).order_by("at", "pk")
    for one in decisions.select_related("line__application", "line__scheme_version", "decided_by").iterator(CHUNK):
        yield _about(one.line) | {
            "besluit": str(one.get_verdict_display()),
            "gevraagd": euros(one.asked_cents),
            "toegekend": euros(one.cents),
            "besloten": _day(one.at),
            "besloten_door": str(one.decided_by),
            "hardheidsclausule": "ja" if one.hardship else "nee",
            "redenen": one.reasons,
        }


def _payments(found: QuerySet[PlanLine]) -> Iterator[Row]:
    payments = Payment.objects.filter(line__in=found).exclude(state=PaymentState.DROPPED).order_by("pk")
    parts = ("line__application", "line__scheme_version", "account", "batch")
    for one in payments.select_related(*parts).iterator(CHUNK):
        yield _about(one.line) | {
            "kenmerk": one.number,
            "bestand": one.batch.number,
            "aan": str(one.account.get_payee_display()),
            "naam_rekening": one.account.name,
            "bedrag": euros(one.cents),
            "stand": str(one.get_state_display()),
            "geboekt": one.booked_on,
            "reden": one.reason,
        }


def _participants(found: QuerySet[PlanLine]) -> Iterator[Row]:
    """People with a grant: what they told, when they began and what was paid (Regulation (EU) 2021/1057, annex I)."""
    places = dict(Municipality.objects.values_list("code", "name"))
    granted = found.filter(state__in=PROMISED).select_related(
        "application__session", "scheme_version", "follow_up", "application"
    )
    for line in granted.prefetch_related("payments").iterator(CHUNK):
        values = line.application.calculated["facts"]["values"]
        follow_up = getattr(line, "follow_up", None)
        paid = sum(one.cents for one in line.payments.all() if one.state == PaymentState.PAID)
        told = {
            str(question.on_file or question.label): _value(values.get(fact), question.kind, places)
            for fact, question in QUESTIONS.items()
        }
        yield (
            {"naam": line.application.learner_name}
            | _about(line)
            | told
            | {
                "begonnen": follow_up.started_on if follow_up else None,
                "einde": line.application.session.ends if line.application.session else None,
                "toegekend": euros(line.granted_cents),
                "vastgesteld": euros(line.settled_cents),
                "betaald": euros(paid),
            }
        )


ROWS: dict[Kind, Callable[[QuerySet[PlanLine]], Iterator[Row]]] = {
    Kind.APPLICATIONS: _applications,
    Kind.DECISIONS: _decisions,
    Kind.PAYMENTS: _payments,
    Kind.PARTICIPANTS: _participants,
}


def euros(cents: int | None) -> Decimal | None:
    """Cents as euros with two decimals."""
    return None if cents is None else Decimal(cents) / 100


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _value(value: Any, kind: Asked, places: dict[str, str]) -> str:
    if value is None:
        return ""
    if kind is Asked.PLACE:
        return places.get(str(value), str(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)
