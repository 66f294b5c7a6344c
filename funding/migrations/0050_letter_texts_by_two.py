"""A fund's own words are in force after a second person put them there."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0049_forwarding")]
    operations = [
        migrations.AddField("lettertext", "in_force", models.DateTimeField(null=True)),
        migrations.AddField(
            "lettertext",
            "put_in_force_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+"
            ),
        ),
        migrations.RunSQL(
            (SQL / "letter_texts_by_two.sql").read_text(encoding="utf-8"),
            (SQL / "letter_texts_by_two_reverse.sql").read_text(encoding="utf-8"),
        ),
        migrations.AddConstraint(
            "lettertext",
            models.CheckConstraint(
                name="letter_text_takes_two_people",
                condition=Q(put_in_force_by__isnull=True)
                | Q(~Q(put_in_force_by=F("written_by")), in_force__isnull=False),
            ),
        ),
    ]
