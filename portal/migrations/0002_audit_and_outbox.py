"""The audit trail chains itself and refuses changes; a new outbox message wakes the relay."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> migrations.RunSQL:
    """The named file and its reverse."""
    return migrations.RunSQL(
        (SQL / f"{name}.sql").read_text(encoding="utf-8"), (SQL / f"{name}_reverse.sql").read_text(encoding="utf-8")
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [statements("audit"), statements("outbox")]
