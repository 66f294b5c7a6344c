"""Published versions, sent applications, decisions, letters and the ledger stay; lines take only known steps."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> migrations.RunSQL:
    """The named file and its reverse."""
    return migrations.RunSQL(
        (SQL / f"{name}.sql").read_text(encoding="utf-8"), (SQL / f"{name}_reverse.sql").read_text(encoding="utf-8")
    )


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_initial"), ("portal", "0002_audit_and_outbox")]
    operations = [statements("fixed"), statements("line_states")]
