"""What the page of a proposal shows: numbers in words, a table per budget and per region, and what can be adopted."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import steering_access
from funding.budgets.enums import Order
from funding.budgets.models import Budget
from funding.steering.enums import RunState
from funding.steering.models import Choice, SteeringRun
from funding.steering.running import EXTRA, part_done
from portal.access import person
from portal.people.enums import Role
from portal.regions.models import Region
from portal.templatetags.portal import euros


def run_page(request: HttpRequest, run: SteeringRun) -> dict[str, Any]:
    """Context for templates/funding/steering/run.html."""
    context: dict[str, Any] = {"run": run, "waiting": run.state == RunState.ASKED}
    if run.state == RunState.ASKED:
        return context | {"percent": part_done(run)}
    if run.result is None:
        return context
    result = run.result
    names = dict(Region.objects.values_list("slug", "name"))
    seen = steering_access.budgets_of(run)
    adoptions = {one.budget_id: one for one in steering_access.adoptions_of(run)}
    who, told = person(request), {row["budget"]: row for row in result["budgets"]}
    budgets = [_budget(one, told[str(one.budget_id)], adoptions) for one in seen if str(one.budget_id) in told]
    moving = [one for one in budgets if one["given"] or one["chosen"]]
    user = who.user
    return context | {
        "result": result,
        "more": result["helped"] - result["by_receipt"],
        "certainty": _certainty(result),
        "budgets": moving,
        "untouched": [one["name"] for one in budgets if one not in moving],
        "regions": [_region(row, names) for row in result["regions"]],
        "may_prepare": who.has(Role.FUND_ADMINISTRATOR) and bool(takeable(run)),
        "ready": [one for one in adoptions.values() if one.adopted is None],
        "may_adopt": who.has(Role.APPROVER)
        and any(one.adopted is None and user and one.prepared_by_id != user.pk for one in adoptions.values()),
        "done": [one for one in adoptions.values() if one.adopted],
    }


def choice_rows(request: HttpRequest, run: SteeringRun, choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """A row per application: who pays what in the proposal, in words, and the way to its file."""
    choices = list(choices)
    files = steering_access.files_of(request, choices)
    names = {one.budget.scheme_id: one.budget.scheme.name for one in steering_access.budgets_of(run)}
    return [
        {
            "number": one.application.number,
            "url": reverse("funding:line", args=[files[one.application_id]]),
            "place": one.place,
            "need": one.need,
            "by_receipt": one.by_receipt,
            "words": _plan_words(one, names),
        }
        for one in choices
    ]


def _plan_words(choice: Choice, names: Mapping[str, str]) -> str:
    if not choice.served:
        return _("geen geld")
    elsewhere = _("ander fonds")
    paid = ", ".join(f"{names.get(line['scheme'], elsewhere)} {euros(line['cents'])}" for line in choice.lines)
    return paid if choice.as_asked else _("%(paid)s (ander plan: eerst akkoord van de deelnemer)") % {"paid": paid}


def takeable(run: SteeringRun) -> list[Budget]:
    """The budgets of a proposal that can be taken over now: the scheme lets the fund choose, and no money moved."""
    if run.state != RunState.READY:
        return []
    taken = {one.budget_id for one in steering_access.adoptions_of(run)}
    return [
        seen.budget
        for seen in steering_access.budgets_of(run)
        if seen.budget.order == Order.FREE and seen.is_as_it_was(seen.budget) and seen.budget_id not in taken
    ]


def _certainty(result: Mapping[str, Any]) -> str:
    if result["short"]:
        return ngettext(
            "Er is geen verdeling gevonden die elke regio genoeg geeft: er ontbreekt %(number)s persoon.",
            "Er is geen verdeling gevonden die elke regio genoeg geeft: er ontbreken %(number)s personen.",
            result["short"],
        ) % {"number": result["short"]}
    if result["gap"] == 0:
        return _("Dit is bewezen de beste verdeling: beter kan niet.")
    better = 100 * (result["bound"] - result["worth"]) / max(result["worth"], 0.001)
    return _("Geen enkele verdeling kan meer dan %(gap)s%% beter zijn dan deze. Dat is bewezen.") % {
        "gap": f"{better:.2f}".replace(".", ",")
    }


def _budget(seen: Any, row: Mapping[str, Any], adoptions: Mapping[Any, Any]) -> dict[str, Any]:
    budget = seen.budget
    return {
        "budget": budget,
        "name": budget.scheme.name,
        "free_cents": row["free"],
        "given": row["given"],
        "chosen": not row["in_order"],
        "rest": row["free"] - row["given"],
        "order": Order(budget.order).label,
        "words": extra_words(row["extra"], budget.scheme.name) if not row["in_order"] else "",
        "moved": not seen.is_as_it_was(budget) and budget.pk not in adoptions,
    }


def extra_words(people: float, scheme: str) -> str:
    """What more money in a budget would do, at the margin: "€ 10.000 extra in X helpt ongeveer 7 mensen meer."."""
    values = {"extra": euros(EXTRA), "scheme": scheme}
    if people < 0.05:
        return _("%(extra)s extra in %(scheme)s helpt niemand meer.") % values
    if people < 1:
        each = round(EXTRA / people / 100_000) * 100_000
        text = _("Voor ongeveer %(each)s extra in %(scheme)s help je één mens meer.")
        return text % (values | {"each": euros(each)})
    number = round(people)
    text = ngettext(
        "%(extra)s extra in %(scheme)s helpt ongeveer %(number)s mens meer.",
        "%(extra)s extra in %(scheme)s helpt ongeveer %(number)s mensen meer.",
        number,
    )
    return text % (values | {"number": number})


def _region(row: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    asked = row["asked"]

    def part(people: int) -> str:
        return f"{people} ({round(100 * people / asked)}%)" if asked else "0"

    name = names.get(row["region"]) or _("Regio onbekend")
    if asked < SMALLEST:
        return [name, _("minder dan 5"), "–", "–"]
    return [name, str(asked), part(row["helped"]), part(row["by_receipt"])]


#: Fewer people than this could be recognised.
SMALLEST = 5
