"""Secrets of webhooks under the newest key."""

from funding.webhooks.models import Webhook
from portal.record.sealing import open_sealed, seal


def reseal() -> int:
    """Seal all of them anew; returns how many."""
    number = 0
    for webhook in Webhook.objects.select_for_update().iterator():
        for name in ("sealed_secret", "sealed_former"):
            if sealed := getattr(webhook, name):
                plain = open_sealed(sealed, webhook.place)
                Webhook.objects.filter(pk=webhook.pk).update(**{name: seal(plain, webhook.place)})
                number += 1
    return number
