"""Moving an appointment to another time: with the same adviser, or with who is free first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intake import access
from intake.agenda import choosing
from intake.agenda.actions import change_until
from intake.agenda.actions import move as move_appointment
from intake.agenda.availability import Offer
from intake.agenda.errors import AlreadyBegun, ChangedMeanwhile, SlotTaken, TooLate
from intake.agenda.former_page import former_page
from intake.agenda.models import Appointment
from portal.access import person
from portal.brands.current import current_brand

#: As many times are shown at once.
SHOWN = 24
SAME, FIRST = "zelfde", "eerste"


@never_cache
@require_safe
def choose(request: HttpRequest, token: str) -> HttpResponseBase:
    """Times to move to: first with the same adviser, or with everybody."""
    if former := former_page(request, token):
        return former
    found = access.appointment(request, token)
    if not _changeable(found):
        return redirect("intake:appointment", token)
    return _times(request, found, taken=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str, adviser: UUID, start: datetime) -> HttpResponseBase:
    """Asks whether one is sure, then moves; the answer is at the new address."""
    found = access.appointment(request, token)
    if not _changeable(found):
        return redirect("intake:appointment", token)
    chosen = access.to_move_to(found, adviser)
    if request.method == "POST":
        try:
            moved = move_appointment(
                found, chosen.adviser, start, by=person(request).user, brand=current_brand(request)
            )
        except SlotTaken:
            return _times(request, found, taken=True)
        except (AlreadyBegun, TooLate, ChangedMeanwhile):
            return redirect("intake:appointment", token)
        return redirect("intake:appointment", moved.token)
    if access.offer(request, chosen, start, moving=found) is None:
        return _times(request, found, taken=True)
    return render(request, "intake/move.html", {"appointment": found, "adviser": chosen.adviser, "start": start})


def _changeable(found: Appointment) -> bool:
    return found.stands and change_until(found) > timezone.now()


def _times(request: HttpRequest, found: Appointment, *, taken: bool) -> HttpResponse:
    who = FIRST if request.GET.get("wie") == FIRST else SAME
    offers = access.times_to_move_to(found, same_adviser=who == SAME)
    shown = choosing.first_times(offers, number=SHOWN, per_day=8)
    context: dict[str, Any] = {
        "appointment": found,
        "taken": taken,
        "who": who,
        "days": choosing.by_day(shown, lambda offer: _address(found, offer)),
        "choices": [
            {"label": found.adviser.name, "url": "?wie=zelfde", "current": who == SAME},
            {"label": None, "url": "?wie=eerste", "current": who == FIRST},
        ],
    }
    return render(request, "intake/move_times.html", context, status=409 if taken else 200)


def _address(found: Appointment, offer: Offer) -> str:
    return reverse("intake:move_to", args=[found.token, offer.adviser.pk, offer.start])
