"""What the pages of budgets show."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from funding import budget_access
from funding.budgets.models import Budget
from portal.access import person
from portal.people.enums import Role
from portal.templatetags.portal import day


def name_of(budget: Budget) -> str:
    """Scheme and period: "Scholingsfonds, 1 januari 2026 tot en met 31 december 2026"."""
    return f"{budget.scheme.name}, {period_of(budget)}"


def period_of(budget: Budget) -> str:
    """The first and the last day, in words; without a last day: from when."""
    first, after = budget.period.lower, budget.period.upper
    if after is None:
        return _("vanaf %(day)s") % {"day": day(first, "date")}
    last = day(after - timedelta(days=1), "date")
    return _("%(first)s tot en met %(last)s") % {"first": day(first, "date"), "last": last}


def budgets_page(request: HttpRequest) -> dict[str, Any]:
    """The budgets of this person's funds."""
    pages = budget_access.budgets(request)
    return {
        "pages": pages,
        "totals": budget_access.totals(request) if pages.paginator.count > 1 else None,
        "rows": [{"budget": one, "period": period_of(one), "percent": percent(one)} for one in pages],
    }


def percent(budget: Budget) -> int:
    """How much of the ceiling is used, in whole percent, rounded down: only what is full says 100."""
    return budget.used * 100 // budget.ceiling if budget.ceiling else 100


def budget_page(request: HttpRequest, budget: Budget) -> dict[str, Any]:
    """One budget: what it is used for, how its ceiling changed, and what waits for a second person."""
    who = person(request)
    fund = budget.scheme.fund_id
    transfers = budget_access.open_transfers(budget)
    marks = budget_access.earmarks(budget)
    return {
        "budget": budget,
        "period": period_of(budget),
        "percent": percent(budget),
        "stack": [
            {"label": _("Betaald"), "cents": budget.paid, "kind": "fund"},
            {"label": _("Toegezegd"), "cents": budget.committed, "kind": "fund"},
            {"label": _("Gereserveerd"), "cents": budget.reserved, "kind": "fund"},
            *(
                {"label": _("Vrij voor: %(name)s") % {"name": one.name}, "cents": one.left, "kind": "open"}
                for one in marks
            ),
            {"label": _("Vrij voor iedereen"), "cents": budget.left, "kind": "own"},
        ],
        "free": budget.free,
        "marks": marks,
        "pages": budget_access.changes(request, budget),
        "transfers": [
            {
                "transfer": one,
                "source": name_of(one.source) if one.source else "",
                "target": name_of(one.target) if one.target else "",
                "from_now": budget.ceiling,
                "then": budget.ceiling + (one.cents if one.target_id == budget.pk else -one.cents),
                "may_do": fund in who.funds(Role.APPROVER)
                and who.user is not None
                and one.proposed_by_id != who.user.pk,
                "may_cancel": fund in who.funds(Role.FUND_ADMINISTRATOR),
            }
            for one in transfers
        ],
        # Two changes would add up: the first is decided on first.
        "ceiling_waits": any(one.source is None or one.target is None for one in transfers),
        "may_change": fund in who.funds(Role.FUND_ADMINISTRATOR),
        # A fund with one budget has nowhere to move its money to.
        "may_transfer": budget_access.others_of_fund(request, budget).exists(),
    }
