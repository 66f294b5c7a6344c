"""A published version can end sooner, never later: what makes it longer is a new version, and takes two people."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0020_replan_consent")]

    operations = [
        migrations.RunSQL(
            (SQL / "end_never_later.sql").read_text(encoding="utf-8"),
            (SQL / "end_never_later_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
