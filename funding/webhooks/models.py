"""Messages to a fund's own system: where they go, which there were, and every attempt to bring one."""

import hashlib
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.webhooks.enums import CHOICES, DeliveryState, Event, Problem
from portal.people.models import Fund, User


class Webhook(models.Model):
    """An address that is told what happens at one fund. What it is signed with is sealed, and shown once.

    After a change of secret the former one signs along until ``former_until``, so that nothing is refused meanwhile.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # sealed for this id, so known before
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="webhooks")
    address = models.CharField(max_length=1000)
    events = ArrayField(models.CharField(max_length=20, choices=CHOICES))
    sealed_secret = models.BinaryField()
    sealed_former = models.BinaryField(null=True)
    former_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    made = models.DateTimeField(db_default=Now())
    ended = models.DateTimeField(null=True, help_text="from this moment it is told nothing")

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(
                name="webhook_tells_something_somewhere", condition=~Q(events=[]) & Q(address__startswith="https://")
            ),
            models.CheckConstraint(
                name="webhook_former_secret_ends",
                condition=Q(sealed_former__isnull=True, former_until__isnull=True)
                | Q(sealed_former__isnull=False, former_until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["fund"], name="webhook_working", condition=Q(ended__isnull=True))]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.address}"

    @property
    def place(self) -> str:
        """What its secrets are sealed for; one place for both, so that the present one becomes the former one."""
        return f"funding_webhook.sealed_secret:{self.pk}"

    @property
    def mark(self) -> str:
        """Tells the present secret from another one, and nothing of it."""
        return hashlib.sha256(bytes(self.sealed_secret)).hexdigest()[:16]


class Delivery(models.Model):
    """One message: what happened, to which record. Ids and states only; the system reads the rest with its key."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20, choices=Event)
    record_id = models.UUIDField(null=True, help_text="of a line, decision or payment; none for a test")
    record_state = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0, help_text="since it was last sent by a person or an event")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["webhook", "-at"], name="webhook_log")]

    def __str__(self) -> str:
        return f"{self.event} {self.record_id} {self.state}"


class Attempt(models.Model):
    """One time that a message was sent: the status that came back, or why none did. Answers are not kept."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(db_default=Now())
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=10, choices=Problem, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="attempt_has_an_outcome", condition=Q(status__isnull=False) | ~Q(problem=""))
        ]

    def __str__(self) -> str:
        return f"{self.status or self.problem}"
