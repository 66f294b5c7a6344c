"""Counting anew, every ten minutes."""

from celery import shared_task
from django.db import connection


@shared_task(name="funding.refresh_figures")
def refresh_figures() -> None:
    """Count all cases again; who looks meanwhile reads what was counted before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT funding_refresh_figures()")
