"""A ceiling changes by two people: a transfer with one end outside."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import RESTRICT, Q

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0036_scheme_wishes")]
    operations = [
        migrations.AlterField(
            "budgettransfer",
            "source",
            models.ForeignKey("funding.budget", on_delete=RESTRICT, null=True, related_name="transfers_out"),
        ),
        migrations.AlterField(
            "budgettransfer",
            "target",
            models.ForeignKey("funding.budget", on_delete=RESTRICT, null=True, related_name="transfers_in"),
        ),
        migrations.AddConstraint(
            "budgettransfer",
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(target__isnull=False), name="transfer_has_an_end_here"
            ),
        ),
        migrations.AddConstraint(
            "budgettransfer",
            models.UniqueConstraint(
                fields=["source", "target", "cents"],
                condition=Q(state="proposed"),
                name="transfer_waits_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            (SQL / "ceilings_by_two.sql").read_text(encoding="utf-8"),
            (SQL / "ceilings_by_two_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
