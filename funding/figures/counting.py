"""Counting what changed, every minute."""

from celery import shared_task
from django.db import connection, transaction

#: As many changes are counted in one transaction.
AT_ONCE = 20_000


@shared_task(name="funding.refresh_figures")
def refresh_figures() -> None:
    """Count what changed since the last time; who looks meanwhile reads what was counted before."""
    while _count() == AT_ONCE:
        pass


def count_anew() -> None:
    """Forget every counter and count all applications again. Until that is done dashboards show a part."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT funding_forget_figures()")
    refresh_figures()


def _count() -> int:
    """Count some of what changed: how many changes were taken."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")  # a whole opening of a fund takes longer than a page may
        cursor.execute("SELECT funding_refresh_figures(%s)", [AT_ONCE])
        return int(cursor.fetchone()[0])
