"""People for whom no time that is free now will do: who waits longest is offered what comes free."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Lower, Now

from intake.agenda.enums import Mode
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Appointment
from intake.profile.models import Consent
from intake.waiting.enums import DayPart
from intake.waiting.queries import WaitingPlaceQuerySet
from intake.waiting.suiting import suits


class WaitingPlace(models.Model):
    """Somebody who waits for a time for one kind of talk. Who holds ``token`` may see it and leave.

    What comes free is offered to one person at a time: ``offered`` is an unconfirmed appointment that only they can
    confirm. A place ends with their yes, their no, or no answer in time.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.ForeignKey(AppointmentKind, on_delete=models.RESTRICT, related_name="waiting")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=20, blank=True)
    mode = models.CharField(max_length=10, choices=Mode)
    parts = ArrayField(
        models.CharField(max_length=10, choices=DayPart),
        default=list,
        help_text="of the day on which they can; none: any",
    )
    last_day = models.DateField(help_text="the last day that is still of use to them")
    language = models.CharField(max_length=2, default="nl", help_text="of the mails about it")
    origin = models.CharField(max_length=255, help_text="address of the portal it was made on, for links in mails")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    token = models.CharField(max_length=64, unique=True, help_text="192 random bits")
    request_key = models.CharField(max_length=64, unique=True, help_text="of the form: sent twice, one place")
    created = models.DateTimeField(db_default=Now())
    offered = models.OneToOneField(Appointment, on_delete=models.RESTRICT, null=True, related_name="waiting_place")
    ended = models.DateTimeField(null=True)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                "kind", Lower("email"), name="waits_once_per_address", condition=Q(ended__isnull=True)
            ),
            models.CheckConstraint(name="waiting_parts_known", condition=Q(parts__contained_by=DayPart.values)),
            models.CheckConstraint(name="waiting_by_phone_has_number", condition=~Q(mode=Mode.PHONE) | ~Q(phone="")),
            models.CheckConstraint(
                name="waits_for_a_talk", condition=Q(mode__in=[Mode.OFFICE, Mode.VIDEO, Mode.PHONE])
            ),
        ]

    def __str__(self) -> str:
        return f"wachtplek {self.pk}"

    @property
    def part_names(self) -> list[str]:
        """In words; none means any part of the day."""
        return [str(DayPart(part).label) for part in self.parts]

    def suits(self, start: datetime) -> bool:
        """This moment (in the Netherlands) is one on which they can."""
        return suits(start, self.last_day, self.parts)
