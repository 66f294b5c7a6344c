"""The adviser's own hours, absence, and the address by which a calendar follows the agenda."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import adviser_access
from intake.agenda import working_actions as actions
from intake.agenda.errors import Overlapping
from intake.agenda.feeds import agenda_file
from intake.agenda.models import Adviser
from intake.agenda.working_forms import WEEKDAYS, AbsenceForm, HoursForm, MostForm
from intake.busy.forms import CalendarForm
from portal.access import staff_only, user_of
from portal.brands.current import current_brand
from portal.people.enums import Role


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponseBase:
    """Hours by weekday, absence, and following; a post adds hours."""
    own = adviser_access.own_agenda(request)
    if request.method != "POST":
        return hours_page(request, own)
    form = HoursForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_hours(own, data["weekday"], data["work_from"], data["work_until"], data["first"], data["last"])
        except Overlapping:
            form.add_error("work_from", _("Deze tijd valt samen met andere werktijden op die dag. Stop die eerst."))
        else:
            return redirect("intake:hours")
    return hours_page(request, own, hours=form)


@staff_only(Role.ADVISER)
@require_POST
def most_a_day(request: HttpRequest) -> HttpResponseBase:
    """How many talks on one day, at most."""
    own = adviser_access.own_agenda(request)
    form = MostForm(request.POST)
    if not form.is_valid():
        return hours_page(request, own, most=form)
    actions.set_most_a_day(own, form.cleaned_data["most_a_day"])
    messages.success(request, _("Bewaard."))
    return redirect("intake:hours")


@staff_only(Role.ADVISER)
@require_POST
def end_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer work these hours."""
    actions.end_hours(adviser_access.own_agenda(request), pk)
    return redirect("intake:hours")


@staff_only(Role.ADVISER)
@require_POST
def absence(request: HttpRequest) -> HttpResponseBase:
    """Be away; says how many talks lie in that time, and rearranges them only when that was ticked."""
    own = adviser_access.own_agenda(request)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return hours_page(request, own, absence=form)
    start, end = form.cleaned_data["period"]
    number = len(actions.affected(own, start, end))
    if number and not form.cleaned_data["rearrange"] and "keep" not in request.POST:
        return hours_page(request, own, absence=form, affected=number)
    done = actions.be_away(
        own, start, end, rearrange=form.cleaned_data["rearrange"], by=user_of(request), brand=current_brand(request)
    )
    if done.taken_over or done.to_choose:
        told = _("Geregeld. Bij een collega: %(taken_over)s. Kiest zelf een andere tijd: %(to_choose)s.")
        messages.success(request, told % {"taken_over": done.taken_over, "to_choose": done.to_choose})
    return redirect("intake:hours")


@staff_only(Role.ADVISER)
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Not away after all."""
    actions.be_back(adviser_access.own_agenda(request), pk)
    return redirect("intake:hours")


@staff_only(Role.ADVISER)
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """A new secret address, or none any more."""
    own = adviser_access.own_agenda(request)
    if request.POST.get("do") == "stop":
        actions.stop_following(own)
    else:
        actions.follow(own)
    return redirect(f"{reverse('intake:hours')}#volgen")


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda for a calendar that follows it: times only, no names."""
    own = adviser_access.agenda_followed(token)
    text = agenda_file(own, f"{request.scheme}://{request.get_host()}")
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def hours_page(
    request: HttpRequest,
    own: Adviser,
    *,
    hours: HoursForm | None = None,
    most: MostForm | None = None,
    absence: AbsenceForm | None = None,
    calendar: CalendarForm | None = None,
    affected: int = 0,
) -> HttpResponse:
    """The page of an adviser's own hours; forms with mistakes as they were filled in."""
    names = dict(WEEKDAYS)
    context: dict[str, Any] = {
        "hours": [{"row": row, "day": names[row.weekday]} for row in adviser_access.own_hours(own)],
        "absences": adviser_access.own_absences(own),
        "hours_form": hours or HoursForm(initial={"first": timezone.localdate()}),
        "most_form": most or MostForm(initial={"most_a_day": own.most_a_day}),
        "absence_form": absence or AbsenceForm(),
        "calendar_form": calendar or CalendarForm(),
        "outside": adviser_access.outside_calendar(own),
        "form": hours or most or absence or calendar,  # the one with mistakes: the title says so
        "about_absence": absence is not None,
        "affected": affected
        and ngettext(
            "In die tijd staat %(number)s afspraak. Zet een vinkje om hem te regelen, of laat hem staan.",
            "In die tijd staan %(number)s afspraken. Zet een vinkje om ze te regelen, of laat ze staan.",
            affected,
        )
        % {"number": affected},
        "feed": request.build_absolute_uri(reverse("intake:agenda_feed", args=[own.feed_token]))
        if own.feed_token
        else "",
    }
    wrong = bool(affected or any(form and form.errors for form in (hours, most, absence, calendar)))
    return render(request, "intake/hours.html", context, status=422 if wrong else 200)
