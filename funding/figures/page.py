"""The dashboard as tables with bars: every figure stands in a table, which also prints and downloads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import figures_access, survey_access
from funding.applications.enums import ApplicationState, LineState
from funding.check.fact_words import value_words
from funding.check.naming import Names
from funding.decisions.enums import Shelf
from funding.figures.forecast import Forecast, runs_out
from funding.figures.hiding import SMALLEST, hidden_of
from funding.figures_access import Scope
from funding.queue_access import SOON_DAYS
from funding.surveys.enums import Outcome
from portal.regions.models import Municipality
from portal.templatetags.portal import day, euros

#: Rows of one table on the page; a download has them all.
MOST_ROWS = 12
MONTHS = 12
FACTS = {"situation": "employment", "sector": "course.sector", "level": "course.level", "municipality": "residence"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, texts per column, and how long its bar is (0 to 1000; None: no bar)."""

    label: str
    cells: tuple[str, ...]
    bar: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the dashboard. ``key`` names it in the address of its download; ``more``: rows that are left out."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def shown(self) -> tuple[Row, ...]:
        """What the page has room for."""
        return self.rows[:MOST_ROWS]

    @property
    def more(self) -> int:
        """How many rows only the download has."""
        return max(0, len(self.rows) - MOST_ROWS)


def dashboard(request: HttpRequest, of: Scope, today: date) -> dict[str, Any]:
    """Context for templates/funding/figures/dashboard.html: totals, budgets, and a table per question."""
    since = months_back(today, MONTHS)
    states = figures_access.sums(of, since, "all", "state")
    total = {name: sum(row[f"sum_{name}"] for row in states) for name in _AMOUNTS}
    return {
        "scope": of,
        "since": since,
        "counted": figures_access.counted(of),
        "totals": _totals(total, of),
        "budgets": _budgets(of, today),
        "tables": tables(request, of, today),
    }


def tables(request: HttpRequest, of: Scope, today: date) -> list[Table]:
    """Every table of the dashboard, whole."""
    since = months_back(today, MONTHS)
    found = [_steps(of, since), *([_waiting(request, of, today)] if of.fund else []), _months(of, since)]
    places = dict(Municipality.objects.values_list("code", "name"))
    titles = {
        "situation": _("Wie vroegen aan: hun werk"),
        "sector": _("In welke sector"),
        "level": _("Op welk niveau"),
        "municipality": _("Uit welke gemeente"),
    }
    names = Names(places=places)
    by_value = [_by_value(of, since, key, title, names) for key, title in titles.items()]
    return [*found, *by_value, _outcomes(of, months_back(today, MONTHS + 12))]


_AMOUNTS = ("cases", "asked", "granted", "settled", "own", "private", "public", "decided", "days")


def hidden(number: int, of: Scope) -> bool:
    """Whether a number of cases is too small to be shown here."""
    return of.hides and 0 < number < SMALLEST


def _number(number: int, of: Scope) -> str:
    return _("minder dan 5") if hidden(number, of) else f"{number:,}".replace(",", ".")


def _money(cents: int, cases: int, of: Scope) -> str:
    return "–" if hidden(cases, of) else euros(cents)


