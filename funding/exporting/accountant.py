"""The accountant's file: cases, decisions, ledger and payments of a fund, and a sheet that ties them together.

Every row names its application; every ledger entry its budget. The first sheet adds each budget up three ways: its own
counters, its ledger, and the payments that the bank confirmed. Own cases of who takes it out are in no list; the sheet
says how many there are.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, When
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.budgets.enums import EFFECTS, Movement
from funding.budgets.models import Budget, LedgerEntry
from funding.budgets.page import period_of
from funding.exporting.enums import Kind
from funding.exporting.rows import CHUNK, Row, euros, rows_from
from funding.fund_access import lines
from funding.payments.enums import PaymentState
from funding.payments.models import Payment
from portal.access import Person
from portal.people.enums import Role
from portal.people.models import Fund

type Sheet = tuple[str, Iterator[Row]]


def sheets_of(who: Person, fund: Fund, first: date | None = None, last: date | None = None) -> list[Sheet]:
    """The sheets, of applications sent from ``first`` to ``last``, or of all; the sheet that ties is always of whole
    budgets. ``who`` administers the fund.
    """
    found = lines(who, Role.FUND_ADMINISTRATOR).filter(fund=fund)
    asked = PlanLine.objects.filter(fund=fund).exclude(state__in=["proposed", "forwarded"])
    own = asked.exclude(pk__in=found.values("pk")).count()
    # What was held for a file that went to another fund was held all the same.
    moved = PlanLine.objects.filter(Q(pk__in=found.values("pk")) | _gone(who, fund))
    if first and last:
        found = found.filter(application__submitted__date__range=(first, last))
        moved = moved.filter(application__submitted__date__range=(first, last))
    return [
        ("aansluiting", _ties(fund, own)),
        ("aanvragen", rows_from(Kind.APPLICATIONS, found)),
        ("besluiten", rows_from(Kind.DECISIONS, found)),
        ("grootboek", ledger_rows(moved)),
        ("betalingen", rows_from(Kind.PAYMENTS, found)),
    ]


def _gone(who: Person, fund: Fund) -> Q:
    """Lines that were forwarded to another fund, never of one's own application or one that this person is involved
    with.
    """
    own = Q(application__learner=who.user) | Q(application__involvements__user=who.user)
    return Q(fund=fund, state="forwarded") & ~own


def ledger_rows(found: QuerySet[PlanLine]) -> Iterator[Row]:
    """Every movement of money of these lines, oldest first."""
    entries = LedgerEntry.objects.filter(line__in=found).order_by("at", "pk")
    for one in entries.select_related("line__application", "budget__scheme").iterator(CHUNK):
        reserved, committed, paid = EFFECTS[Movement(one.movement)]
        yield {
            "nummer": one.line.application.number,
            "regeling": one.budget.scheme.name,
            "budget": period_of(one.budget),
            "boeking": str(one.get_movement_display()),
            "gereserveerd": euros(reserved * one.cents),
            "toegezegd": euros(committed * one.cents),
            "betaald": euros(paid * one.cents),
            "geboekt": timezone.localdate(one.at),
            "kenmerk": one.key,
        }


def _ties(fund: Fund, own: int) -> Iterator[Row]:
    for budget in Budget.objects.filter(scheme__fund=fund).select_related("scheme").order_by("scheme__name", "period"):
        entries = LedgerEntry.objects.filter(budget=budget)
        reserved, committed, paid = (_sum(entries, place) for place in range(3))
        confirmed = Payment.objects.filter(line__budget=budget, state=PaymentState.PAID).aggregate(cents=Sum("cents"))
        recovered = entries.filter(movement=Movement.RECOVER).aggregate(cents=Sum("cents"))["cents"] or 0
        told = (confirmed["cents"] or 0) - recovered
        counters = (budget.reserved, budget.committed, budget.paid)
        yield {
            "regeling": budget.scheme.name,
            "budget": period_of(budget),
            "plafond": euros(budget.ceiling),
            "gereserveerd": euros(budget.reserved),
            "toegezegd": euros(budget.committed),
            "betaald": euros(budget.paid),
            "gereserveerd_grootboek": euros(reserved),
            "toegezegd_grootboek": euros(committed),
            "betaald_grootboek": euros(paid),
            "betaald_volgens_bank": euros(told),
            "sluit_aan": "ja" if counters == (reserved, committed, paid) and paid == told else "nee",
            "eigen_zaken_weggelaten": own,
        }


def _sum(entries: QuerySet[LedgerEntry], place: int) -> int:
    """What the entries add to one of the three counters, in cents."""
    signed = Case(
        *(When(movement=movement, then=F("cents") * effect[place]) for movement, effect in EFFECTS.items()),
        output_field=BigIntegerField(),
    )
    return int(entries.aggregate(cents=Sum(signed))["cents"] or 0)
