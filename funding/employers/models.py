"""An employer that wants one course for several people: one file, an application per person."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.models import Course, Session
from funding.applications.models import Application


class EmployerFile(models.Model):
    """One employer and one course. Whoever has the signed link (``links``) keeps it; there is no account.

    ``facts`` is what the employer states for everybody, shaped as the answer of an employer's invitation; empty until
    it was told. ``report`` is what became of each row of the last list: [{"row", "name", "problem"}].
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="employer_files")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")
    company = models.CharField(max_length=120)
    contact = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    facts = models.JSONField(null=True)
    report = models.JSONField(default=list)
    origin = models.CharField(max_length=255)
    expires = models.DateField(help_text="last day on which the links work")
    link = models.PositiveSmallIntegerField(
        default=1, help_text="number of the link that works; earlier ones opened it"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.company}, {self.course_id}"

    @property
    def told(self) -> dict[str, Any]:
        """What the employer stated; LookupError before it did."""
        if self.facts is None:
            raise LookupError("the employer stated nothing yet")
        facts: dict[str, Any] = self.facts
        return facts


class EmployerPerson(models.Model):
    """Somebody for whom an employer wants the course. It is their application: they begin it, send it, or do not."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Names and addresses that came to nothing go with the file.
    file = models.ForeignKey(EmployerFile, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    invited = models.DateTimeField(db_default=Now())
    remind_on = models.DateField(null=True)
    declined = models.DateTimeField(null=True)
    # A draft can be thrown away: then the person can begin again.
    application = models.OneToOneField(
        Application, on_delete=models.SET_NULL, null=True, related_name="employer_person"
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "email"], name="person_once_per_employer_file"),
            models.CheckConstraint(
                name="who_declined_has_no_application",
                condition=Q(declined__isnull=True) | Q(application__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["remind_on"], name="person_reminding", condition=Q(remind_on__isnull=False))]

    def __str__(self) -> str:
        return self.name
