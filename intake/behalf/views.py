"""Booking for somebody else: staff of the team, for who said yes to them; and referrers, for who says yes by a link."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intake import access, behalf_access, referring_access, team_access
from intake.access import Bookable
from intake.agenda import choosing
from intake.agenda.actions import Sender, book
from intake.agenda.availability import Offer
from intake.agenda.booking import sender_of
from intake.agenda.errors import ElsewhereThen, EnoughWaiting, SlotTaken
from intake.agenda.proof import SAID_TO_STAFF, Ground
from intake.behalf.forms import ClientForm
from portal.access import learner_only, staff_only, user_of
from portal.people.enums import Role

SHOWN = 24
#: How long a time is kept for who must still say yes to a referrer's choice, and until how long before it, at most.
TERM, LAST = timedelta(days=2), timedelta(hours=1)


# --- Staff of the team ---------------------------------------------------------------------------------------
@never_cache
@staff_only(Role.ADVISER)
@require_safe
def team_times(request: HttpRequest, kind: int) -> HttpResponse:
    """Times of one's own team, to book for somebody; ``uitnodiging`` or ``wachtplek`` says for whom."""
    found = team_access.own_kind(request, kind)
    invited = behalf_access.booked_for(request)
    query = invited.query if invited else ""

    def address(offer: Offer) -> str:
        return reverse("intake:team_book", args=[offer.kind.pk, offer.adviser.pk, offer.start]) + query

    back = reverse(invited.page if invited else "intake:invitations")
    context: dict[str, Any] = {"invited": invited, "back": back}
    return _times(request, found, address, context)


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def team_book(request: HttpRequest, kind: int, adviser: UUID, start: datetime) -> HttpResponseBase:
    """Book a time for somebody who said yes."""
    chosen = team_access.bookable_in_team(request, kind, adviser)
    invited = behalf_access.booked_for(request)
    known = invited.known if invited else {}
    form = ClientForm(request.POST or None, kind=chosen.kind, asks_yes=True, initial=known)
    context = {"invited": invited, "back": reverse("intake:team_times", args=[kind])}
    if request.method == "POST" and form.is_valid():
        ground = Ground(proven=True, consent_text=SAID_TO_STAFF, asked_by_team=True)
        made = _booked(request, chosen, start, form, ground)
        if made is None:
            return _form(request, chosen, start, form, context)
        if invited:
            invited.done(made)
        return redirect(invited.page if invited else "intake:invitations")
    return _form(request, chosen, start, form, context)


# --- Referrers -----------------------------------------------------------------------------------------------
@never_cache
@learner_only
@require_safe
def referral_times(request: HttpRequest, pk: UUID, kind: int) -> HttpResponse:
    """Times that a referrer can choose from for a client."""
    referrer = referring_access.own_referrer(request, pk)
    found = referring_access.kind_for(request, referrer, kind)

    def address(offer: Offer) -> str:
        return reverse("intake:referral_book", args=[pk, offer.kind.pk, offer.adviser.pk, offer.start])

    return _times(request, found, address, {"referring": True, "back": reverse("intake:referring")})


@never_cache
@learner_only
@require_http_methods(["GET", "HEAD", "POST"])
def referral_book(request: HttpRequest, pk: UUID, kind: int, adviser: UUID, start: datetime) -> HttpResponseBase:
    """Keep a time for a client, who says yes or no by the link that they get."""
    referrer = referring_access.own_referrer(request, pk)
    chosen = referring_access.bookable_for(request, referrer, kind, adviser)
    form = ClientForm(request.POST or None, kind=chosen.kind, asks_yes=False)
    context = {"referring": True, "back": reverse("intake:referral_times", args=[pk, kind])}
    if request.method == "POST" and form.is_valid():
        until = min(timezone.now() + TERM, start - LAST)
        if until <= timezone.now():
            form.add_error(None, _("Deze tijd is te snel: iemand moet eerst nog ja kunnen zeggen. Kies een latere."))
        elif not referring_access.may_send(request, referrer):
            form.add_error(None, _("Je stuurde vandaag al veel mensen. Ga morgen verder, of bel het team."))
        elif _booked(request, chosen, start, form, Ground(link_until=until), referrer):
            return redirect("intake:referring")
    return _form(request, chosen, start, form, context)


# --- What both do --------------------------------------------------------------------------------------------
def _booked(
    request: HttpRequest,
    chosen: Bookable,
    start: datetime,
    form: ClientForm,
    ground: Ground,
    referrer: Any = None,
) -> Any:
    """The appointment; None when it could not be made, and the form says why."""
    mine = sender_of(request)
    sender = Sender(mine.brand, mine.origin, form.cleaned_data["reads"] or "nl")
    try:
        return book(
            chosen.adviser,
            chosen.kind,
            start,
            form.contact(),
            request_key=form.cleaned_data["request_key"],
            profile=None,
            by=user_of(request),
            sender=sender,
            ground=ground,
            referrer=referrer,
        )
    except SlotTaken:
        form.add_error(None, _("Deze tijd is net niet meer vrij. Ga terug en kies een andere."))
    except ElsewhereThen as problem:
        form.add_error("mode", problem.message)
    except EnoughWaiting:
        form.add_error("client_email", _("Met dit e-mailadres staan al genoeg afspraken klaar."))
    return None


def _times(request: HttpRequest, kind: Any, address: Any, context: dict[str, Any]) -> HttpResponse:
    offers = choosing.first_times(access.times_of_team(kind), number=SHOWN, per_day=8)
    context |= {"kind": kind, "days": choosing.by_day(offers, address)}
    return render(request, "intake/behalf/times.html", context)


def _form(
    request: HttpRequest, chosen: Bookable, start: datetime, form: ClientForm, context: dict[str, Any]
) -> HttpResponse:
    context |= {"form": form, "adviser": chosen.adviser, "kind": chosen.kind, "start": start}
    return render(request, "intake/behalf/book.html", context, status=422 if form.errors else 200)
