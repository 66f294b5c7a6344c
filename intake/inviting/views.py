"""Being invited to book a talk, and inviting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import access, inviting_access, team_access
from intake.agenda import choosing
from intake.agenda.booking import sender_of
from intake.inviting import actions
from intake.inviting.forms import InviteForm
from portal.access import staff_only, user_of
from portal.people.enums import Role

SHOWN = 24


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The times for who was invited; the session remembers the invitation for the pages of booking."""
    found = inviting_access.invitation(request, token)
    still_open = found.is_open_at(timezone.now()) and not found.kind.ended
    offers = inviting_access.times_of(found) if still_open else []
    if still_open:
        request.session[access.INVITATION_KEY] = token
    shown = choosing.first_times(offers, number=SHOWN, per_day=8)
    context = {"invitation": found, "still_open": still_open, "days": choosing.by_day(shown)}
    return render(request, "intake/inviting/invitation.html", context)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponseBase:
    """Whom the team invited; a post invites somebody."""
    kinds = inviting_access.kinds_to_invite_to(request)
    form = InviteForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = team_access.own_kind(request, int(data["kind"]))
        own = access.own_agenda(request)
        name, email = data["invited_name"], data["invited_email"]
        actions.invite(kind, own, name, email, by=user_of(request), sender=sender_of(request))
        return redirect("intake:invitations")
    rows = inviting_access.invitations(request)
    now = timezone.now()
    context = {
        "pages": rows,
        "rows": [{"invitation": one, "is_open": one.is_open_at(now)} for one in rows],
        "form": form,
    }
    return render(request, "intake/inviting/invitations.html", context, status=422 if form.errors else 200)


@staff_only(Role.ADVISER)
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw(inviting_access.own_invitation(request, pk), by=user_of(request))
    return redirect("intake:invitations")
