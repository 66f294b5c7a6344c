"""Celery finds the tasks of intake here."""

from celery import shared_task

from intake.profile.actions import forget_unused_visitors


@shared_task(name="intake.forget_visitors")
def forget_visitors() -> int:
    """Beat runs this daily: answers of visitors who stayed away for ninety days go."""
    return forget_unused_visitors()
