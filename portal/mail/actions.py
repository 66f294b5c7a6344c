"""Writing a mail: one text template gives subject, text and HTML; the outbox sends it."""

import re
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.mail.models import MailMessage
from portal.record import outbox


@transaction.atomic
def send_mail(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    language: str | None = None,
    attachments: Iterable[dict[str, str]] = (),
    unsubscribe: str = "",
    reply_to: str = "",
) -> MailMessage:
    """Write the mail ``templates/mail/<template>.txt`` to one address, in the running transaction.

    The template's first line is the subject (line breaks are impossible there); the rest is plain text in
    paragraphs, from which the HTML part is made. At the end comes who sends it: ``sender`` of the context (a fund),
    else the brand. Attachments: {"name", "type", "text"}.
    ``unsubscribe``: the whole address that ends mails of this kind, for the button of mail programs.
    ``reply_to``: the address that an answer goes to, when that is not ours.
    """
    with override(language) if language else nullcontext():
        rendered = render_to_string(f"mail/{template}.txt", context).strip()
        subject, _line_break, text = rendered.partition("\n")
        greeting = _("Groeten,")
        # "Hallo ," when somebody never told their name.
        text = re.sub(r"\A(\w+) +,", r"\1,", text.strip())
        text = f"{text}\n\n{greeting}\n{_sender(context)}"
        html = render_to_string("mail/base.html", context | {"text": text.strip(), "subject": subject})
    mail = MailMessage.objects.create(
        kind=template,
        to=to,
        subject=subject.strip()[:200],
        text=text.strip() + "\n",
        html=html,
        attachments=list(attachments),
        unsubscribe=unsubscribe,
        reply_to=reply_to,
    )
    outbox.put("portal.deliver_mail", f"mail:{mail.pk}", mail_id=str(mail.pk))
    return mail


def was_mailed(template: str, to: str, since: datetime, subject: str = "") -> bool:
    """Whether a mail of this kind went to this address after that moment, with these words in its subject."""
    mails = MailMessage.objects.filter(kind=template, to=to, created__gt=since)
    return mails.filter(subject__contains=subject).exists()


def _sender(context: dict[str, Any]) -> str:
    brand = context.get("brand")
    return str(context.get("sender") or (brand and brand.name) or "Doorleren")
