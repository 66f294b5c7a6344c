"""People of other organisations who send their clients to a team."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Lower, Now

from intake.agenda.links import NOBODY
from intake.agenda.models import Team
from intake.referring.enums import ReferrerKind
from portal.people.models import User


class Referrer(models.Model):
    """Somebody of UWV, a municipality, a union or an employer who may invite people to this team, or book for them.

    Known by their mail address: they log in with a code by mail. Never deleted: whom they sent names them, as long as
    talks are kept; then only the organisation is left (``forget_referrers``).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="referrers")
    kind = models.CharField(max_length=20, choices=ReferrerKind)
    organisation = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, help_text="lower case")
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    created = models.DateTimeField(db_default=Now())
    ended = models.DateTimeField(null=True, help_text="from then on they can invite and book nobody")

    class Meta:
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "email"], name="referrer_once_per_team", condition=Q(ended=None)),
            models.CheckConstraint(name="referrer_address_is_lower_case", condition=Q(email=Lower(F("email")))),
            models.CheckConstraint(
                name="referrer_reached_until_the_end", condition=~Q(email__endswith=NOBODY) | Q(ended__isnull=False)
            ),
            models.CheckConstraint(name="referrer_kind_known", condition=Q(kind__in=ReferrerKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"
