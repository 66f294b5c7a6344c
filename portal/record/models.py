"""What happened (audit) and what still has to happen (outbox). Both are written in the transaction they tell of."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from portal.record.queries import OutboxQuerySet


class AuditEvent(models.Model):
    """Who did what, on what. Append-only: a trigger numbers and chains the rows and refuses any change.

    Holds ids and states, never personal data, so that erasing a person does not break the chain.
    ``position``, ``previous`` and ``digest`` are filled by the database (migrations/sql/audit.sql).
    """

    chain = models.CharField(max_length=60, help_text="fund or region slug, or 'portal': each has its own chain")
    position = models.BigIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())
    # Not a foreign key: the person may be erased later, the fact stays.
    actor = models.UUIDField(null=True, help_text="user id; empty for the portal itself")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    change = models.JSONField(default=dict, help_text="before and after, by reference")
    previous = models.BinaryField(max_length=32, default=b"")
    digest = models.BinaryField(max_length=32, default=b"")

    class Meta:
        ordering = ["chain", "position"]
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="audit_chain_does_not_fork")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.chain} {self.position}: {self.verb} {self.object_type} {self.object_id}"


class OutboxMessage(models.Model):
    """Work that was promised in a transaction and is done after it, at least once, its effect once.

    The relay hands open messages to Celery; the consumer sets ``done`` in the transaction of its effect.
    The payload holds ids, never personal data.
    """

    key = models.CharField(max_length=120, unique=True, help_text="the same promise twice is one message")
    task = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created = models.DateTimeField(db_default=Now())
    due = models.DateTimeField(db_default=Now())
    relayed = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    parked = models.DateTimeField(null=True, help_text="given up after too many attempts; a person must look")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, help_text="kind of error, no personal data")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due"],
                name="outbox_to_relay",
                condition=Q(relayed__isnull=True, done__isnull=True, parked__isnull=True),
            ),
            models.Index(
                fields=["relayed"],
                name="outbox_under_way",
                condition=Q(relayed__isnull=False, done__isnull=True, parked__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"
