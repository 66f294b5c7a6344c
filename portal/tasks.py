"""Celery finds the portal's tasks here; each is told in its own topic."""

from portal.campaigns.actions import report_campaigns
from portal.digest.sending import morning_digest, send_digest
from portal.mail.delivery import deliver_mail
from portal.own_data.unused import forget_unused_accounts
from portal.record.sweeps import forget_what_is_old, requeue_lost_messages
from portal.texting.delivery import deliver_text

__all__ = [
    "deliver_mail",
    "deliver_text",
    "forget_unused_accounts",
    "forget_what_is_old",
    "morning_digest",
    "report_campaigns",
    "requeue_lost_messages",
    "send_digest",
]
