"""A fund's own words in its letters: versions that never change."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0042_reports'),
        ('portal', '0015_names_in_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterText',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('granted', 'toegekend'), ('partly_granted', 'deels toegekend'), ('refused', 'afgewezen'), ('set_aside', 'niet in behandeling genomen'), ('extension', 'later besluit'), ('objection_received', 'bezwaar ontvangen'), ('settlement', 'bedrag vastgesteld'), ('recovery', 'terugbetalen')], max_length=20)),
                ('number', models.PositiveIntegerField(help_text='from 1, per fund and occasion')),
                ('summary', models.TextField(blank=True)),
                ('extra', models.TextField(blank=True)),
                ('written', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='letter_texts', to='portal.fund')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['fund', 'occasion', '-number'],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='text',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='letters', to='funding.lettertext'),
        ),
        migrations.AddConstraint(
            model_name='lettertext',
            constraint=models.UniqueConstraint(fields=('fund', 'occasion', 'number'), name='letter_text_version_once'),
        ),
        migrations.RunSQL(
            (SQL / "letter_texts.sql").read_text(encoding="utf-8"),
            (SQL / "letter_texts_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
