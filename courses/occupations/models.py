"""Occupations and skills by their names and synonyms, and which courses are about them.

ESCO (European Commission) is loaded by who runs the portal (manage.py load_esco): we do not ship it. What we do ship is
a small list of our own for the demo, marked as such.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OccupationKind(models.TextChoices):
    OCCUPATION = "occupation", _("beroep")
    SKILL = "skill", _("vaardigheid")


class Occupation(models.Model):
    """An occupation or a skill. ``stems``: per name or synonym the stems of its words, with a space between."""

    key = models.CharField(primary_key=True, max_length=120, help_text="in addresses: of ESCO the end of its URI")
    kind = models.CharField(max_length=10, choices=OccupationKind)
    label = models.CharField(max_length=200)
    synonyms = ArrayField(models.CharField(max_length=200), default=list)
    stems = ArrayField(models.CharField(max_length=400), default=list)
    source = models.CharField(max_length=200, help_text="whose list, with its version")
    is_example = models.BooleanField(default=False, help_text="of our own list for the demo")

    class Meta:
        ordering = ["label", "key"]
        constraints = [
            models.CheckConstraint(name="occupation_has_a_name", condition=~Q(key="") & ~Q(label="")),
            models.CheckConstraint(name="occupation_kind_known", condition=Q(kind__in=OccupationKind.values)),
        ]

    def __str__(self) -> str:
        return self.label


class CourseOccupation(models.Model):
    """That the title or the search words of a course name an occupation or skill (courses.occupations.linking)."""

    course = models.ForeignKey("courses.Course", on_delete=models.CASCADE, related_name="occupations")
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="courses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "occupation"], name="course_occupation_once")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.occupation_id}"
