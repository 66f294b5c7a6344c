"""Dashboards of funds, regions and the country, and their tables as files."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.feeds.tables.cells import safe
from funding import figures_access
from funding.figures.page import dashboard, tables
from portal.access import staff_only
from portal.people.enums import FUND_ROLES, Role


@require_safe
@staff_only(*FUND_ROLES, Role.ADVISER, Role.PORTAL_MANAGER)
def figures(request: HttpRequest) -> HttpResponseBase:
    """The dashboard of the fund, region or country that the address names."""
    offered = figures_access.scopes(request)
    scope = figures_access.scope(request, request.GET.get("van", ""), offered)
    context = dashboard(request, scope, timezone.localdate()) if scope else {}
    return render(request, "funding/figures/dashboard.html", context | {"scopes": offered})


@require_safe
@staff_only(*FUND_ROLES, Role.ADVISER, Role.PORTAL_MANAGER)
def figures_file(request: HttpRequest, scope: str, table: str) -> HttpResponseBase:
    """One table of a dashboard as CSV, with all its rows; what the page hides is hidden here too."""
    found = figures_access.scope(request, scope, figures_access.scopes(request))
    of = {one.key: one for one in tables(request, found, timezone.localdate())} if found else {}
    if table not in of:
        raise Http404(table)
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    for row in (of[table].columns, *((row.label, *row.cells) for row in of[table].rows)):
        writer.writerow([safe(cell) for cell in row])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="cijfers-{scope}-{table}.csv"'
    return answer
