"""Reading a letter."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from funding import access
from portal.access import learner_only


@require_safe
@learner_only
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A letter exactly as it was sent."""
    return render(request, "funding/letter.html", {"letter": access.letter(request, pk)})
