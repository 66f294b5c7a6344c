"""Proofs that come with an application. What is in the files lies outside the web root, under a name of its own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import Application
from funding.completing.models import CompletionRequest
from funding.documents.enums import DocumentKind, DocumentState
from portal.people.models import User


class Document(models.Model):
    """One file of a learner. Its content is in the storage "documents" under the id; ``name`` is only shown.

    A document that waits for the virus scanner, or did not pass it, is read by nobody.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="documents")
    request = models.ForeignKey(CompletionRequest, on_delete=models.RESTRICT, null=True, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=30)
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="sha256 of the content")
    state = models.CharField(max_length=10, choices=DocumentState)
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    added = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["added"]
        constraints = [
            models.UniqueConstraint(name="document_once_per_application", fields=["application", "digest"]),
            models.CheckConstraint(name="document_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_as(self) -> str:
        """The name in the storage."""
        return str(self.pk)
