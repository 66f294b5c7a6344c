"""Keys by which a fund's own system reads what the portal knows of that fund."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.reading_api.enums import Scope
from portal.people.models import Fund, User


class ApiKey(models.Model):
    """A key of one fund. The key itself was shown once; what stays is its digest, by which it is found.

    Withdrawn or past its last day it opens nothing, and stays: which system could read what must remain known.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="api_keys")
    name = models.CharField(max_length=80, help_text="which system it is for")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the key")
    ending = models.CharField(max_length=4, help_text="last characters of the key, to tell keys apart")
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    last_day = models.DateField(help_text="after this day it opens nothing")
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    made = models.DateTimeField(db_default=Now())
    used = models.DateTimeField(null=True, help_text="when it was last used, to the minute")
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(name="api_key_opens_something", condition=~Q(scopes=[]) & ~Q(name="")),
            models.CheckConstraint(
                name="api_key_is_withdrawn_by_somebody",
                condition=Q(withdrawn__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.name} ...{self.ending}"

    def opens(self, scope: Scope) -> bool:
        return scope in self.scopes
