from pathlib import Path

from django.db import migrations, models
from django.db.models.functions import Now

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_changed")]

    operations = [
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("mark", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=Now())),
            ],
        ),
        migrations.RunSQL(
            (SQL / "catalogue_change.sql").read_text(encoding="utf-8"),
            (SQL / "catalogue_change_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
