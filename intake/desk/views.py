"""The adviser's agenda: a day with who comes and what waits, a week, and everything to come."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intake import adviser_access, desk_access
from intake.agenda.moments import day_in
from portal.access import staff_only
from portal.people.enums import Role

ASKED = "aangevraagd"


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Who comes on a day, by default today, with what they told; today also what waits."""
    found = desk_access.own_day(request, day_in(request.GET.get("dag")))
    context: dict[str, Any] = {"day": found, "now": timezone.now()}
    if found:
        own = adviser_access.own_agenda(request)
        context |= {
            "people": desk_access.people_of(request, found.appointments),
            "due": desk_access.due(request) if found.is_today else None,
            "outside": adviser_access.outside_calendar(own),
        }
    return render(request, "intake/desk/day.html", context)


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Who comes in a week, a column a day; only this adviser's own appointments."""
    found = desk_access.own_week(request, day_in(request.GET.get("week")))
    outside = adviser_access.outside_calendar(found.adviser) if found else None
    return render(request, "intake/desk/week.html", {"week": found, "now": timezone.now(), "outside": outside})


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """Everybody who comes from a day on, one after the other, a page at a time."""
    show = ASKED if request.GET.get("toon") == ASKED else ""
    since = day_in(request.GET.get("vanaf"))
    context = {"pages": desk_access.own_list(request, show, since), "show": show, "since": since, "asked": ASKED}
    return render(request, "intake/desk/list.html", context)
