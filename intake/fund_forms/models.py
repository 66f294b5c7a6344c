"""A scholingsadvies on the form of a fund, filled in by an adviser for one person and one course."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.models import Course
from intake.agenda.models import Adviser, Appointment
from intake.profile.models import Consent, Profile
from portal.people.models import Fund, User


class FormVersion(models.Model):
    """The form that a fund made itself; the highest version is the one that advisers fill in. Never changed.

    ``told`` is what ``reading.form_of`` reads, as a file of ``data`` would have it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="form_versions")
    version = models.PositiveSmallIntegerField()
    told = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["fund", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "version"], name="fund_form_version_once"),
            models.CheckConstraint(name="fund_form_version_tells", condition=~Q(told={})),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.version}"


class FilledForm(models.Model):
    """What an adviser filled in. The fund sees it only while ``approved`` stands: the person's own consent.

    ``told`` are the lines as the fund reads them ([{"label", "value"}], in Dutch), frozen when it was filled in;
    ``answers`` are what the form was filled in with, by key. Once approved it stays as it is.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="fund_forms")
    # As with recommended courses: they go out of sight, never away.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="+")
    form = models.SlugField(max_length=60, help_text="of intake.fund_forms.reading")
    version = models.PositiveSmallIntegerField()
    # Null: for every fund that asks an advice and has no form of its own.
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    is_example = models.BooleanField(help_text="the questions are an example: the fund gave no form of its own yet")
    answers = models.JSONField()
    told = models.JSONField()
    by = models.ForeignKey(Adviser, on_delete=models.RESTRICT, related_name="+")
    filled = models.DateTimeField(db_default=Now())
    approved = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["filled", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "course", "form"], name="fund_form_filled_once"),
            models.CheckConstraint(name="fund_form_tells_something", condition=~Q(told=[])),
        ]

    def __str__(self) -> str:
        return f"{self.form} na {self.appointment_id}"


def approved_forms(profile: Profile) -> models.QuerySet[FilledForm]:
    """Those that this person lets a fund see."""
    return FilledForm.objects.filter(appointment__profile=profile, approved__isnull=False)
