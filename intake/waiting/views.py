"""Waiting for a time: joining the list, one's own place on it, and the list of a team."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import waiting_access
from intake.agenda.booking import sender_of
from intake.agenda.errors import MailedOften, TooBusy
from intake.agenda.limits import mail_once
from intake.waiting import actions
from intake.waiting.forms import WaitForm
from portal.access import person, staff_only, user_of
from portal.people.enums import Role
from portal.templatetags.portal import clock, day


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, kind: int) -> HttpResponseBase:
    """Wait for a time that suits, for one kind of talk."""
    found = waiting_access.kind_to_wait_for(request, kind)
    user = person(request).user
    known = {"name": user.name, "email": user.email, "phone": user.phone} if user else {}
    form = WaitForm(request.POST or None, kind=found, initial=known)
    if request.method == "POST" and form.is_valid():
        key, wish = form.cleaned_data["request_key"], form.wish()
        free = waiting_access.free_already(found, wish)
        if free is not None:
            told = _("Er is nu al een tijd vrij: %(day)s om %(time)s. Kies die, of vul in wat je wel past.")
            form.add_error("last_day", told % {"day": day(free.start), "time": clock(free.start)})
            return render(request, "intake/waiting/join.html", {"kind": found, "form": form}, status=422)
        try:
            mail_once(request, wish.email)
            place = actions.wait(found, wish, request_key=key, by=user, sender=sender_of(request))
        except (TooBusy, MailedOften) as busy:
            form.add_error(busy.field, busy.message)
        else:
            # Whose address it is, is known of who logged in; of others only who reads the mail sees the place.
            if user and user.email == place.email:
                return redirect("intake:waiting_place", place.token)
            told = _("We mailden naar %(email)s. In die e-mail zie je je plek op de wachtlijst.")
            messages.success(request, told % {"email": wish.email})
            return redirect("intake:region", found.team.region_id)
    context = {"kind": found, "form": form}
    return render(request, "intake/waiting/join.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """One's place on the list; a post leaves it."""
    found = waiting_access.place(request, token)
    if request.method == "POST":
        actions.leave(found, by=person(request).user)
        return redirect("intake:waiting_place", token)
    context = {"place": found, "before": waiting_access.before(found)}
    return render(request, "intake/waiting/place.html", context)


# --- Staff of the team ---------------------------------------------------------------------------------------
@never_cache
@staff_only(Role.ADVISER)
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who waits for this team, and since when."""
    pages = waiting_access.places_of_team(request)
    missed = waiting_access.call_first(request, pages)
    return render(request, "intake/waiting/list.html", {"pages": pages, "missed": missed})


@staff_only(Role.ADVISER)
@require_POST
def take_off(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Somebody told the team that they need no time any more."""
    actions.leave(waiting_access.own_place(request, pk), by=user_of(request))
    return redirect("intake:waiting_list")
