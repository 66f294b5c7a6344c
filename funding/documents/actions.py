"""Adding a proof to an application, having it scanned, and taking it away while nothing was sent."""

import hashlib
import io
import re
import unicodedata

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.urls import reverse

from funding.applications.enums import ApplicationState
from funding.applications.models import Application
from funding.completing.models import CompletionRequest
from funding.documents.clamd import is_clean
from funding.documents.enums import DocumentKind, DocumentState
from funding.documents.models import Document
from funding.documents.refusing import Clean
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record import outbox
from portal.record.outbox import consumes

#: As many proofs can come with one application.
MOST_DOCUMENTS = 20
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


class TooMany(Exception):
    """The application has as many documents as it can have."""


def store() -> Storage:
    """Where the contents lie: outside the web root; another storage can take its place in the settings."""
    return storages["documents"]


def shown_name(name: str, content_type: str) -> str:
    """A file name without anything that acts on a screen or a disk, with the ending of what the file really is."""
    stem = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = re.sub(r"[^\w .()-]", "", "".join(c for c in stem if unicodedata.category(c)[0] != "C")).strip(" .")
    return (stem[:100] or "bestand") + ENDINGS[content_type]


def add(
    application: Application,
    clean: Clean,
    name: str,
    kind: DocumentKind,
    by: User | None,
    request: CompletionRequest | None = None,
) -> Document:
    """Keep a clean copy with the application; the same content twice is one document. Raises TooMany.

    With a scanner configured nobody reads it until that found nothing.
    """
    digest = hashlib.sha256(clean.data).hexdigest()
    state = DocumentState.PENDING if settings.CLAMD_URL else DocumentState.READY
    with transaction.atomic():
        Application.objects.select_for_update().get(pk=application.pk)
        if application.documents.count() >= MOST_DOCUMENTS:
            raise TooMany
        try:
            with transaction.atomic():
                document = Document.objects.create(
                    application=application,
                    request=request,
                    kind=kind,
                    name=shown_name(name, clean.content_type),
                    content_type=clean.content_type,
                    size=len(clean.data),
                    digest=digest,
                    state=state,
                    added_by=by,
                )
        except IntegrityError:
            return Document.objects.get(application=application, digest=digest)
        # Before the commit: a row never names a file that is not there. A file without a row is swept.
        store().save(document.stored_as, File(io.BytesIO(clean.data)))
        if state == DocumentState.PENDING:
            outbox.put("funding.scan_document", f"scan:{document.pk}", document_id=str(document.pk))
    return document


def remove(document: Document) -> None:
    """Take away what was not sent yet; once sent it stays with the application."""
    with transaction.atomic():
        draft = Application.objects.select_for_update().get(pk=document.application_id)
        if draft.state == ApplicationState.DRAFT:
            name = document.stored_as
            Document.objects.filter(pk=document.pk).delete()
            outbox.put("funding.forget_file", f"forget:{name}", name=name)


def remove_all(draft: Application) -> None:
    """The documents of a draft that is thrown away."""
    for document in draft.documents.all():
        remove(document)


def content(document: Document) -> "File[bytes]":
    """The bytes of a document, to be streamed."""
    return store().open(document.stored_as, "rb")


@consumes("funding.forget_file")
def forget_file(name: str) -> None:
    """Delete a content that no document has any more."""
    if not Document.objects.filter(pk=name).exists():
        store().delete(name)


@consumes("funding.scan_document")
def scan_document(document_id: str) -> None:
    """Have one document scanned; a scanner that is away makes the outbox try again."""
    document = Document.objects.select_related("application__learner", "added_by").filter(pk=document_id).first()
    if document is None or document.state != DocumentState.PENDING:
        return
    with content(document) as file:
        clean = is_clean(file.read(), settings.CLAMD_URL)
    if clean:
        Document.objects.filter(pk=document.pk).update(state=DocumentState.READY)
        return
    Document.objects.filter(pk=document.pk).update(state=DocumentState.INFECTED)
    store().delete(document.stored_as)
    learner = document.application.learner or document.added_by
    if learner:
        send_mail(
            "document_unsafe",
            to=learner.email,
            context={
                "name": learner.name,
                "file": document.name,
                "origin": document.application.origin,
                "path": reverse("portal:route"),
            },
            language=learner.language,
        )
