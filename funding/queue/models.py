"""What somebody keeps of the queue, and who stands in for whom."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund, Membership, User


class SavedFilter(models.Model):
    """A narrowed queue that one person keeps under a name; ``query`` is what stands in its address."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # A person's own convenience: it goes with them.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="filter_once_by_name")]

    def __str__(self) -> str:
        return self.name


class Deputy(models.Model):
    """``deputy`` does the work of ``absent`` at one fund during ``period`` (dates, end not included).

    What the absent person took up waits for the deputy then. ``lent`` is the role that the absent person lent for
    that time, where the deputy had it not; it ends with the period.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="deputies")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role if role in FUND_ROLES])
    absent = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="absences_at_funds")
    deputy = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="deputed")
    period = DateRangeField()
    lent = models.OneToOneField(Membership, on_delete=models.RESTRICT, null=True, related_name="lent_by")
    named_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["period"]
        constraints = [
            models.CheckConstraint(name="nobody_is_their_own_deputy", condition=~Q(absent=F("deputy"))),
            models.CheckConstraint(name="deputy_has_a_last_day", condition=Q(period__endswith__isnull=False)),
            ExclusionConstraint(
                name="one_deputy_at_a_time",
                expressions=[
                    ("fund", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("absent", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} voor {self.absent_id}"
