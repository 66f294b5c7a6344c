"""Mail to be sent, and mail that was caught instead of sent."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Lower, Now


class MailMessage(models.Model):
    """One mail, written in the transaction of the event it tells of. Its text is wiped once it is sent."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField(max_length=60, help_text="name of the template")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    #: [{"name": "afspraak.ics", "type": "text/calendar", "text": "..."}]
    attachments = models.JSONField(default=list, blank=True)
    unsubscribe = models.URLField(max_length=400, blank=True, help_text="address that ends mails of this kind")
    reply_to = models.EmailField(max_length=254, blank=True, db_default="", help_text="who an answer goes to")
    created = models.DateTimeField(db_default=Now())
    sent = models.DateTimeField(null=True)
    returned = models.DateTimeField(null=True, help_text="when the mail server said that it cannot arrive")

    class Meta:
        indexes = [models.Index(fields=["created"], name="mail_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReturnedAddress(models.Model):
    """An address that mail came back from. It goes once somebody shows that they read it, or half a year later."""

    address = models.EmailField(max_length=254, primary_key=True, help_text="in lower case")
    status = models.CharField(max_length=20, help_text="as the mail server said it (RFC 3463), e.g. 5.1.1")
    last = models.DateTimeField(help_text="when the last mail came back")

    class Meta:
        constraints = [models.CheckConstraint(name="returned_address_lower", condition=Q(address=Lower("address")))]

    def __str__(self) -> str:
        return self.status


class CaughtMail(models.Model):
    """Mail that would have left the machine, kept to be read on a page. Demo and development only."""

    at = models.DateTimeField(db_default=Now())
    to = models.TextField()
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject
