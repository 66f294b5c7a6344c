"""What people say is not right in what the portal tells of a scheme."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.models import Course
from funding.schemes.models import Scheme, SchemeVersion
from intake.profile.models import Consent
from portal.people.models import User


class Doubt(models.Model):
    """Somebody says that an outcome is not right; with their answers only if they agreed to that. Kept a year."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="doubts")
    version = models.ForeignKey(SchemeVersion, on_delete=models.RESTRICT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=1000)
    verdict = models.CharField(max_length=20, help_text="what the engine said: yes, no, unknown, to_be_checked")
    facts = models.JSONField(null=True, help_text="what was known, as Facts.to_document; only by consent")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="doubts")
    email = models.CharField(max_length=254, blank=True, help_text="whom to answer; not asked of everybody")
    language = models.CharField(max_length=2)
    at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=2000, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="doubt_facts_by_consent",
                condition=Q(facts__isnull=True, consent__isnull=True) | Q(facts__isnull=False, consent__isnull=False),
            ),
            models.CheckConstraint(
                name="doubt_answered_by_somebody",
                condition=Q(answered__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(name="doubt_has_its_text", condition=~Q(text="")),
        ]
        indexes = [models.Index(fields=["scheme", "at"], name="open_doubts", condition=Q(answered__isnull=True))]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.at:%Y-%m-%d}"
