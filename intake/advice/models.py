"""What came of a talk: the adviser's own notes, the advice that the person gets, and courses to look at."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from courses.models import Course
from intake.advice.enums import AdviceKind, Referral
from intake.agenda.models import Appointment
from intake.profile.models import Consent


class Record(models.Model):
    """What an adviser wrote down of a talk, for themselves, and when to come back to it. Nobody else reads it."""

    # The notes belong to the talk and go with it.
    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="record")
    notes = models.TextField(blank=True)
    follow_up = models.DateField(null=True, help_text="when the adviser wants to come back to it")
    follow_up_text = models.CharField(max_length=200, blank=True, help_text="what to do then")
    changed = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_says_what", condition=Q(follow_up__isnull=True) | ~Q(follow_up_text="")
            ),
        ]

    def __str__(self) -> str:
        return f"verslag van {self.appointment_id}"


class Advice(models.Model):
    """The advice that a person got. Funds know of it only while ``approved`` stands: the person's own consent."""

    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="advice")
    kind = models.CharField(max_length=20, choices=AdviceKind)
    referral = models.CharField(max_length=20, choices=Referral, blank=True)
    text = models.TextField(help_text="to the person, in the adviser's words")
    given = models.DateTimeField(db_default=Now())
    approved = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="advice_kind_known", condition=Q(kind__in=AdviceKind.values)),
            models.CheckConstraint(
                name="referral_of_a_referral",
                condition=Q(kind=AdviceKind.REFERRAL, referral__in=Referral.values)
                | (~Q(kind=AdviceKind.REFERRAL) & Q(referral="")),
            ),
            models.CheckConstraint(name="advice_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"advies na {self.appointment_id}"


class RecommendedCourse(models.Model):
    """A course that the adviser wants somebody to look at, with why."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="recommended")
    # Courses are never deleted; one that is gone is still what was recommended.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["appointment", "course"], name="course_recommended_once")]

    def __str__(self) -> str:
        return f"{self.course_id} na {self.appointment_id}"
