"""Counting anew, every ten minutes."""

from celery import shared_task
from django.db import connection, transaction


@shared_task(name="funding.refresh_figures")
def refresh_figures() -> None:
    """Count all cases again; who looks meanwhile reads what was counted before."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '9min'")  # a million cases take longer than a page may
        cursor.execute("SELECT funding_refresh_figures()")
