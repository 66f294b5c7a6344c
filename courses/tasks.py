"""Celery finds the tasks of courses here; each is told in its own topic."""

from celery import shared_task

from courses.questions.actions import forget_old
from courses.saved import actions


@shared_task(name="courses.look_at_searches")
def look_at_searches() -> None:
    """Mail what is new in the searches that people follow."""
    actions.look()


@shared_task(name="courses.forget_questions")
def forget_questions() -> None:
    """Remove questions to providers that are old, or that nobody confirmed."""
    forget_old()
