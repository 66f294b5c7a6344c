"""The consumer that sends a mail."""

from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from portal.mail.models import MailMessage
from portal.record.outbox import consumes


@consumes("portal.deliver_mail")
def deliver_mail(mail_id: str) -> None:
    """Send one mail and wipe its text: what it said is in the records it told of."""
    mail = MailMessage.objects.select_for_update().filter(pk=UUID(mail_id)).first()
    if mail is None or mail.sent:  # one that could not be sent for months is gone
        return
    # A stable Message-ID lets a mailbox fold the rare second copy (sent, then killed before the commit).
    headers = {"Message-ID": f"<{mail.pk}@doorleren>"}
    if mail.unsubscribe:  # one click in the mail program (RFC 8058)
        headers |= {
            "List-Unsubscribe": f"<{mail.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    answers = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], reply_to=answers, headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for part in mail.attachments:
        message.attach(part["name"], part["text"], part["type"])
    message.send()
    mail.text, mail.html, mail.attachments, mail.sent = "", "", [], timezone.now()
    mail.reply_to = ""
    mail.save(update_fields=["text", "html", "attachments", "reply_to", "sent"])
