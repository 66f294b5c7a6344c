"""What a key opens: everything of its own fund that was sent, and nothing of another fund."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from funding.applications.enums import ApplicationState, LineState
from funding.applications.models import Application, PlanLine
from funding.decisions.models import Decision
from funding.payments.enums import PaymentState
from funding.payments.models import Payment
from funding.reading_api.models import ApiKey


def lines(key: ApiKey, *, state: str = "", since: datetime | None = None) -> QuerySet[PlanLine]:
    """Lines that ask money of the fund, of applications sent from a moment on, first sent first."""
    found = PlanLine.objects.filter(fund=key.fund_id).exclude(application__state=ApplicationState.DRAFT)
    found = found.filter(state=state) if state else found
    found = found.filter(application__submitted__gte=since) if since else found
    return found.select_related("scheme_version").order_by("application__submitted", "pk")


def applications(key: ApiKey, *, state: str = "", since: datetime | None = None) -> QuerySet[Application]:
    """Applications with such a line, first sent first."""
    found = Application.objects.filter(
        pk__in=lines(key, since=since).exclude(state=LineState.FORWARDED).order_by().values("application")
    )
    found = found.filter(state=state) if state else found
    return found.select_related("session").order_by("submitted", "pk")


def lines_of(key: ApiKey, of: Iterable[Application]) -> dict[UUID, list[PlanLine]]:
    """The fund's lines of each of these applications, in the order of the plan."""
    found: dict[UUID, list[PlanLine]] = defaultdict(list)
    for line in lines(key).filter(application__in=list(of)).order_by("application", "position"):
        found[line.application_id].append(line)
    return found


def decisions(key: ApiKey, *, since: datetime | None = None) -> QuerySet[Decision]:
    """Decisions of the fund, in the order in which they were made."""
    found = Decision.objects.filter(line__in=lines(key).order_by())
    return (found.filter(at__gte=since) if since else found).order_by("at", "pk")


def payments(key: ApiKey, *, state: str = "", since: datetime | None = None) -> QuerySet[Payment]:
    """Payments of the fund, without what was taken out of a batch unless that is what is asked."""
    found = Payment.objects.filter(batch__fund=key.fund_id)
    found = found.filter(state=state) if state else found.exclude(state=PaymentState.DROPPED)
    found = found.filter(batch__proposed__gte=since) if since else found
    return found.select_related("batch", "account").order_by("batch__proposed", "pk")


def one[M: (Application, PlanLine, Decision, Payment)](found: QuerySet[M], pk: UUID) -> M:
    """One of these records; Http404 when it is not among them."""
    record = found.filter(pk=pk).first()
    if record is None:
        raise Http404("record")
    return record
