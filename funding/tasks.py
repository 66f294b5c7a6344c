"""Celery finds the tasks of funding here; each is told in its own topic."""

from funding.letters.writing import write_letter

__all__ = ["write_letter"]
