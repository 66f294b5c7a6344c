"""Codes that somebody gets by mail to say yes to one thing."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from portal.people.models import User

#: So often a code can be typed wrong.
MOST_TRIES = 5


class Confirmation(models.Model):
    """A code that was mailed to ``user``, or to ``email`` of who has no account, for one thing.

    Only its digest is kept. Used once, until ``until``.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    email = models.EmailField(max_length=254, blank=True, db_default="", help_text="lower case; empty with a user")
    subject = models.CharField(max_length=160, help_text='what it says yes to, wholly: "erase", "send:<draft>:<plan>"')
    digest = models.CharField(max_length=64)
    made = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "subject"], name="confirmation_of"),
            models.Index(fields=["email", "subject"], name="confirmation_of_address", condition=~Q(email="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="confirmation_of_user_or_address",
                condition=Q(user__isnull=False, email="") | (Q(user__isnull=True) & ~Q(email="")),
            ),
            models.CheckConstraint(name="confirmation_tried_a_few_times", condition=Q(tries__lte=MOST_TRIES)),
            models.CheckConstraint(
                name="confirmation_used_after_made", condition=Q(used__isnull=True) | Q(used__gte=F("made"))
            ),
        ]

    def __str__(self) -> str:
        return f"bevestiging {self.pk}"
