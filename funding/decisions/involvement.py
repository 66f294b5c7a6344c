"""Conflict of interest: who is involved with an applicant says so, and then does nothing with the application."""

from django.db import models, transaction
from django.db.models.functions import UUID7, Now

from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from intake.together.models import Mandate
from portal.people.models import User
from portal.record.audit import record


class Involvement(models.Model):
    """Somebody of a fund declared to be involved with who applies (Awb 2:4); it is not taken back."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="involvements")
    user = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="involvements")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="involved_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.user_id}"


def prepared_by(application: Application, mandate: Mandate) -> None:
    """Who prepared an application for somebody never decides on it, whatever they become later."""
    Involvement.objects.get_or_create(application=application, user=mandate.helper)


@transaction.atomic
def declare(line: PlanLine, by: User) -> None:
    """Say to be involved with who applies: from now on the application is not there for this person.

    What they had taken up goes back to the queue of all.
    """
    Involvement.objects.get_or_create(application=line.application, user=by)
    mine = line.application.lines.filter(assessor=by, state=LineState.IN_REVIEW)
    mine.update(assessor=None)
    record(by, "involved", line, chain=line.fund_id)
