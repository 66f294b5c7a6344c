"""Text messages (SMS) to be sent."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now


class TextMessage(models.Model):
    """One text message, written in the transaction of the event it tells of. Its words are wiped once it is sent."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField(max_length=60, help_text="name of the template")
    to = models.CharField(max_length=16, help_text="E.164: +31612345678")
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=255, help_text="address of the portal, to which the gateway reports")
    created = models.DateTimeField(db_default=Now())
    sent = models.DateTimeField(null=True, help_text="when the gateway took it")
    delivered = models.DateTimeField(null=True, help_text="when the gateway said that it arrived")
    failed = models.DateTimeField(null=True, help_text="when the gateway said that it cannot arrive")

    class Meta:
        indexes = [models.Index(fields=["created"], name="text_by_age")]
        constraints = [
            models.CheckConstraint(name="text_to_a_number", condition=Q(to__regex=r"^\+[1-9][0-9]{7,14}$")),
            models.CheckConstraint(
                name="text_arrived_or_not", condition=Q(delivered__isnull=True) | Q(failed__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
