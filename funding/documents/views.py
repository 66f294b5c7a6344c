"""Proofs: adding, reading and taking away. Content goes out as an attachment, to who may see it only."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import access
from funding.documents import actions
from funding.documents.enums import DocumentKind
from funding.documents.forms import DocumentForm
from funding.documents.page import documents_page
from portal.access import learner_only, user_of
from portal.pages.uploading import takes_file, was_too_large


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def documents(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The proofs of an application, sent or not, and a form for one more."""
    application = access.own_application(request, pk)
    form = DocumentForm()
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES, too_large=was_too_large(request))
        if form.is_valid() and form.found:
            try:
                added = actions.add(
                    application,
                    form.found,
                    form.cleaned_data["file"].name,
                    DocumentKind(form.cleaned_data["kind"]),
                    user_of(request),
                )
            except actions.TooMany:
                messages.warning(
                    request, _("Meer bestanden kan niet. Haal eerst iets weg, of stuur het fonds een bericht.")
                )
            else:
                messages.success(request, _("%(name)s is toegevoegd.") % {"name": added.name})
            return redirect("funding:documents", pk)
    context = documents_page(application, form)
    return render(request, "funding/documents.html", context, status=422 if form.errors else 200)


@require_safe
@learner_only
def document(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The content of one document, as a file to keep: a browser never shows it inside the portal."""
    found = access.document(request, pk)
    answer = FileResponse(
        actions.content(found), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
@learner_only
def remove_document(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take away a document that was not sent yet."""
    found = access.own_document(request, pk)
    actions.remove(found)
    messages.success(request, _("%(name)s is weggehaald.") % {"name": found.name})
    return redirect("funding:documents", found.application_id)
