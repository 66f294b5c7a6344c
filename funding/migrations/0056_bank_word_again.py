"""A second person's "no" to a file of the bank can be looked at again: it moved nothing."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0055_figures_of_people")]
    operations = [
        migrations.RunSQL(
            (SQL / "bank_word_again.sql").read_text(encoding="utf-8"),
            (SQL / "bank_word_again_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
