"""An adviser's calendar elsewhere: follow it, or stop."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake import adviser_access
from intake.agenda.working import hours_page
from intake.busy import actions
from intake.busy.forms import CalendarForm
from portal.access import staff_only
from portal.people.enums import Role


@staff_only(Role.ADVISER)
@require_POST
def outside_calendar(request: HttpRequest) -> HttpResponseBase:
    """Follow this calendar instead of another, or none any more."""
    own = adviser_access.own_agenda(request)
    if request.POST.get("do") == "stop":
        actions.stop(own)
    else:
        form = CalendarForm(request.POST)
        if not form.is_valid():
            return hours_page(request, own, calendar=form)
        actions.follow(own, form.address())
    return redirect(f"{reverse('intake:hours')}#elders")
