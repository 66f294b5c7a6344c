"""A recorded mandate: somebody may look at, or prepare, what a learner asks money for. Both agree; both can end it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now
from django.utils import timezone

from intake.agenda.links import NOBODY
from intake.agenda.models import Appointment
from intake.profile.models import Consent
from intake.together.enums import LEVELS, HelperKind, Level
from portal.pages.privacy import span
from portal.people.models import User

#: A mandate ends by itself; who still needs it agrees anew.
LIFE = timedelta(days=90)
#: After its end: long enough to ask who did what. Who helped stays known by their account, who never said yes does not.
KEPT = timedelta(days=30)


class MandateQuerySet[M: models.Model](models.QuerySet[M]):
    def running(self, on: date) -> Self:
        """Those that both sides agreed to, that nobody ended and whose time is not over."""
        return self.filter(consent__isnull=False, accepted__isnull=False, ended=None, until__gte=on)

    def asked(self, on: date) -> Self:
        """Those that still wait for one of both sides."""
        return self.filter(Q(consent=None) | Q(accepted=None), ended=None, until__gte=on)


class Mandate(models.Model):
    """``helper`` acts for ``learner`` while ``consent`` (the learner's) and ``accepted`` stand, until it is ``ended``.

    An own helper is asked by ``email`` and known once they accepted. KEPT after its end the address and the remarks go;
    the row goes too when one of both never said yes (``forget_mandates``), else with the learner.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    learner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    # Who acted for somebody stays known.
    helper = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=HelperKind)
    level = models.CharField(max_length=10, choices=Level)
    email = models.EmailField(max_length=254, help_text="of the helper who is asked")
    appointment = models.ForeignKey(Appointment, on_delete=models.SET_NULL, null=True, related_name="mandates")
    asked = models.DateTimeField(db_default=Now())
    accepted = models.DateTimeField(null=True, help_text="when the helper agreed; an adviser does so by asking")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="mandates")
    until = models.DateField()
    ended = models.DateTimeField(null=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-asked", "-id"]
        constraints = [
            models.CheckConstraint(name="nobody_acts_for_themselves", condition=~Q(helper=F("learner"))),
            models.CheckConstraint(
                name="mandate_accepted_by_somebody", condition=Q(accepted__isnull=True) | Q(helper__isnull=False)
            ),
            models.CheckConstraint(name="mandate_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="mandate_kind_known", condition=Q(kind__in=HelperKind.values)),
            models.CheckConstraint(
                name="mandate_reaches_its_helper_until_its_end",
                condition=~Q(email__endswith=NOBODY) | Q(ended__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_mandate_of_two_people", fields=["learner", "email"], condition=Q(ended__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"machtiging {self.pk}"

    @property
    def is_running(self) -> bool:
        """Both agreed, nobody ended it, and its time is not over."""
        whole = self.consent_id is not None and self.accepted is not None and self.ended is None
        return whole and self.until >= timezone.localdate()

    @property
    def kept_after(self) -> str:
        """How long after its end the remarks and the helper's address are kept, in words."""
        return span(KEPT)

    def allows(self, level: Level) -> bool:
        """This mandate goes as far as ``level``."""
        return LEVELS.index(Level(self.level)) >= LEVELS.index(level)


class Remark(models.Model):
    """What a helper and the learner say to each other about what is prepared."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(name="remark_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"opmerking {self.pk}"
