"""What the address of a talk says after the talk was moved or erased."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from intake import access, care_access


def former_page(request: HttpRequest, token: str) -> HttpResponse | None:
    """Why this address opens nothing any more, and the way on (410); None for every other. Only who had it is told."""
    former = access.former_link(token)
    if former is None:
        return None
    template = "intake/erased.html" if former.appointment.erased else "intake/moved.html"
    return render(request, template, {"term": care_access.term()}, status=410)
