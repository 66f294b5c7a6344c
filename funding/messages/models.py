"""Messages between a learner and a fund about one line."""

from django.db import models
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from portal.people.models import User


class Message(models.Model):
    """One message, of the learner or of the fund. Append-only but for when it was read."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="messages")
    from_learner = models.BooleanField()
    # Who wrote it stays known for as long as the file is.
    author = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())
    read = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["line", "at"], name="messages_of_line")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.at}"
