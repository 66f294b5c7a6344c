"""Celery finds the tasks of intake here."""

from celery import shared_task

from intake.agenda.reminding import remind_of_appointments
from intake.groups.actions import let_go_of_offers, remind_of_groups
from intake.profile.actions import forget_unused_visitors
from intake.sharing.actions import forget_old_shares
from intake.teams.actions import forget_calls

__all__ = ["forget_visitors", "look_after_groups", "remind_of_appointments"]


@shared_task(name="intake.look_after_groups")
def look_after_groups() -> tuple[int, int]:
    """Beat runs this often: seats that nobody accepted in time go to who is next, and who has one is reminded."""
    return let_go_of_offers(), remind_of_groups()


@shared_task(name="intake.forget_visitors")
def forget_visitors() -> int:
    """Beat runs this daily: answers of visitors who stayed away for ninety days go; so does what was shared, and who
    was called back, as long ago.
    """
    forget_old_shares()
    forget_calls()
    return forget_unused_visitors()
