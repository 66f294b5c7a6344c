"""Writing a text message; the outbox sends it. And what the gateway reports of it."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from portal.record import outbox
from portal.texting.gateways import texts_go_out
from portal.texting.models import TextMessage
from portal.texting.numbers import mobile

_SIGNER = Signer(salt="portal.texting")


@transaction.atomic
def send_text(template: str, *, to: str, context: dict[str, Any], language: str, origin: str) -> TextMessage | None:
    """Write the message ``templates/text/<template>.txt`` to one number, in the running transaction.

    None when text messages are off, or when no text can go to this number.
    """
    number = mobile(to)
    if not number or not texts_go_out():
        return None
    with override(language) if language else nullcontext():
        text = " ".join(render_to_string(f"text/{template}.txt", context).split())
    made = TextMessage.objects.create(kind=template, to=number, text=text, origin=origin)
    outbox.put("portal.deliver_text", f"text:{made.pk}", text_id=str(made.pk))
    return made


def report_path(message: TextMessage) -> str:
    """The signed part of the address to which the gateway reports about this message."""
    return _SIGNER.sign(message.pk.hex)


def take_report(signed: str, status: str) -> bool:
    """Note that a message arrived ("delivered") or cannot ("failed"); the first word counts. False for all else."""
    field = {"delivered": "delivered", "failed": "failed"}.get(status)
    try:
        pk = UUID(_SIGNER.unsign(signed))
    except (BadSignature, ValueError):
        return False
    if field is None:
        return False
    open_message = TextMessage.objects.filter(pk=pk, delivered=None, failed=None)
    open_message.update(**{field: timezone.now()})
    return True
