"""What migrations do in SQL: functions, triggers and views, each topic in a file of its own."""

from pathlib import Path

from django.db.migrations import RunSQL


def statements(migration: str, name: str) -> RunSQL:
    """The file ``sql/{name}.sql`` beside a migration (its ``__file__``). It is for tables made there: no way back."""
    return RunSQL((Path(migration).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8"))
