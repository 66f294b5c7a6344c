"""Campaigns, and how often each step was taken by who came through one. Never who that was."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from portal.campaigns.enums import Step
from portal.people.models import User


class Campaign(models.Model):
    """A campaign: its ``code`` stands in the addresses that it gives out (utm_campaign)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    begins = models.DateField()
    ended = models.DateField(null=True)
    #: The first day that is in no report yet.
    reported_until = models.DateField()
    added = models.DateTimeField(db_default=Now())
    # Who gets the report.
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="campaign_has_a_name", condition=~Q(name="") & ~Q(code=""))]

    def __str__(self) -> str:
        return self.name


class CampaignCount(models.Model):
    """How often a step was taken on a day."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    step = models.CharField(max_length=10, choices=Step)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "day", "step"], name="campaign_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day} {self.step} {self.number}"
