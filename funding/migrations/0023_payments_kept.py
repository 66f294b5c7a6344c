"""What goes to the bank takes two people, and stays as it was."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0022_payments")]
    operations = [
        migrations.RunSQL(
            (SQL / "payments.sql").read_text(encoding="utf-8"),
            (SQL / "payments_reverse.sql").read_text(encoding="utf-8"),
        )
    ]
