"""What the page of proofs shows."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from funding.applications.models import Application
from funding.documents.enums import DocumentState
from funding.documents.forms import DocumentForm
from funding.documents.models import Document

KINDS = {DocumentState.READY: "done", DocumentState.PENDING: "busy", DocumentState.INFECTED: "problem"}


def document_row(document: Document) -> dict[str, Any]:
    """A row for the component "file_row"; what nobody may read has no address."""
    ready = document.state == DocumentState.READY
    return {
        "pk": document.pk,
        "name": document.name,
        "what": document.get_kind_display(),
        "size": filesizeformat(document.size),
        "url": reverse("funding:document", args=[document.pk]) if ready else "",
        "status": document.get_state_display(),
        "kind": KINDS[DocumentState(document.state)],
    }


def documents_page(application: Application, form: DocumentForm) -> dict[str, Any]:
    """Context for templates/funding/documents.html."""
    sent = application.submitted is not None
    return {
        "application": application,
        "form": form,
        "sent": sent,
        "rows": [document_row(one) for one in application.documents.all()],
        "back_url": reverse("funding:application" if sent else "funding:tasks", args=[application.pk]),
    }
