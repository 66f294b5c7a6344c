"""The page of figures for everybody, per brand: people helped, money left per scheme, and how long a decision takes."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from funding import figures_access
from funding.figures.hiding import SMALLEST
from funding.figures.page import MONTHS, months_back
from portal.brands.current import current_brand
from portal.templatetags.portal import euros

#: Amounts are told in whole hundreds of euros (cents): enough to know whether there is money, too rough to tell people.
ROUGH = 10_000


@require_safe
def public_figures(request: HttpRequest) -> HttpResponseBase:
    """The figures of the regions of this brand over the last twelve months."""
    return render(request, "funding/figures/public.html", public_page(request, timezone.localdate()))


def public_page(request: HttpRequest, today: date) -> dict[str, Any]:
    """Context for templates/funding/figures/public.html; numbers of people below 5 are not told, nor what follows."""
    brand = current_brand(request)
    since = months_back(today, MONTHS)
    counted = figures_access.of_brand(brand, since)
    few = counted["people"] < SMALLEST
    schemes = [
        {
            "name": budget.scheme.name,
            "slug": budget.scheme_id,
            "left": _left(budget.left),
            "part": min(1000, 1000 * max(0, budget.left) // budget.ceiling) if budget.ceiling else 0,
        }
        for budget in figures_access.budgets_of_brand(brand)
    ]
    return {
        "since": since,
        "brand": brand,
        "helped": _("minder dan 5") if few else f"{counted['people']:,}".replace(",", "."),
        "granted": "" if few else euros(counted["granted"] // ROUGH * ROUGH),
        "days": round(counted["days"] / counted["decided"]) if counted["decided"] >= SMALLEST else None,
        "schemes": schemes,
        "counted": counted["counted"],
    }


def _left(cents: int) -> str:
    if cents <= 0:
        return _("op")
    return euros(cents // ROUGH * ROUGH) if cents >= ROUGH else _("bijna op")