def _totals(total: Mapping[str, int], of: Scope) -> list[dict[str, str]]:
    cases = total["cases"]
    if hidden(cases, of):
        return [{"label": _("Aanvragen"), "value": _("minder dan 5")}]
    found = [
        {"label": _("Aanvragen"), "value": _number(cases, of)},
        {"label": _("Gevraagd"), "value": euros(total["asked"])},
        {"label": _("Toegekend"), "value": euros(total["granted"])},
        {"label": _("Vastgesteld"), "value": euros(total["settled"])},
        {"label": _("Eigen bijdrage per aanvraag, gemiddeld"), "value": euros(total["own"] // max(1, cases))},
    ]
    if total["public"]:
        share = f"{total['private'] / total['public']:.2f}".replace(".", ",")
        found.append({"label": _("Privaat geld bij elke publieke euro"), "value": f"€ {share}"})
    if total["decided"]:
        days = str(round(total["days"] / total["decided"]))
        found.append({"label": _("Dagen tot een besluit, gemiddeld"), "value": days})
    return found


def _budgets(of: Scope, today: date) -> list[dict[str, Any]]:
    budgets = figures_access.budgets(of)
    weeks = figures_access.weeks_of(budgets, today)
    return [
        {
            "name": budget.scheme.name,
            "fund": budget.scheme.fund.name,
            "until": budget.period.upper - timedelta(days=1) if budget.period.upper else None,
            "parts": [
                {"key": "paid", "label": _("Betaald"), "cents": budget.paid},
                {"key": "committed", "label": _("Toegezegd"), "cents": budget.committed},
                {"key": "reserved", "label": _("Gereserveerd"), "cents": budget.reserved},
                {"key": "left", "label": _("Vrij"), "cents": budget.free},
            ],
            "ceiling": budget.ceiling,
            "bars": _stack([budget.paid, budget.committed, budget.reserved, budget.free], budget.ceiling),
            "words": forecast_words(runs_out(budget.left, weeks[budget.pk], today), budget.period.upper),
        }
        for budget in budgets
    ]


def _stack(parts: Sequence[int], ceiling: int) -> list[tuple[int, int]]:
    """(x, width) of each part in a bar 1000 wide."""
    found, x = [], 0
    for cents in parts:
        width = 1000 * max(0, cents) // ceiling if ceiling else 0
        found.append((x, width))
        x += width
    return found


def forecast_words(forecast: Forecast | None, ends: date | None) -> str:
    """When a budget runs out, in a sentence; ``ends`` is the first day after its period."""
    if forecast is None:
        return _("Er ging te weinig geld uit om te zeggen wanneer dit budget op is.")
    if forecast.first == forecast.last:
        return _("Dit budget is op.")
    if forecast.expected is None or (ends and forecast.expected >= ends):
        if forecast.first and (not ends or forecast.first < ends):
            return _(
                "Als het zo doorgaat is er geld tot het eind van de periode, maar het kan ook al op zijn op %(first)s."
            ) % {"first": day(forecast.first, "date")}
        return _("Als het zo doorgaat is er geld tot het eind van de periode.")
    values = {"expected": day(forecast.expected, "date"), "first": day(forecast.first, "date")}
    if forecast.last is None:
        return _("Als het zo doorgaat is dit budget op rond %(expected)s, op zijn vroegst %(first)s.") % values
    return _(
        "Als het zo doorgaat is dit budget op rond %(expected)s. Acht van de tien keer ligt die dag tussen "
        "%(first)s en %(last)s."
    ) % (values | {"last": day(forecast.last, "date")})


def _steps(of: Scope, since: date) -> Table:
    labels = dict(LineState.choices if of.fund else ApplicationState.choices)
    rows = figures_access.sums(of, since, "all", "state")
    shelves = {LineState.REFUSED: Shelf.DECIDED, LineState.GRANTED: Shelf.DECIDED}
    return Table(
        "stappen",
        _("Waar aanvragen staan"),
        (_("Stap"), _("Aanvragen"), _("Deel"), _("Gevraagd"), _("Toegekend")),
        _rows(
            of,
            [(str(labels.get(str(row["state"]), row["state"])), row) for row in rows],
            ("asked", "granted"),
            links={
                str(labels[state]): f"{reverse('funding:queue')}?stand={shelf.value}"
                for state, shelf in shelves.items()
            }
            if of.fund
            else {},
        ),
        _("Wie afviel staat bij ingetrokken, afgewezen of niet in behandeling genomen."),
    )


def _months(of: Scope, since: date) -> Table:
    rows = sorted(figures_access.sums(of, since, "all", "month"), key=lambda row: row["month"])
    labelled = [(f"{day(row['month'], 'month')} {row['month'].year}", row) for row in rows]  # type: ignore[arg-type,attr-defined]
    return Table(
        "maanden",
        _("Aanvragen per maand"),
        (_("Maand"), _("Aanvragen"), _("Deel"), _("Gevraagd"), _("Toegekend"), _("Dagen tot besluit")),
        _rows(of, labelled, ("asked", "granted"), days=True),
    )


def _by_value(of: Scope, since: date, dimension: str, title: str, names: Names) -> Table:
    rows = figures_access.sums(of, since, dimension, "value")
    labelled = [
        (value_words(FACTS[dimension], str(row["value"]), names) if row["value"] else _("niet bekend"), row)
        for row in rows
    ]
    columns = (title, _("Aanvragen"), _("Deel"), _("Toegekend"), _("Eigen bijdrage, gemiddeld"))
    found = _rows(of, labelled, ("granted",), own=True)
    return Table(dimension, title, columns, found)


def _rows(
    of: Scope,
    labelled: Iterable[tuple[str, Mapping[str, int]]],
    money: Sequence[str],
    *,
    days: bool = False,
    own: bool = False,
    links: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """Rows with a bar for their part of all. Who may not open the cases does not see what would tell of some."""
    labelled = list(labelled)
    total = sum(row["sum_cases"] for _label, row in labelled) or 1
    most = max((row["sum_cases"] for _label, row in labelled), default=1)
    small = hidden_of([row["sum_cases"] for _label, row in labelled]) if of.hides else set()
    found = []
    for place, (label, row) in enumerate(labelled):
        cases, out = row["sum_cases"], place in small
        cells = [_("te weinig om te tonen") if out else _number(cases, of)]
        cells.append("–" if out else f"{100 * cases / total:.0f}%")
        cells += ["–" if out else _money(row[f"sum_{name}"], cases, of) for name in money]
        if own:
            cells.append("–" if out or not cases else euros(row["sum_own"] // cases))
        if days:
            decided = row["sum_decided"]
            cells.append("–" if out or not decided else str(round(row["sum_days"] / decided)))
        bar = 0 if out else 1000 * cases // most
        found.append(Row(label[:1].upper() + label[1:], tuple(cells), bar, (links or {}).get(label, "")))
    return tuple(found)


def _waiting(request: HttpRequest, of: Scope, today: date) -> Table:
    rows = figures_access.ages(request, of, today + timedelta(days=SOON_DAYS))
    labels = dict(LineState.choices)
    most = max((row["number"] for row in rows), default=1)
    return Table(
        "termijnen",
        _("Wat op een besluit wacht, en de termijn"),
        (_("Stap"), _("Aanvragen"), _("Te laat"), _("Binnen 10 dagen"), _("Termijn staat stil"), _("Gevraagd")),
        tuple(
            Row(
                str(labels[row["state"]]).capitalize(),
                (
                    *(str(row[name]) for name in ("number", "late", "soon", "still")),
                    euros(row["asked"]),
                ),
                1000 * row["number"] // most,
                reverse("funding:queue"),
            )
            for row in rows
        ),
    )


def _outcomes(of: Scope, since: date) -> Table:
    """What learners say three and twelve months after their course."""
    rows = survey_access.outcomes(of.fund, of.region, since)
    after = _("Na %(months)s maanden")
    most = max((row["asked_of"] for row in rows), default=1)
    found = []
    for row in rows:
        numbers = [row[name] for name in ("asked_of", *Outcome.values, "help")]
        # One small answer would tell of somebody, and follow from the others: then none of the row is told.
        out = any(hidden(number, of) for number in numbers)
        cells = [_number(numbers[0], of), *("–" if out else str(number) for number in numbers[1:])]
        found.append(Row(after % {"months": row["months"]}, tuple(cells), 1000 * row["asked_of"] // most))
    columns = (_("Is het gelukt?"), _("Gevraagd"), *(str(label) for label in Outcome.labels), _("Wil hulp"))
    return Table("uitkomst", _("Wat kwam ervan?"), columns, tuple(found))


def months_back(today: date, months: int) -> date:
    """The first day of the month so many months ago, this one included."""
    number = today.year * 12 + today.month - months
    return date(number // 12, number % 12 + 1, 1)
