"""The entrance of referrers, and who may be one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from intake import inviting_access, referring_access
from intake.agenda.booking import sender_of
from intake.inviting.actions import invite
from intake.inviting.enums import Channel
from intake.inviting.forms import InviteForm
from intake.referring import actions
from intake.referring.enums import ReferrerKind
from intake.referring.forms import ReferrerForm
from portal.access import learner_only, page_of, refuse, staff_only, user_of
from portal.people.enums import Role


@never_cache
@learner_only
@require_http_methods(["GET", "HEAD", "POST"])
def referring(request: HttpRequest) -> HttpResponseBase:
    """Whom a referrer sent, and inviting; ``als`` chooses between teams of who refers to several."""
    mine = referring_access.as_referrer(request)
    if not mine:
        return refuse(request, "referring", "own")
    chosen = referring_access.own_referrer(request, request.GET.get("als") or mine[0].pk)
    kinds = referring_access.kinds_for(chosen)
    form = InviteForm(request.POST or None, kinds=kinds, channels=(Channel.MAIL, Channel.TEXT))
    if request.method == "POST" and form.is_valid():
        kind = referring_access.kind_for(request, chosen, int(form.cleaned_data["kind"]))
        if referring_access.may_send(request, chosen):
            invite(kind, chosen, form.invitee(), by=user_of(request), sender=sender_of(request))
            return redirect(f"{request.path}?als={chosen.pk}#verstuurd")
        form.add_error(None, _("Je stuurde vandaag al veel mensen. Ga morgen verder, of bel het team."))
    pages = page_of(request, referring_access.invited_by([chosen]))
    context = {
        "mine": mine,
        "chosen": chosen,
        "kinds": kinds,
        "form": form,
        "pages": pages,
        "rows": inviting_access.with_delivery(list(pages), timezone.now()),
        "booked": referring_access.booked_by([chosen]),
    }
    return render(request, "intake/referring/referring.html", context, status=422 if form.errors else 200)


@never_cache
@staff_only(Role.TEAM_LEAD, Role.PORTAL_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def referrers(request: HttpRequest) -> HttpResponseBase:
    """Who may refer to the teams of this lead; a post adds somebody."""
    form = ReferrerForm(request.POST or None, teams=referring_access.teams(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.let_refer(
                form.teams[data["team"]],
                ReferrerKind(data["referrer_kind"]),
                data["organisation"],
                data["referrer_name"],
                data["referrer_email"],
                by=user_of(request),
                sender=sender_of(request),
            )
        except actions.KnownAlready:
            form.add_error("referrer_email", _("Dit adres kan al naar dit team verwijzen."))
        else:
            return redirect("intake:referrers")
    context = {"pages": referring_access.referrers(request), "form": form}
    return render(request, "intake/referring/referrers.html", context, status=422 if form.errors else 200)


@staff_only(Role.TEAM_LEAD, Role.PORTAL_MANAGER)
@require_POST
def end_referrer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They may refer nobody any more."""
    actions.end_referring(referring_access.referrer(request, pk), by=user_of(request))
    return redirect("intake:referrers")
