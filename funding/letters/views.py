"""Reading a letter."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from funding import access
from funding.letters.pdf import letter_pdf as made_as_pdf
from portal.access import learner_only


@require_safe
@learner_only
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A letter exactly as it was sent."""
    return render(request, "funding/letter.html", {"letter": access.letter(request, pk)})


@require_safe
@learner_only
def letter_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The same as a PDF, to keep or to print."""
    found = access.letter(request, pk)
    name = f"brief-{found.line.application.number}.pdf"
    return FileResponse(BytesIO(made_as_pdf(found)), as_attachment=True, filename=name, content_type="application/pdf")
