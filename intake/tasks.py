"""Celery finds the tasks of intake here."""

from celery import shared_task

from intake.agenda.reminding import remind_of_appointments
from intake.profile.actions import forget_unused_visitors
from intake.sharing.actions import forget_old_shares

__all__ = ["forget_visitors", "remind_of_appointments"]


@shared_task(name="intake.forget_visitors")
def forget_visitors() -> int:
    """Beat runs this daily: answers of visitors who stayed away for ninety days go, and what was shared as long ago."""
    forget_old_shares()
    return forget_unused_visitors()
