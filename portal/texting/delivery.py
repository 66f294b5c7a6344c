"""The consumer that hands a text message to the gateway."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from portal.record.outbox import consumes
from portal.texting.actions import report_path
from portal.texting.gateways import NotTaken, Text, gateway
from portal.texting.models import TextMessage


@consumes("portal.deliver_text")
def deliver_text(text_id: str) -> None:
    """Send one message and wipe its words. Raises NotTaken, also when text messages went off meanwhile."""
    message = TextMessage.objects.select_for_update().get(pk=UUID(text_id))
    if message.sent:
        return
    way = gateway()
    if way is None:
        raise NotTaken("text messages are off")
    report_to = message.origin + reverse("portal:text_report", args=[report_path(message)])
    way.send(Text(message.to, message.text, str(message.pk), report_to))
    message.text, message.sent = "", timezone.now()
    message.save(update_fields=["text", "sent"])
