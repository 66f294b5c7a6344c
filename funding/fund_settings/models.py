"""How a fund decides and pays, as far as money depends on it: changed by two people."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.fund_settings.enums import ChangeState
from portal.people.models import Fund, User

#: What two people decide on, as fields of Fund and of FundChange.
SETTINGS = ("sole_decision_limit", "provider_confirms", "advance_percent")


class FundChange(models.Model):
    """A proposal to decide and pay otherwise, by one person, and its end, by a second (constraint).

    It holds the settings as they would be, and as they were when it was carried out. A fund that changed them here is
    changed no longer by the files that come with the project (funding.schemes.loading).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="changes")
    sole_decision_limit = models.BigIntegerField(help_text="cents up to which one person decides alone")
    provider_confirms = models.BooleanField()
    advance_percent = models.PositiveSmallIntegerField()
    before = models.JSONField(default=dict, help_text="the same three, before it was carried out")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.CheckConstraint(name="fund_change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="fund_change_is_possible",
                condition=Q(sole_decision_limit__gte=0, advance_percent__range=(0, 100)),
            ),
            models.UniqueConstraint(
                name="fund_change_waits_once", fields=["fund"], condition=Q(state=ChangeState.PROPOSED)
            ),
            models.CheckConstraint(
                name="fund_change_takes_two_people",
                condition=~Q(state=ChangeState.DONE)
                | Q(~Q(decided_by=F("proposed_by")), decided_by__isnull=False, decided__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.state}"
