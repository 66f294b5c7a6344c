"""Lines that another fund decides on, outside this portal: when they were sent, and what came back."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.documents.models import Document
from funding.outside.enums import ToldBy
from portal.people.models import User


class OutsideFile(models.Model):
    """Where a line outside stands: sent on a day, reminded, told with its proof. Told once."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="outside")
    sent_on = models.DateField(null=True)
    remind_on = models.DateField(null=True)
    told = models.CharField(max_length=10, choices=ToldBy, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    note = models.TextField(blank=True)
    proof = models.ForeignKey(Document, on_delete=models.RESTRICT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="learner_tells_with_proof", condition=~Q(told=ToldBy.LEARNER) | Q(proof__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}"
