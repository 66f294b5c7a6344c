"""What is kept of a queue, deputies, employers with several people, samples, and what an opinion is asked."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0010_provider_contact'),
        ('funding', '0030_webhooks'),
        ('portal', '0009_codes_to_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('fund_administrator', 'fondsbeheerder'), ('approver', 'tweede beoordelaar')], max_length=20)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['period'],
            },
        ),
        migrations.CreateModel(
            name='EmployerFile',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('company', models.CharField(max_length=120)),
                ('contact', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('facts', models.JSONField(null=True)),
                ('report', models.JSONField(default=list)),
                ('origin', models.CharField(max_length=255)),
                ('expires', models.DateField(help_text='last day on which the links work')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='EmployerPerson',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('invited', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('remind_on', models.DateField(null=True)),
                ('declined', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SampleCase',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField(blank=True)),
                ('asked', models.DateTimeField(null=True)),
                ('until', models.DateField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered', models.DateTimeField(null=True)),
                ('heard_on', models.DateField(null=True)),
                ('hearing_note', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('good', 'in orde'), ('lower', 'niet in orde: het bedrag gaat omlaag')], max_length=6)),
                ('cents', models.BigIntegerField(null=True)),
                ('reasons', models.TextField(blank=True)),
                ('limit_cents', models.BigIntegerField(null=True)),
                ('done', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['done', 'until', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SampleDraw',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='days of the decisions that it was drawn from')),
                ('size', models.PositiveIntegerField()),
                ('seed', models.CharField(max_length=40)),
                ('population', models.JSONField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(max_length=400)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='asked',
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='party',
            field=models.CharField(choices=[('employer', 'werkgever'), ('provider', 'opleider'), ('attendance', 'opleider, na de cursus'), ('fund', 'fonds buiten dit portaal'), ('opinion', 'deskundige van buiten')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked__isnull', False), ('line__isnull', False), ('party', 'opinion')), models.Q(models.Q(('party', 'opinion'), _negated=True), ('asked__isnull', True)), _connector='OR'), name='opinion_says_what_is_asked'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='absent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='absences_at_funds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deputy',
            name='deputy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='deputed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deputy',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='deputies', to='portal.fund'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='lent',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='lent_by', to='portal.membership'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='named_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='employerfile',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='employer_files', to='courses.course'),
        ),
        migrations.AddField(
            model_name='employerfile',
            name='session',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.session'),
        ),
        migrations.AddField(
            model_name='employerperson',
            name='application',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='employer_person', to='funding.application'),
        ),
        migrations.AddField(
            model_name='employerperson',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='funding.employerfile'),
        ),
        migrations.AddField(
            model_name='samplecase',
            name='approved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samplecase',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samplecase',
            name='concluded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samplecase',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='sample', to='funding.planline'),
        ),
        migrations.AddField(
            model_name='sampledraw',
            name='drawn_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledraw',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='draws', to='portal.fund'),
        ),
        migrations.AddField(
            model_name='samplecase',
            name='draw',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='cases', to='funding.sampledraw'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(('absent', models.F('deputy')), _negated=True), name='nobody_is_their_own_deputy'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(('period__endswith__isnull', False)), name='deputy_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('fund', '='), ('role', '='), ('absent', '='), ('period', '&&')], name='one_deputy_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='employerperson',
            index=models.Index(condition=models.Q(('remind_on__isnull', False)), fields=['remind_on'], name='person_reminding'),
        ),
        migrations.AddConstraint(
            model_name='employerperson',
            constraint=models.UniqueConstraint(fields=('file', 'email'), name='person_once_per_employer_file'),
        ),
        migrations.AddConstraint(
            model_name='employerperson',
            constraint=models.CheckConstraint(condition=models.Q(('declined__isnull', True), ('application__isnull', True), _connector='OR'), name='who_declined_has_no_application'),
        ),
        migrations.AddConstraint(
            model_name='sampledraw',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='draw_takes_somebody'),
        ),
        migrations.AddConstraint(
            model_name='samplecase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'lower'), _negated=True), models.Q(('asked__isnull', False), ('cents__gte', 0), models.Q(('hearing_note', ''), _negated=True), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='who_gets_less_was_asked_and_could_be_heard'),
        ),
        migrations.AddConstraint(
            model_name='samplecase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('concluded_by__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('concluded_by__isnull', False)), _connector='OR'), name='outcome_of_a_sample_is_somebodys'),
        ),
        migrations.AddConstraint(
            model_name='samplecase',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('concluded_by')), _negated=True), _connector='OR'), name='nobody_approves_their_own_sample'),
        ),
        migrations.AddConstraint(
            model_name='samplecase',
            constraint=models.CheckConstraint(condition=models.Q(('done__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='done_sample_has_its_outcome'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('user', 'name'), name='filter_once_by_name'),
        ),
        migrations.RunSQL(
            (SQL / "samples.sql").read_text(encoding="utf-8"),
            (SQL / "samples_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
