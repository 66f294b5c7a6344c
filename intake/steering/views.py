"""How the teams of a region are doing, for who leads them."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intake import steering_access
from intake.steering.export import as_csv, as_xlsx
from intake.steering.numbers import numbers_of
from portal.access import page_of, staff_only
from portal.people.enums import Role

USUAL, LONGEST = timedelta(days=90), timedelta(days=366 * 3)
TEAMS_A_PAGE = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@staff_only(Role.TEAM_LEAD, Role.PORTAL_MANAGER)
def team(request: HttpRequest) -> HttpResponse:
    """The numbers of every team of this person, as pictures and tables."""
    first, last, problem = _period(request)
    pages = page_of(request, steering_access.teams(request), size=TEAMS_A_PAGE)
    found = numbers_of(list(pages), first, last)
    query = f"van={first.isoformat()}&tot={last.isoformat()}"
    context = {"numbers": found, "pages": pages, "first": first, "last": last, "problem": problem, "query": query}
    return render(request, "intake/steering/team.html", context, status=422 if problem else 200)


@never_cache
@require_safe
@staff_only(Role.TEAM_LEAD, Role.PORTAL_MANAGER)
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a file."""
    first, last, _problem = _period(request)
    found = numbers_of(steering_access.teams(request), first, last)
    made: tuple[bytes, str] = (as_xlsx(found), XLSX) if kind == "xlsx" else (as_csv(found), "text/csv; charset=utf-8")
    name = f"team-{first.isoformat()}-{last.isoformat()}.{kind}"
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made[0], content_type=made[1], headers=headers)


def _period(request: HttpRequest) -> tuple[date, date, str]:
    """From and until when, by default the last ninety days; and what is wrong with what was asked."""
    today = timezone.localdate()
    usual = (today - USUAL, today)
    asked = request.GET.get("van", ""), request.GET.get("tot", "")
    if not any(asked):
        return *usual, ""
    try:
        first, last = (date.fromisoformat(text) for text in asked)
    except ValueError:
        return *usual, _("Kies twee dagen, bijvoorbeeld 1 september en 30 november.")
    if not first <= last <= today or last - first > LONGEST:
        return *usual, _("Kies een begin voor het einde, niet later dan vandaag en hooguit drie jaar.")
    return first, last, ""
