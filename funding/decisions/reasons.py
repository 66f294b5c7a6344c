"""The fund's library of reasons: texts that were thought about once and are used often."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.enums import Verdict
from portal.people.models import Fund, User


class Reason(models.Model):
    """One text for one verdict of one fund. What was sent keeps its own copy, so a text may end."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="reasons")
    verdict = models.CharField(max_length=10, choices=Verdict)
    title = models.CharField(max_length=80)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    written = models.DateTimeField(db_default=Now())
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["verdict", "title"]
        constraints = [
            models.UniqueConstraint(
                name="reason_title_once", fields=["fund", "verdict", "title"], condition=Q(ended__isnull=True)
            ),
            models.CheckConstraint(name="reason_has_words", condition=~Q(text="") & ~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title
