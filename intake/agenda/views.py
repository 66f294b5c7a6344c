"""From "I don't know yet" to a free time; and an appointment that was made."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intake import access, care_access, fund_form_access, group_access, sharing_access, team_access
from intake.agenda import choosing
from intake.agenda.actions import cancel as cancel_appointment
from intake.agenda.actions import change_until
from intake.agenda.code_page import lapsed_page
from intake.agenda.enums import UNPROVEN
from intake.agenda.errors import AlreadyBegun, TooLate
from intake.agenda.former_page import former_page
from intake.agenda.forms import WhereForm
from intake.agenda.invitations import calendar_file, where
from intake.agenda.moments import day_in
from intake.agenda.telling import link_of
from intake.orientation.known import known_answers
from intake.profile.actions import answer
from portal.access import person
from portal.brands.current import current_brand
from portal.pages import kept
from portal.pages.context import address


@require_http_methods(["GET", "HEAD", "POST"])
def orient(request: HttpRequest) -> HttpResponseBase:
    """What a talk is; where one lives; the team there and its first free times."""
    home = access.residence(request)
    form = WhereForm(kept.typed(request), initial={"residence": home})
    if request.method == "POST":
        if form.is_valid():
            answer(access.profile(request), "residence", form.cleaned_data["residence"].code)
            return redirect("intake:orient")
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    asks = home is None or "wijzig" in request.GET or bool(form.errors)
    context: dict[str, Any] = {"form": form, "asks": asks, "home": home, "found_out": known_answers(request).enough}
    if home and not asks:
        desk = access.region(request, home.region_id)
        offers = choosing.first_times(desk.offers)
        context |= {"desk": desk, "days": choosing.by_day(offers), "regions": _others(request, desk)}
        context["teams"] = team_access.shown_teams(desk)
    return render(request, "intake/orient.html", context, status=422 if form.errors else 200)


@require_safe
def region(request: HttpRequest, region: str) -> HttpResponse:
    """All times that are free in a region, a day at a time."""
    kind = request.GET.get("soort", "")
    everybody = access.region(request, region, kind)
    narrow = choosing.narrowing(everybody, kind, request.GET.get("adviseur", ""), request.GET.get("spreekt", ""))
    desk = everybody.narrowed(narrow.adviser, narrow.language)
    teams = team_access.shown_teams(desk)
    context: dict[str, Any] = {"desk": desk, "narrow": narrow, "teams": teams}
    context["sessions"] = group_access.coming_in(desk.region)
    if everybody.offers and not desk.offers:
        return render(request, "intake/no_times_with.html", context)
    if not desk.offers:
        return render(request, "intake/no_times.html", context | {"regions": _others(request, desk)})
    chosen = day_in(request.GET.get("dag"))
    if chosen not in desk.by_day:
        chosen = desk.offers[0].day
    context |= choosing.days(desk, chosen, narrow)
    context |= {
        "chosen": chosen,
        "parts": choosing.parts_of_day(desk.by_day[chosen]),
        "first": choosing.slot(desk.offers[0]),
        "first_offer": desk.offers[0],
    }
    return render(request, "intake/region.html", context)


@never_cache
@require_safe
def appointment(request: HttpRequest, token: str) -> HttpResponseBase:
    """The appointment, for who has its address: right after booking, and any time later."""
    if former := former_page(request, token):
        return former
    found = access.appointment(request, token)
    now = timezone.now()
    if found.has_lapsed or (found.is_unconfirmed and found.start <= now):
        return lapsed_page(request, found)
    if found.is_unconfirmed:
        return redirect("intake:prove", token)
    coming = found.stands and found.start > now
    known = access.known_profile(request)
    own = known is not None and found.profile_id == known.pk
    advice = access.advice_of(found)
    context = {
        "appointment": found,
        "where": where(found),
        "coming": coming,
        "until": change_until(found),
        "changeable": coming and change_until(found) > now,
        "advice": advice,
        "kept": None if coming else care_access.kept(found),
        "recommended": access.recommended(request, found) if advice else [],
        "filled": fund_form_access.filled_after(found),
        # Who came back by the link on another device shares nothing from there: the answers are not theirs to see.
        "shares": sharing_access.own_shares(request) if own else [],
        "share_url": address("funding:share_result") if own and access.answers(request) else "",
    }
    return render(request, "intake/appointment.html", context)


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """The appointment for one's own calendar."""
    found = access.appointment(request, token)
    if found.status in UNPROVEN:
        return redirect("intake:appointment", token)
    text = calendar_file(found, link_of(found))
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="afspraak.ics"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponseBase:
    """Asks whether one is sure, then cancels; a second time changes nothing."""
    if former := former_page(request, token):
        return former
    found = access.appointment(request, token)
    begun = found.start <= timezone.now()
    if request.method == "POST":
        try:
            cancel_appointment(found, by=person(request).user, brand=current_brand(request))
        except (AlreadyBegun, TooLate):
            begun = True
    begun = begun or change_until(found) <= timezone.now()
    if begun or request.method == "POST" or not found.stands:
        return redirect("intake:appointment", token)
    return render(request, "intake/cancel.html", {"appointment": found})


def _others(request: HttpRequest, desk: Any) -> list[Any]:
    """Other regions where one can talk, when this one has no time to offer."""
    return [] if desk.offers else [region for region in access.regions_with_team(request) if region != desk.region]
