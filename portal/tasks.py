"""Celery finds the portal's tasks here; each is told in its own topic."""

from portal.mail.delivery import deliver_mail
from portal.record.sweeps import forget_what_is_old, requeue_lost_messages

__all__ = ["deliver_mail", "forget_what_is_old", "requeue_lost_messages"]
