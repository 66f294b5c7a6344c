"""The dashboard as tables with bars: every figure stands in a table, which also prints and downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funding import figures_access, survey_access
from funding.applications.enums import ApplicationState, LineState
from funding.check.naming import Names
from funding.decisions.enums import Shelf
from funding.figures.enums import STOPPED, Left
from funding.figures.hiding import SMALLEST, hidden_in_groups, hidden_of, told_by_parts
from funding.figures.money_left import money_left
from funding.figures.tables import Row, Table, address_of
from funding.figures.words import FACTS, HELPED, JUDGED, value_label
from funding.figures_access import Scope, Sums
from funding.fund_access import SOON_DAYS
from funding.queue.enums import When
from funding.queue.wanted import Wanted
from funding.surveys.enums import Outcome
from portal.templatetags.portal import day, euros

MONTHS = 12
#: Who began an application and did not come back for so long does not send it any more, as far as we can see.
UNTOUCHED_DAYS = 14


def dashboard(request: HttpRequest, of: Scope, today: date) -> dict[str, Any]:
    """Context for templates/funding/figures/dashboard.html: totals, budgets, and a table per question."""
    since = months_back(today, MONTHS)
    sums = figures_access.sums(of, since)
    total = {name: sum(row[f"sum_{name}"] for row in sums["all"]) for name in figures_access.AMOUNTS}
    return {
        "scope": of,
        "since": since,
        "counted": figures_access.counted(),
        "totals": _totals(total, sum(row["sum_cases"] for row in sums["person"]), of, since),
        "budgets": money_left(of, today),
        "tables": _tables(request, of, today, sums),
    }


def tables(request: HttpRequest, of: Scope, today: date) -> list[Table]:
    """Every table of the dashboard, whole."""
    return _tables(request, of, today, figures_access.sums(of, months_back(today, MONTHS)))


def _tables(request: HttpRequest, of: Scope, today: date, sums: Sums) -> list[Table]:
    since = months_back(today, MONTHS)
    regions = figures_access.regions_of_places()
    names = Names(places=regions.names)
    # Municipalities are in one region each, and are told by region below.
    told_by_region = [*(name for name in FACTS if name != "municipality"), "shortage", "lead"]
    told = {} if not of.hides or of.region else figures_access.parts(since, told_by_region)
    untold = {sums["state"][place]["value"] for place in _small(of, sums["state"], None, set())}
    found = [_steps(of, since, sums["state"], names)]
    if of.fund:
        found.append(_waiting(request, of, today))
    found.append(_months(of, sums["month"]))
    titles = {
        "situation": _("Wie vroegen aan: hun werk"),
        "sector": _("In welke sector"),
        "level": _("Op welk niveau"),
        "municipality": _("Uit welke gemeente"),
        "shortage": _("Voor werk waar mensen voor nodig zijn"),
        "lead": _("Hoe lang het duurde tot een besluit"),
        "dropout": _("Wie afviel, en waar"),
    }
    stopped: dict[str, str] = {step.value: "left" for step in STOPPED}
    for key, title in titles.items():
        rows = sums[key]
        # Municipalities are told by region too; who stopped, at whatever step, is one number among the steps.
        groups = {"municipality": regions.regions.get, "dropout": stopped.get}.get(key)
        gone = told_by_parts(told.get(key, {}))
        if key == "dropout":
            gone = {value for value, state in _STATE_OF.items() if state in untold}
        also = {place for place, row in enumerate(rows) if row["value"] in gone} if of.hides else set()
        grouped = [groups(row["value"]) or row["value"] for row in rows] if groups and of.hides else None
        small = _small(of, rows, grouped, also)
        table = _by_value(of, since, key, title, rows, names, small)
        found.append(_with_never_sent(of, since, table, regions.regions) if key == "dropout" else table)
    return [*found, _outcomes(of, months_back(today, MONTHS + 12))]


#: Whose number among the steps a number of who left is, or is part of.
_STATE_OF = {
    **dict.fromkeys(STOPPED, ApplicationState.WITHDRAWN),
    Left.EXPIRED: ApplicationState.LAPSED,
    Left.RECOVERED: ApplicationState.RECOVERED,
}


def _small(of: Scope, rows: Sequence[Mapping[str, Any]], groups: list[str] | None, also: set[int]) -> set[int]:
    """The places of rows that may not be told."""
    if not of.hides:
        return set()
    numbers = [row["sum_cases"] for row in rows]
    return hidden_in_groups(numbers, groups, also) if groups else hidden_of(numbers, also)


def hidden(number: int, of: Scope) -> bool:
    """Whether a number of cases is too small to be shown here."""
    return of.hides and 0 < number < SMALLEST


def _number(number: int, of: Scope) -> str:
    return _("minder dan 5") if hidden(number, of) else f"{number:,}".replace(",", ".")


def _money(cents: int, cases: int, of: Scope) -> str:
    return "–" if hidden(cases, of) else euros(cents)


def _totals(total: Mapping[str, int], people: int, of: Scope, since: date) -> list[dict[str, str]]:
    cases = total["cases"]
    if hidden(cases, of):
        return [{"label": _("Aanvragen"), "value": _("minder dan 5")}]
    # Each number leads to the cases that it was counted from.
    every, helped = address_of(_cases(of, since, "", "")), address_of(_cases(of, since, HELPED, "yes"))
    found = [
        {"label": _("Aanvragen"), "value": _number(cases, of), "url": every},
        {"label": _("Mensen met toegekend geld"), "value": _number(people, of), "url": helped if people else ""},
        {"label": _("Gevraagd"), "value": euros(total["asked"]), "url": every},
        {
            "label": _("Toegekend"),
            "value": _money(total["granted"], total["helped"], of),
            "url": helped if total["helped"] else "",
        },
        {
            "label": _("Vastgesteld"),
            "value": _money(total["settled"], total["helped"], of),
            "url": helped if total["settled"] else "",
        },
    ]
    if total["helped"] and not hidden(total["helped"], of):
        own = euros(total["own"] // total["helped"])
        found.append({"label": _("Eigen bijdrage bij toegekend geld, gemiddeld"), "value": own, "url": helped})
    if total["public"]:
        share = f"{total['private'] / total['public']:.2f}".replace(".", ",")
        found.append({"label": _("Privaat geld bij elke publieke euro"), "value": f"€ {share}", "url": every})
    if total["decided"] and not hidden(total["decided"], of):
        days = str(round(total["days"] / total["decided"]))
        decided = address_of(_cases(of, since, JUDGED, "yes"))
        found.append({"label": _("Dagen tot een besluit, gemiddeld"), "value": days, "url": decided})
    return found


def _cases(of: Scope, since: date, name: str, value: str, shelf: Shelf = Shelf.ALL, when: str = "") -> Wanted | None:
    """The cases behind a number; None where this person may not open them, or the queue cannot say them."""
    if not of.fund or (name and not value):
        return None
    return Wanted(shelf=shelf, when=when, fund=of.fund, name=name, value=value, since=since.isoformat())


def _steps(of: Scope, since: date, rows: Sequence[Mapping[str, Any]], names: Names) -> Table:
    labelled = [
        (
            value_label("state", row["value"], names, of_fund=bool(of.fund)),
            row,
            _cases(of, since, "state", row["value"]),
        )
        for row in rows
    ]
    return Table(
        "stappen",
        _("Waar aanvragen staan"),
        (_("Stap"), _("Aanvragen"), _("Deel"), _("Gevraagd"), _("Toegekend"), _("Vastgesteld")),
        _rows(of, labelled, ("asked", "granted", "settled"), _small(of, rows, None, set())),
        total=_total(of, rows, ("asked", "granted", "settled")),
    )


def _months(of: Scope, rows: Sequence[Mapping[str, Any]]) -> Table:
    labelled = [
        (
            f"{day(row['month'], 'month')} {row['month'].year}".capitalize(),
            row,
            _cases(of, row["month"], "month", row["month"].isoformat()),
        )
        for row in rows
    ]
    return Table(
        "maanden",
        _("Aanvragen per maand"),
        (_("Maand"), _("Aanvragen"), _("Deel"), _("Gevraagd"), _("Toegekend"), _("Dagen tot besluit")),
        _rows(of, labelled, ("asked", "granted"), _small(of, rows, None, set()), days=True),
        total=_total(of, rows, ("asked", "granted"), days=True),
    )


def _by_value(
    of: Scope,
    since: date,
    name: str,
    title: str,
    rows: Sequence[Mapping[str, Any]],
    names: Names,
    small: set[int],
) -> Table:
    labelled = [(value_label(name, row["value"], names), row, _cases(of, since, name, row["value"])) for row in rows]
    own = _("Eigen bijdrage bij toegekend geld, gemiddeld")
    columns = (title, _("Aanvragen"), _("Deel"), _("Gevraagd"), _("Toegekend"), own)
    found = _rows(of, labelled, ("asked", "granted"), small, own=True)
    return Table(name, title, columns, found, total=_total(of, rows, ("asked", "granted"), own=True))


def _with_never_sent(of: Scope, since: date, table: Table, regions: Mapping[str, str]) -> Table:
    """Who stopped, with on top who never sent what they began: counted now, apart from what was sent."""
    if of.fund:
        note = _("Wie begon en nooit verstuurde, staat hier niet bij: een concept is nog van geen fonds.")
        return replace(table, note=note)
    number = figures_access.never_sent(of, since, timezone.now() - timedelta(days=UNTOUCHED_DAYS), regions)
    if number == 0:
        return table
    text = _("te weinig om te tonen") if number is None else _number(number, of)
    cells = (text, *("–" for _column in table.columns[2:]))
    row = Row(_("Begonnen, en nooit verstuurd"), cells, 0)
    note = _(
        "Begonnen, en nooit verstuurd: wie een aanvraag begon en al %(days)s dagen niet terugkwam, geteld op dit "
        "moment. Dit telt niet mee in de delen en het totaal, want die gaan over wat is verstuurd."
    )
    return replace(table, rows=(row, *table.rows), note=note % {"days": UNTOUCHED_DAYS})


def _total(
    of: Scope, rows: Sequence[Mapping[str, Any]], money: Sequence[str], *, days: bool = False, own: bool = False
) -> tuple[str, ...]:
    """All rows together, under the same columns as ``_rows``. What is hidden of rows does not follow from it."""
    cases = sum(row["sum_cases"] for row in rows)
    if len(rows) < 2 or hidden(cases, of):
        return ()
    helped, decided = (sum(row[name] for row in rows) for name in ("sum_helped", "sum_decided"))
    cells = [_number(cases, of), "100%"]
    for name in money:
        cents = sum(row[f"sum_{name}"] for row in rows)
        cells.append(euros(cents) if name == "asked" else _money(cents, helped, of))
    if own:
        untold = not helped or hidden(helped, of)
        cells.append("–" if untold else euros(sum(row["sum_own"] for row in rows) // helped))
    if days:
        untold = not decided or hidden(decided, of)
        cells.append("–" if untold else str(round(sum(row["sum_days"] for row in rows) / decided)))
    return tuple(cells)


def _rows(
    of: Scope,
    labelled: Sequence[tuple[str, Mapping[str, Any], Wanted | None]],
    money: Sequence[str],
    small: set[int],
    *,
    days: bool = False,
    own: bool = False,
) -> tuple[Row, ...]:
    """Rows with a bar for their part of all. Who may not open the cases does not see what would tell of some: neither
    the numbers at the places ``small``, nor what was granted to fewer than five.
    """
    total = sum(row["sum_cases"] for _label, row, _behind in labelled) or 1
    most = max((row["sum_cases"] for _label, row, _behind in labelled), default=1)
    few_helped = _small(of, [{"sum_cases": row["sum_helped"]} for _label, row, _behind in labelled], None, small)
    found = []
    for place, (label, row, behind) in enumerate(labelled):
        cases, out = row["sum_cases"], place in small
        cells = [_("te weinig om te tonen") if out else _number(cases, of)]
        cells.append("–" if out else f"{100 * cases / total:.0f}%")
        for name in money:
            cells.append("–" if out or (name != "asked" and place in few_helped) else euros(row[f"sum_{name}"]))
        if own:
            untold = out or place in few_helped or not row["sum_helped"]
            cells.append("–" if untold else euros(row["sum_own"] // row["sum_helped"]))
        if days:
            decided = row["sum_decided"]
            untold = out or not decided or hidden(decided, of)
            cells.append("–" if untold else str(round(row["sum_days"] / decided)))
        found.append(Row(label, tuple(cells), 0 if out else 1000 * cases // most, behind))
    return tuple(found)


def _waiting(request: HttpRequest, of: Scope, today: date) -> Table:
    rows = figures_access.ages(request, of, today + timedelta(days=SOON_DAYS))
    labels = dict(LineState.choices)
    most = max((row["number"] for row in rows), default=1)
    since = months_back(today, MONTHS * 5)
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
                _cases(of, since, "state", row["state"], Shelf.OPEN),
                tuple(
                    _cases(of, since, "state", row["state"], Shelf.OPEN, when)
                    for when in (When.LATE, When.SOON, When.STOPPED)
                ),
            )
            for row in rows
        ),
        total=(
            *(str(sum(row[name] for row in rows)) for name in ("number", "late", "soon", "still")),
            euros(sum(row["asked"] for row in rows)),
        )
        if len(rows) > 1
        else (),
    )


def _outcomes(of: Scope, since: date) -> Table:
    """What learners say three and twelve months after their course."""
    rows = survey_access.outcomes(of.fund, of.region, since)
    after = _("Na %(months)s maanden")
    most = max((row["asked_of"] for row in rows), default=1)
    found = []
    for row in rows:
        numbers = [row[name] for name in ("asked_of", *Outcome.values, "help")]
        # One small answer would tell of somebody, and follow from the others: then none of the row is told. Also to who
        # may open the cases: learners read that answers are only counted.
        out = any(0 < number < SMALLEST for number in numbers)
        few = numbers[0] < SMALLEST
        cells = [
            _("minder dan 5") if few else _number(numbers[0], of),
            *("–" if out else str(number) for number in numbers[1:]),
        ]
        cases = None if few else _cases(of, since, "asked", str(row["months"]))
        found.append(Row(after % {"months": row["months"]}, tuple(cells), 1000 * row["asked_of"] // most, cases))
    columns = (_("Is het gelukt?"), _("Aan hoeveel mensen"), *(str(label) for label in Outcome.labels), _("Wil hulp"))
    note = _("Bij minder dan 5 dezelfde antwoorden tonen we de antwoorden niet: deelnemers lezen dat we alleen tellen.")
    return Table("uitkomst", _("Wat kwam ervan?"), columns, tuple(found), note)


def months_back(today: date, months: int) -> date:
    """The first day of the month so many months ago, this one included."""
    number = today.year * 12 + today.month - months
    return date(number // 12, number % 12 + 1, 1)
