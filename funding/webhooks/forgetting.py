"""The log of messages does not grow for ever."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from funding.webhooks.enums import DeliveryState
from funding.webhooks.models import Delivery

KEPT = timedelta(days=90)


@shared_task(name="funding.forget_deliveries")
def forget_deliveries() -> None:
    """Forget messages that are older than the log is kept and that nobody is still sending."""
    Delivery.objects.filter(at__lt=timezone.now() - KEPT).exclude(state=DeliveryState.WAITING).delete()
