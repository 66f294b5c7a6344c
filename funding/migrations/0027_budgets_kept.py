"""Ceilings, transfers and earmarks stay as they were written."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0026_budgets")]
    operations = [
        migrations.RunSQL(
            (SQL / "budgets_kept.sql").read_text(encoding="utf-8"),
            (SQL / "budgets_kept_reverse.sql").read_text(encoding="utf-8"),
        )
    ]
