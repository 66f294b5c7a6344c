"""What a team keeps of itself: kinds of talk and walk-in hours. And being called back: asking, and calling."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import adviser_access, team_access
from intake.agenda.errors import Overlapping, TooBusy
from intake.agenda.limits import ask_once
from intake.agenda.working_forms import WEEKDAYS
from intake.teams import actions
from intake.teams.enums import CallOutcome
from intake.teams.forms import CallMeForm, KindForm, TeamRulesForm, WalkInForm
from portal.access import person, staff_only, user_of
from portal.people.enums import Role


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest) -> HttpResponseBase:
    """The team's kinds of talk, walk-in hours and rules; a post adds hours, or changes the rules."""
    own = team_access.own_team(request)
    about_rules = request.POST.get("do") == "rules"
    known = {"travel_minutes": own.travel_minutes, "most_missed": own.most_missed}
    rules = TeamRulesForm(request.POST if about_rules else None, initial=known)
    form = WalkInForm(None if about_rules else request.POST or None)
    if about_rules and rules.is_valid():
        data = rules.cleaned_data
        actions.set_rules(own, data["travel_minutes"], data["most_missed"], by=user_of(request))
        return redirect(f"{reverse('intake:team')}#regels")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_walk_in(own, data["weekday"], data["work_from"], data["work_until"], data["walk_in_place"])
        except Overlapping:
            form.add_error("work_from", _("Dit inloopuur valt samen met een ander op die dag. Haal dat eerst weg."))
        else:
            return redirect(f"{reverse('intake:team')}#inloop")
    names = dict(WEEKDAYS)
    context = {
        "team": own,
        "kinds": team_access.kinds_of(own),
        "walk_in": [{"row": row, "day": names[row.weekday]} for row in team_access.walk_in_hours(own)],
        "walk_in_form": form,
        "rules_form": rules,
        "form": rules if about_rules else form,  # the one with mistakes: the title says so
    }
    wrong = form.errors or rules.errors
    return render(request, "intake/teams/team.html", context, status=422 if wrong else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_kind(request: HttpRequest) -> HttpResponseBase:
    """Offer another kind of talk."""
    own = team_access.own_team(request)
    form = KindForm.of(None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_kind(own, form.fields_of_kind(), by=user_of(request))
        return redirect("intake:team")
    return _kind_page(request, form, None)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Offer a kind of talk in another way, make it the usual one, or stop it."""
    found = team_access.own_kind(request, pk)
    match request.POST.get("do", ""):
        case "end":
            actions.end_kind(found, by=user_of(request))
            return redirect("intake:team")
        case "first":
            actions.put_first(found, by=user_of(request))
            return redirect("intake:team")
    form = KindForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_kind(found, form.fields_of_kind(), by=user_of(request))
        return redirect("intake:team")
    return _kind_page(request, form, found)


@staff_only(Role.ADVISER)
@require_POST
def end_walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """No walk-in at this time any more."""
    actions.end_walk_in(team_access.own_team(request), pk)
    return redirect(f"{reverse('intake:team')}#inloop")


@require_http_methods(["GET", "HEAD", "POST"])
def call_me(request: HttpRequest, kind: int) -> HttpResponseBase:
    """Leave a number to be called at."""
    found = team_access.kind_that_calls(kind)
    form = CallMeForm(request.POST or None, initial={"name": team_access.asks_as(request)})
    if request.method == "POST" and form.is_valid():
        try:
            ask_once(request)
        except TooBusy as busy:
            form.add_error(None, busy.message)
        else:
            data: dict[str, Any] = dict(form.cleaned_data)
            key = data.pop("request_key")
            actions.ask_to_be_called(found, data, request_key=key, by=person(request).user)
            return redirect(f"{reverse('intake:call_me', args=[found.pk])}?gelukt=1")
    context = {"form": form, "kind": found, "team": found.team, "done": "gelukt" in request.GET and not form.is_bound}
    return render(request, "intake/teams/call_me.html", context, status=422 if form.errors else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Who wants to be called by this team."""
    return render(request, "intake/teams/calls.html", {"pages": team_access.call_backs(request)})


@staff_only(Role.ADVISER)
@require_POST
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note how a call went; what a colleague noted first stays."""
    found = team_access.call_back(request, pk)
    said = request.POST.get("outcome", "")
    outcome = CallOutcome(said) if said in CallOutcome else None
    actions.note_call(found, adviser_access.own_agenda(request), outcome, by=user_of(request))
    return redirect("intake:calls")


def _kind_page(request: HttpRequest, form: KindForm, found: Any) -> HttpResponse:
    context = {"form": form, "kind": found}
    return render(request, "intake/teams/kind.html", context, status=422 if form.errors else 200)
