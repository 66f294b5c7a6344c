"""Keeping a time free for somebody while they type: ten minutes, one time each, known by a key in the session."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from intake.agenda.availability import Offer
from intake.agenda.models import Hold
from portal.reading.limits import HOLDS, may

LENGTH = timedelta(minutes=10)
SESSION_KEY = "hold"


def holder(request: HttpRequest) -> str:
    """By which key this person holds a time; "" for who never did."""
    return str(request.session.get(SESSION_KEY, ""))


def take(request: HttpRequest, offer: Offer) -> datetime | None:
    """Hold this time, instead of another one that this person held; until when.

    None when it cannot be held: somebody else holds it, or one network holds too many. The time then is still
    whose appointment is made first.
    """
    now, key = timezone.now(), holder(request)
    held = Hold.objects.filter(holder=key, until__gt=now, adviser=offer.adviser).first() if key else None
    if held and held.period.lower == offer.start:
        return held.until
    if not may(request, HOLDS):
        return None
    if not key:
        key = request.session[SESSION_KEY] = secrets.token_urlsafe(24)
    until = now + LENGTH
    try:
        with transaction.atomic():
            Hold.objects.filter(Q(holder=key) | Q(until__lte=now)).delete()
            Hold.objects.create(adviser=offer.adviser, period=offer.occupied, holder=key, until=until)
    except IntegrityError:
        return None
    return until


def recognise(request: HttpRequest, key: str) -> None:
    """Know somebody again who lost the session but has the key in a form."""
    if key and not holder(request) and Hold.objects.filter(holder=key, until__gt=timezone.now()).exists():
        request.session[SESSION_KEY] = key


def let_go(request: HttpRequest) -> None:
    """The appointment is made, or another time is wanted."""
    if key := holder(request):
        Hold.objects.filter(holder=key).delete()
