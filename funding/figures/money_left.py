"""The budgets of a dashboard: reserved, promised, paid and free, and the day on which each runs out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from funding import figures_access
from funding.figures.forecast import Forecast, runs_out
from funding.figures_access import Scope
from portal.templatetags.portal import day


def money_left(of: Scope, today: date) -> list[dict[str, Any]]:
    """Per budget of today its parts, a bar, and when it runs out, in words."""
    budgets = figures_access.budgets(of)
    weeks = figures_access.weeks_of(budgets)
    return [
        {
            "name": budget.scheme.name,
            "pk": budget.pk,
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
                "Als het zo doorgaat, is er geld tot het eind van de periode. Het kan ook al op zijn op %(first)s."
            ) % {"first": day(forecast.first, "date")}
        return _("Als het zo doorgaat is er geld tot het eind van de periode.")
    values = {"expected": day(forecast.expected, "date"), "first": day(forecast.first, "date")}
    if forecast.last is None:
        return _("Als het zo doorgaat is dit budget op rond %(expected)s, op zijn vroegst %(first)s.") % values
    return _(
        "Als het zo doorgaat is dit budget op rond %(expected)s. Acht van de tien keer ligt die dag tussen "
        "%(first)s en %(last)s."
    ) % (values | {"last": day(forecast.last, "date")})
