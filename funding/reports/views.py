"""The summary of a fund's year in plain sentences, to print or to copy."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from funding import report_access
from funding.reports.summary import summary
from portal.access import staff_only
from portal.people.enums import FUND_ROLES

#: The year in which the first portal of this kind could have opened.
FIRST_YEAR = 2020


@require_safe
@staff_only(*FUND_ROLES)
def year_summary(request: HttpRequest) -> HttpResponseBase:
    """Of the fund and the year that the address names; without them the first fund and this year."""
    this_year = timezone.localdate().year
    funds = report_access.funds(request)
    asked = request.GET.get("fonds", "")
    fund = report_access.fund(request, asked) if asked else (funds[0] if funds else None)
    text = request.GET.get("jaar", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else this_year
    year = min(max(year, FIRST_YEAR), this_year)
    context = {"funds": funds, "fund": fund, "year": year, "years": range(this_year, this_year - 4, -1)}
    if fund:
        context |= summary(request, fund, year)
    return render(request, "funding/reports/summary.html", context)
