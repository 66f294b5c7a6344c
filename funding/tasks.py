"""Celery finds the tasks of funding here; each is told in its own topic."""

from funding.applications.waiting import move_up
from funding.letters.writing import write_letter

__all__ = ["move_up", "write_letter"]
