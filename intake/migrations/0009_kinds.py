"""Kinds of appointment: every team gets the talk that all had until now, and every appointment is one of those."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from intake.agenda.enums import Mode

FIRST_TALKS = """
INSERT INTO intake_appointmentkind (team_id, name, slug, text, position, minutes, pause_minutes, modes, places,
    lead_hours, horizon_days, audience, remind_hours, change_hours, needs_confirmation)
SELECT id, 'Eerste gesprek', 'eerste-gesprek', '', 0, 45, 15, '{office,video,phone}', '{}',
    24, 28, 'everyone', remind_hours, change_hours, false
FROM intake_team
"""
#: Until now 15 minutes were kept free after every talk, by our looking only: where talks lie closer, there is no pause.
FILL = """
UPDATE intake_appointment
SET kind_id = intake_appointmentkind.id, occupied = period
FROM intake_adviser, intake_appointmentkind
WHERE intake_adviser.id = intake_appointment.adviser_id AND intake_appointmentkind.team_id = intake_adviser.team_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0008_agenda_feed'),
    ]

    operations = [
        migrations.CreateModel(
            name='AppointmentKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(help_text='in addresses; teams of one region may share it', max_length=80)),
                ('text', models.CharField(blank=True, help_text='for whom it is, in Dutch', max_length=300)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='the first one open to everyone is the usual one')),
                ('minutes', models.PositiveSmallIntegerField(default=45)),
                ('pause_minutes', models.PositiveSmallIntegerField(default=15, help_text='kept free after a talk')),
                ('modes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=Mode.choices, max_length=10), help_text='the ways to talk')),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text="where one comes; none: at the team's")),
                ('lead_hours', models.PositiveSmallIntegerField(default=24, help_text='bookable until so many hours before')),
                ('horizon_days', models.PositiveSmallIntegerField(default=28, help_text='bookable so many days ahead')),
                ('audience', models.CharField(choices=[('everyone', 'Iedereen'), ('invited', 'Wie een uitnodiging heeft'), ('referrers', 'Alleen verwijzers, voor een klant')], default='everyone', max_length=10)),
                ('remind_hours', models.PositiveSmallIntegerField(default=24, help_text='so long before goes a reminder; 0: none')),
                ('change_hours', models.PositiveSmallIntegerField(default=2, help_text='until so many hours before, people change or cancel an appointment themselves')),
                ('needs_confirmation', models.BooleanField(default=False, help_text='booked is asked: the adviser says yes or no')),
                ('ended', models.DateTimeField(help_text='from then on nobody can book it', null=True)),
                ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='kinds', to='intake.team')),
            ],
            options={'ordering': ['position', 'pk']},
        ),
        migrations.AddConstraint(
            model_name='appointmentkind',
            constraint=models.UniqueConstraint(fields=('team', 'slug'), name='kind_once_per_team'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='kind',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='intake.appointmentkind'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='occupied',
            field=django.contrib.postgres.fields.ranges.DateTimeRangeField(help_text="the talk and the pause after it: the adviser's time that it takes", null=True),
        ),
        migrations.RunSQL(FIRST_TALKS, "DELETE FROM intake_appointmentkind"),
        migrations.RunSQL(FILL, "UPDATE intake_appointment SET kind_id = NULL"),
        # What waits for the end of the transaction is checked now: a table with such checks cannot be altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
    ]
