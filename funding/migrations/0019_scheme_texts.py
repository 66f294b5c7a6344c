"""What a scheme was called stays known: each change of its texts, and the name under which a line was asked."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0018_doubt")]

    operations = [
        migrations.CreateModel(
            name="SchemeTexts",
            fields=[
                ("id", models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("summary", models.CharField(max_length=300)),
                ("for_whom", models.CharField(max_length=300)),
                ("how_to_apply", models.CharField(blank=True, max_length=300)),
                ("since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("scheme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="funding.scheme")),
            ],
            options={"ordering": ["-since", "-id"]},
        ),
        migrations.AddField(
            model_name="planline", name="scheme_name", field=models.CharField(default="", max_length=120), preserve_default=False
        ),
        migrations.RunSQL(
            (SQL / "scheme_texts.sql").read_text(encoding="utf-8"),
            (SQL / "scheme_texts_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
