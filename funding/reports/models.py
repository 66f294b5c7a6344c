"""Reports for a funder that are made by themselves after each period, and the files that were made."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.reports.enums import Every, ReportForm, ReportKind
from funding.schemes.models import Scheme
from portal.people.models import Fund, User


class ReportSchedule(models.Model):
    """A report that a fund owes: what, for whom, how often. ``begins`` is the first day of its first period."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="report_schedules")
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, null=True, related_name="+")
    funder = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=ReportKind)
    form = models.CharField(max_length=5, choices=ReportForm)
    every = models.CharField(max_length=10, choices=Every)
    begins = models.DateField()
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["funder", "id"]
        constraints = [
            models.CheckConstraint(name="report_has_a_funder", condition=~Q(funder="")),
            models.CheckConstraint(
                name="report_list_is_a_workbook",
                condition=Q(kind=ReportKind.FIGURES) | Q(form=ReportForm.XLSX),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder} {self.kind}"

    @property
    def names_people(self) -> bool:
        """A list has people in it: only who asked for it, whose own cases are left out, may have it."""
        return self.kind != ReportKind.FIGURES


class ReportFile(models.Model):
    """One report as it was made, of a first to a last day. Kept: what a funder got can be seen again."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.RESTRICT, related_name="files")
    first = models.DateField()
    last = models.DateField()
    content = models.BinaryField()
    made = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-first", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "first"], name="report_made_once_per_period"),
            models.CheckConstraint(name="report_has_a_period", condition=Q(last__gte=F("first"))),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.first}"
