"""What was objected, settled, answered and planned again stays as it is."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> migrations.RunSQL:
    """The named file and its reverse."""
    return migrations.RunSQL(
        (SQL / f"{name}.sql").read_text(encoding="utf-8"), (SQL / f"{name}_reverse.sql").read_text(encoding="utf-8")
    )


class Migration(migrations.Migration):
    dependencies = [("funding", "0013_objections_and_settling")]
    operations = [statements("kept_after")]
