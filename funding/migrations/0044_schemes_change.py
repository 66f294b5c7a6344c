"""A mark for each change of what is the same of schemes for everybody: who keeps them in memory knows when it is over."""

from pathlib import Path

import django.db.models.functions.datetime
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_squashed_0010_provider_contact'),
        ('funding', '0043_letter_texts'),
        ('portal', '0015_names_in_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='SchemesChange',
            fields=[
                ('transaction', models.BigIntegerField(primary_key=True, serialize=False)),
                ('mark', models.BigIntegerField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.RunSQL(
            (SQL / "schemes_change.sql").read_text(encoding="utf-8"),
            (SQL / "schemes_change_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
