"""Meetings: for visitors a page and a seat, for staff who comes."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import adviser_access, group_access, team_access
from intake.agenda.booking import sender_of
from intake.agenda.errors import MailedOften, TooBusy
from intake.agenda.limits import mail_once
from intake.groups import actions
from intake.groups.errors import LeaderBusy, NothingToChange, TooLateToJoin
from intake.groups.forms import GroupForm, JoinForm, WhoCameForm
from intake.groups.invitations import seat_file
from portal.access import person, staff_only, user_of
from portal.brands.current import current_brand
from portal.people.enums import Role


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A meeting; a post takes a seat, or a place on the waiting list."""
    found = group_access.session(request, pk)
    user = person(request).user
    form = JoinForm(request.POST or None, initial={"name": user.name, "email": user.email} if user else {})
    coming = not found.cancelled and found.start > timezone.now()
    if request.method == "POST" and form.is_valid() and coming:
        data = form.cleaned_data
        try:
            mail_once(request, data["email"])
            made = actions.join(
                found,
                data["name"],
                data["email"],
                request_key=data["request_key"],
                by=user,
                sender=sender_of(request),
            )
        except (TooBusy, MailedOften) as busy:
            form.add_error(busy.field, busy.message)
        except TooLateToJoin:
            coming = False
        else:
            # Whose address it is, is known of who logged in; of others only who reads the mail sees the seat.
            if user and user.email == made.email:
                return redirect("intake:seat", made.token)
            told = _("We mailden naar %(email)s. In die e-mail lees je of je meedoet, en zie je je plek.")
            messages.success(request, told % {"email": data["email"]})
            return redirect("intake:region", found.team.region_id)
    context = {"session": found, "form": form, "coming": coming}
    return render(request, "intake/groups/session.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's seat, at its own address."""
    found = group_access.seat(request, token)
    now = timezone.now()
    coming = not found.session.cancelled and found.session.start > now
    context = {
        "seat": found,
        "session": found.session,
        "coming": coming,
        "before": group_access.before(found),
        "until": actions.leave_until(found.session),
        "can_leave": coming and found.takes_part and actions.leave_until(found.session) > now,
        "offer_stands": coming and bool(found.offered_until and found.offered_until > now),
    }
    return render(request, "intake/groups/seat.html", context)


@never_cache
@require_POST
def change_seat(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an offered seat, or leave. What is not possible any more is told by the page."""
    found = group_access.seat(request, token)
    change = actions.accept if request.POST.get("do") == "accept" else actions.leave
    with suppress(NothingToChange):  # the page says how it stands
        change(found, by=person(request).user, brand=current_brand(request))
    return redirect("intake:seat", token)


@never_cache
@require_safe
def seat_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting for one's own calendar."""
    found = group_access.seat(request, token)
    text = seat_file(found, actions.seat_link(found), cancelled=bool(found.session.cancelled) or not found.takes_part)
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="bijeenkomst.ics"'},
    )


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest) -> HttpResponseBase:
    """The team's meetings; a post plans one."""
    own = adviser_access.own_agenda(request)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        leader = own if form.cleaned_data["leads"] else None
        try:
            planned = actions.plan(team_access.own_team(request), leader, form.fields_of_session(), by=user_of(request))
        except LeaderBusy:
            form.add_error("work_from", _("Op die tijd heb je al een gesprek of een bijeenkomst."))
        else:
            return redirect("intake:group", planned.pk)
    context = {"pages": group_access.own_sessions(request), "form": form, "now": timezone.now()}
    return render(request, "intake/groups/groups.html", context, status=422 if form.errors else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Who takes part; a post calls the meeting off, or notes who came."""
    found = group_access.own_session(request, pk)
    pages = group_access.people_of(request, found)
    begun = not found.cancelled and found.start <= timezone.now()
    form = WhoCameForm(request.POST or None, seats=group_access.had_seats(pages)) if begun else None
    if request.method == "POST" and form is None:
        actions.call_off(found, by=user_of(request), brand=current_brand(request))
        return redirect("intake:group", pk)
    if request.method == "POST" and form and form.is_valid():
        actions.note_attendance(found, form.told(), by=user_of(request))
        messages.success(request, _("Bewaard."))
        return redirect(request.get_full_path())
    context = {"session": found, "pages": pages, "form": form, "now": timezone.now()}
    status = 422 if form is not None and form.errors else 200
    return render(request, "intake/groups/group.html", context, status=status)
