"""The details for an appointment between the pages of booking: in the session, and not for long."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from intake.agenda.enums import Wish
from intake.agenda.forms import ContactForm

SESSION_KEY = "booking"
#: Somebody may walk away from a computer in a library.
SECONDS = 3600
#: More than this is no answer of a person.
LONGEST = 5000


def keep(request: HttpRequest) -> None:
    """Keep what was typed, right or wrong; whatever is no field of the form is left out."""
    fields: dict[str, Any] = {name: request.POST.get(name, "")[:LONGEST] for name in ContactForm.base_fields}
    fields["wishes"] = [one[:LONGEST] for one in request.POST.getlist("wishes")[: len(Wish)]]
    request.session[SESSION_KEY] = {"fields": fields, "until": timezone.now().timestamp() + SECONDS}


def fields(request: HttpRequest) -> dict[str, Any]:
    """What was typed less than an hour ago and not booked yet, by field."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["until"] < timezone.now().timestamp():
        return {}
    found: dict[str, Any] = kept["fields"]
    return found


def forget(request: HttpRequest) -> None:
    """The appointment is made: what follows starts with an empty form and a key of its own."""
    request.session.pop(SESSION_KEY, None)
