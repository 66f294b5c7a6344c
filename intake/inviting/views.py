"""Being invited to book a talk, and inviting."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import access, adviser_access, inviting_access, team_access
from intake.agenda import choosing
from intake.agenda.booking import sender_of
from intake.inviting import actions
from intake.inviting.enums import Channel
from intake.inviting.forms import InviteForm, LetterCodeForm
from intake.inviting.sending import letter_pdf
from portal.access import staff_only, user_of
from portal.people.enums import Role

SHOWN = 24


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The times for who was invited; the session remembers the invitation for the pages of booking."""
    found = inviting_access.invitation(request, token)
    actions.note_opened(found)
    still_open = found.is_open_at(timezone.now()) and not found.kind.ended
    offers = inviting_access.times_of(found) if still_open else []
    if still_open:
        request.session[access.INVITATION_KEY] = token
    shown = choosing.first_times(offers, number=SHOWN, per_day=8)
    context = {"invitation": found, "still_open": still_open, "days": choosing.by_day(shown)}
    return render(request, "intake/inviting/invitation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_code(request: HttpRequest) -> HttpResponseBase:
    """Asks for the code of a letter, and leads to its times. Nobody can try many."""
    form = LetterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="letter_code"):
            form.add_error("letter_code", _("Je probeerde het al vaak. Probeer het over een uur opnieuw, of bel ons."))
        elif found := inviting_access.by_letter_code(form.cleaned_data["letter_code"]):
            return redirect("intake:invitation", found.token)
        else:
            form.add_error("letter_code", _("Deze code kennen we niet. Kijk nog eens in je brief."))
    return render(request, "intake/inviting/letter_code.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponseBase:
    """Whom the team invited, or (``toon``) for whom it should book and what to print; a post invites somebody."""
    kinds = inviting_access.kinds_to_invite_to(request)
    form = InviteForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        kind = team_access.own_kind(request, int(form.cleaned_data["kind"]))
        own = adviser_access.own_agenda(request)
        actions.invite(kind, own, form.invitee(), by=user_of(request), sender=sender_of(request))
        return redirect("intake:invitations")
    show = request.GET.get("toon", "")
    pages = inviting_access.invitations(request, show)
    address = reverse("intake:invitations")
    context: dict[str, Any] = {
        "pages": pages,
        "rows": inviting_access.with_delivery(list(pages), timezone.now()),
        "form": form,
        "kinds": kinds,
        "to_book": show == "boeken",
        "to_print": show == "printen",
        "choices": [
            {"label": _("Verstuurd"), "url": address, "current": show not in {"boeken", "printen"}},
            {"label": _("Te printen"), "url": f"{address}?toon=printen", "current": show == "printen"},
            {"label": _("Wij boeken"), "url": f"{address}?toon=boeken", "current": show == "boeken"},
        ],
    }
    return render(request, "intake/inviting/invitations.html", context, status=422 if form.errors else 200)


@staff_only(Role.ADVISER)
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw(inviting_access.own_invitation(request, pk), by=user_of(request))
    return redirect("intake:invitations")


@staff_only(Role.ADVISER)
@require_POST
def settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nobody needs to book for this person any more."""
    actions.settle(inviting_access.own_invitation(request, pk), by=user_of(request))
    return redirect(f"{reverse('intake:invitations')}?toon=boeken")


@never_cache
@staff_only(Role.ADVISER)
@require_POST
def letter(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The letter as a PDF to print, as often as one likes while somebody can book with it."""
    found = inviting_access.own_invitation(request, pk)
    if found.channel != Channel.LETTER:
        return redirect("intake:invitations")
    if not found.is_open_at(timezone.now()):
        messages.warning(request, _("Deze uitnodiging is voorbij of ingetrokken: de brief werkt niet meer."))
        return redirect("intake:invitations")
    reminder = found.reminder_is_due(timezone.now())
    actions.note_printed(found, by=user_of(request))
    name = f"uitnodiging-{str(found.pk)[-6:]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(letter_pdf(found, reminder=reminder), content_type="application/pdf", headers=headers)
