"""A file that goes on to the fund that should decide on it (Awb 2:3), by two persons of two parties."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.forwarding.enums import OPEN, ForwardingState
from funding.schemes.models import Scheme
from intake.profile.models import Consent
from portal.people.models import Fund, User


class Forwarding(models.Model):
    """One proposal to forward a line to another fund, and its answer.

    Once accepted, ``line`` stands still for good and ``new_line`` goes on at the other fund: money, decisions and
    letters of each party stay its own, and a payment is never counted at the wrong one. ``consent``: the learner let a
    fund read the application that could not before; two public funds need none (Awb 2:3 tells them to forward).
    ``offered``: when the other fund was asked, which is later than ``proposed`` where the learner was asked first.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="forwardings")
    from_fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="+")
    to_fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=ForwardingState)
    offered = models.DateTimeField(null=True)
    # Who sent a file away, and who took it, stays known for as long as the file is.
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed = models.DateTimeField(db_default=Now())
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="forwardings")
    answer = models.TextField(blank=True, help_text="why it was returned")
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    new_line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, null=True, related_name="came_from")

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.CheckConstraint(name="forwarding_goes_elsewhere", condition=~Q(from_fund=F("to_fund"))),
            models.CheckConstraint(name="forwarding_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="line_is_forwarded_once", fields=["line"], condition=Q(state__in=[*sorted(OPEN), "accepted"])
            ),
            models.CheckConstraint(
                name="forwarding_takes_two_people",
                condition=~Q(state=ForwardingState.ACCEPTED)
                | Q(
                    ~Q(answered_by=F("proposed_by")),
                    answered_by__isnull=False,
                    answered__isnull=False,
                    new_line__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="returned_forwarding_says_why", condition=~Q(state=ForwardingState.RETURNED) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="offered_forwarding_says_when",
                condition=~Q(state__in=[ForwardingState.PROPOSED, ForwardingState.RETURNED, ForwardingState.ACCEPTED])
                | Q(offered__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.from_fund_id} > {self.to_fund_id}"

    def days_waiting(self, now: datetime) -> int:
        """Whole days since it was asked of who has to answer now."""
        return (now - (self.offered or self.proposed)).days
