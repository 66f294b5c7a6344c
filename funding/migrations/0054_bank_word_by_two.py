"""What failed or came back counts when a second person says that the bank shows it too."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from funding.payments.enums import Result

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0053_forwarding_lapses")]
    operations = [
        migrations.AddField(
            "bankfile",
            "judged_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+"
            ),
        ),
        migrations.AddField("bankfile", "judged", models.DateTimeField(null=True)),
        migrations.AddField(
            "bankfilerow",
            "said",
            models.CharField(
                blank=True, choices=Result, default="", help_text="the bank's word, before it counted", max_length=15
            ),
            preserve_default=False,
        ),
        migrations.AddField("bankfilerow", "booked_on", models.DateField(null=True)),
        migrations.AlterField("bankfilerow", "result", models.CharField(choices=Result, max_length=15)),
        migrations.AddConstraint(
            "bankfile",
            models.CheckConstraint(
                name="bank_file_is_judged_by_a_second_person",
                condition=Q(judged_by__isnull=True, judged__isnull=True)
                | Q(~Q(judged_by=F("by")), judged_by__isnull=False, judged__isnull=False),
            ),
        ),
        migrations.RunSQL(
            (SQL / "bank_word_by_two.sql").read_text(encoding="utf-8"),
            (SQL / "bank_word_by_two_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
