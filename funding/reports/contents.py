"""What stands in a report of figures: money, applications and who was helped. Nobody by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When
from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import PROMISED
from funding.budgets.enums import EFFECTS, Movement
from funding.budgets.models import Budget, LedgerEntry
from funding.budgets.page import period_of
from funding.check.naming import Names
from funding.exporting.rows import euros
from funding.figures.hiding import SMALLEST, hidden_of
from funding.figures.words import FACTS, value_label
from portal.regions.models import Municipality

type Cell = str | int | Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """One table: a title, the heads of its columns, and rows of texts, numbers and euros (Decimal)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sections_of(lines: QuerySet[PlanLine], budgets: Sequence[Budget], first: date, last: date) -> list[Section]:
    """The tables, of lines (of one fund) and budgets; applications and movements of money from first to last day."""
    sent = lines.filter(application__submitted__date__range=(first, last))
    return [_money(budgets), _moved(budgets, first, last), _cases(sent), *_people(sent)]


def _money(budgets: Sequence[Budget]) -> Section:
    rows = tuple(_row(one, _parts(one)) for one in budgets)
    columns = ("Budget", "Plafond", "Gereserveerd", "Toegezegd", "Betaald", "Vrij")
    return Section("Budgetten op dit moment", columns, _with_total(rows))


def _row(budget: Budget, amounts: Iterable[int]) -> tuple[Cell, ...]:
    """The name of a budget, and cents as euros."""
    cells: list[Cell] = [f"{budget.scheme.name}, {period_of(budget)}"]
    cells.extend(euros_of(cents) for cents in amounts)
    return tuple(cells)


def _parts(one: Budget) -> tuple[int, ...]:
    return one.ceiling, one.reserved, one.committed, one.paid, one.free


def _moved(budgets: Sequence[Budget], first: date, last: date) -> Section:
    """What was reserved, promised and paid on balance in the period, per budget."""
    begin, end = (timezone.make_aware(datetime.combine(day, at)) for day, at in ((first, time.min), (last, time.max)))
    entries = LedgerEntry.objects.filter(budget__in=list(budgets), at__range=(begin, end)).order_by()
    sums = {
        name: Sum(
            Case(
                *(When(movement=movement, then=F("cents") * effect[place]) for movement, effect in EFFECTS.items()),
                output_field=BigIntegerField(),
            ),
            default=0,
        )
        for place, name in enumerate(("held", "promised", "settled"))
    }
    back = Sum("cents", filter=Q(movement=Movement.RECOVER), default=0)
    found: dict[Any, dict[str, Any]] = {
        row["budget"]: dict(row) for row in entries.values("budget").annotate(**sums, back=back)
    }
    names = ("held", "promised", "settled", "back")
    rows = [_row(one, [int(found.get(one.pk, {}).get(name, 0)) for name in names]) for one in budgets]
    columns = ("Budget", "Erbij gereserveerd", "Erbij toegezegd", "Erbij betaald", "Terugontvangen")
    return Section("Wat er in deze periode veranderde", columns, _with_total(tuple(rows)))


def _cases(sent: QuerySet[PlanLine]) -> Section:
    refused = Q(state__in=[LineState.REFUSED, LineState.EXPIRED])
    found = (
        sent.order_by()
        .values("scheme_name")
        .annotate(
            number=Count("pk"),
            granted=Count("pk", filter=Q(state__in=PROMISED)),
            refused=Count("pk", filter=refused),
            asked_cents=Sum("cents", default=0),
            granted_cents_=Sum("granted_cents", filter=Q(state__in=PROMISED), default=0),
            settled_cents_=Sum("settled_cents", default=0),
        )
    )
    rows = tuple(
        (
            row["scheme_name"],
            row["number"],
            row["granted"],
            row["refused"],
            *(euros_of(row[name]) for name in ("asked_cents", "granted_cents_", "settled_cents_")),
        )
        for row in found.order_by("scheme_name")
    )
    columns = ("Regeling", "Aanvragen", "Toegekend", "Afgewezen", "Gevraagd", "Bedrag toegekend", "Vastgesteld")
    return Section("Aanvragen van deze periode", columns, _with_total(rows))


def _people(sent: QuerySet[PlanLine]) -> list[Section]:
    """People with money promised, by situation, sector, level and municipality; small numbers are together."""
    names = Names(places=dict(Municipality.objects.values_list("code", "name")))
    titles = {
        "situation": "Geholpen mensen: hun werk",
        "sector": "Geholpen mensen: sector van de opleiding",
        "level": "Geholpen mensen: niveau",
        "municipality": "Geholpen mensen: woonplaats",
    }
    helped = sent.filter(state__in=PROMISED).order_by()
    found = []
    for name, title in titles.items():
        value = F(f"application__calculation__facts__values__{FACTS[name]}")
        counted = helped.annotate(value=value).values_list("value").annotate(number=Count("application", distinct=True))
        ordered = sorted(((value or "", number) for value, number in counted), key=lambda one: (-one[1], one[0]))
        small = hidden_of([number for _value, number in ordered])
        rows: list[tuple[Cell, ...]] = [
            (value_label(name, value, names), number)
            for place, (value, number) in enumerate(ordered)
            if place not in small
        ]
        if small:
            rest = sum(ordered[place][1] for place in small)
            rows.append(("Alle andere samen", rest if rest >= SMALLEST else "minder dan 5"))
        found.append(Section(title, (title.partition(": ")[2].capitalize(), "Mensen"), tuple(rows)))
    return found


def euros_of(cents: int) -> Decimal:
    """Cents as euros with two decimals."""
    amount = euros(cents)
    return amount if amount is not None else Decimal(0)


def _with_total(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """The rows and, of more than one, their sums."""
    if len(rows) < 2:
        return rows
    sums: list[Cell] = []
    for place in range(1, len(rows[0])):
        numbers = [cell for row in rows if not isinstance(cell := row[place], str)]
        sums.append(sum(numbers[1:], numbers[0]))
    return (*rows, ("Samen", *sums))
