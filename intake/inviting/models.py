"""Somebody whom a team, or a referrer, invited to book a talk."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Appointment
from intake.inviting.enums import Channel
from intake.inviting.queries import BookingInvitationQuerySet
from intake.referring.models import Referrer
from portal.mail.models import MailMessage
from portal.texting.models import TextMessage


class BookingInvitation(models.Model):
    """An invitation to book one kind of talk. Who holds ``token`` may book it once, until ``expires``.

    Of a letter also the short ``code``, to be typed. Once it is over without a talk, staff book.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.ForeignKey(AppointmentKind, on_delete=models.RESTRICT, related_name="invitations")
    invited_by = models.ForeignKey(Adviser, on_delete=models.RESTRICT, null=True, related_name="+")
    referrer = models.ForeignKey(Referrer, on_delete=models.RESTRICT, null=True, related_name="invitations")
    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True, help_text="street, postcode and town, each on a line")
    language = models.CharField(max_length=2, default="nl", help_text="in which the person reads it")
    origin = models.CharField(max_length=255, help_text="address of the portal it was made on, for links in mails")
    token = models.CharField(max_length=64, unique=True, help_text="192 random bits")
    code = models.CharField(  # noqa: DJ001 - unique, and only letters have one
        max_length=12, null=True, unique=True, help_text="12 letters and digits, printed in a letter: 57 random bits"
    )
    created = models.DateTimeField(db_default=Now())
    remind_at = models.DateTimeField(help_text="when a reminder goes, if nothing was booked")
    expires = models.DateTimeField()
    reminded = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    printed = models.DateTimeField(null=True)
    opened = models.DateTimeField(null=True, help_text="when its page was first opened")
    settled = models.DateTimeField(null=True, help_text="when staff were done with one that was over")
    # Mail and text messages are forgotten after a while; that it was sent is then long known.
    mail = models.ForeignKey(MailMessage, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.ForeignKey(TextMessage, on_delete=models.SET_NULL, null=True, related_name="+")
    appointment = models.OneToOneField(Appointment, on_delete=models.RESTRICT, null=True, related_name="invitation")

    objects = BookingInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_of_team_or_referrer",
                condition=Q(invited_by__isnull=False, referrer__isnull=True)
                | Q(invited_by__isnull=True, referrer__isnull=False),
            ),
            models.CheckConstraint(name="invitation_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="invitation_has_its_address",
                condition=(Q(channel=Channel.MAIL) & ~Q(email=""))
                | (Q(channel=Channel.TEXT) & ~Q(phone=""))
                | (Q(channel=Channel.LETTER, code__isnull=False) & ~Q(address="")),
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging {self.pk}"

    def is_open_at(self, now: datetime) -> bool:
        """It can still be booked with."""
        return self.appointment_id is None and self.withdrawn is None and self.expires > now

    @property
    def who_invited(self) -> str:
        """The name of the adviser, or of the referrer and their organisation."""
        return str(self.referrer) if self.referrer_id else str(self.invited_by)

    @property
    def came_back(self) -> bool:
        """Its mail came back, and nobody opened it. Needs the mail."""
        return self.opened is None and self.mail is not None and self.mail.returned is not None

    def reminder_is_due(self, now: datetime) -> bool:
        """It was printed, nobody booked, and it is time to print the reminder; also the time it is printed again."""
        return self.printed is not None and self.remind_at <= now
