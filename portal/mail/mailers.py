"""How mail leaves the portal, or does not."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.mail.models import CaughtMail


class CatchingBackend(BaseEmailBackend):
    """Keeps every mail in the database instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            mail.message()  # refuses line breaks in headers, as a real server would
            CaughtMail.objects.create(
                to=", ".join(mail.recipients()),
                subject=str(mail.subject),
                text=str(mail.body),
                html=_html(mail),
                attachments=[_attachment(part) for part in mail.attachments],
            )
        return len(email_messages)


def _html(mail: EmailMessage) -> str:
    parts = getattr(mail, "alternatives", [])
    return next((str(part.content) for part in parts if part.mimetype == "text/html"), "")


def _attachment(part: Any) -> dict[str, str]:
    name, content, kind = part
    text = content.decode() if isinstance(content, bytes) else str(content)
    return {"name": name or "", "type": kind or "", "text": text}
