"""Versions are written, checked and published by a second person; examples belong to a version.

What is there already came from files: it is published.
"""

from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0005_announcements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SchemeExample',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('today', models.DateField()),
                ('facts', models.JSONField(default=dict)),
                ('lines', models.JSONField(default=list)),
                ('verdict', models.CharField(choices=[('yes', 'ja, krijgt geld'), ('to_be_checked', 'het fonds kijkt het na'), ('no', 'nee, krijgt niets'), ('unknown', 'nog niet te zeggen')], max_length=15)),
                ('cents', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='schemeversion',
            name='scheme_versions_do_not_overlap',
        ),
        migrations.RemoveConstraint(
            model_name='schemeversion',
            name='closed_version_says_why',
        ),
        migrations.AddField(
            model_name='scheme',
            name='kept_here',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='scheme',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='changed',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='checked',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='checked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='documents',
            field=models.JSONField(default=list, help_text='[{title, explanation, required}]: what a learner sends'),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='revision',
            field=models.PositiveIntegerField(default=1, help_text='counts changes: who changes says which they saw'),
        ),
        migrations.AddField(
            model_name='schemeversion',
            name='stage',
            field=models.CharField(choices=[('draft', 'concept'), ('checked', 'klaar voor publicatie'), ('published', 'gepubliceerd')], default='published', max_length=10),
        ),
        migrations.AlterField(
            model_name='schemeversion',
            name='stage',
            field=models.CharField(choices=[('draft', 'concept'), ('checked', 'klaar voor publicatie'), ('published', 'gepubliceerd')], default='draft', max_length=10),
        ),
        migrations.AlterField(
            model_name='schemeversion',
            name='checked_on',
            field=models.DateField(help_text='day on which somebody compared this version with its sources', null=True),
        ),
        migrations.AlterField(
            model_name='schemeversion',
            name='digest',
            field=models.CharField(blank=True, help_text='sha256 of the file entry that this version was loaded from', max_length=64),
        ),
        migrations.AlterField(
            model_name='schemeversion',
            name='published',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='schemeversion',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'published'), _negated=True), fields=('scheme',), name='scheme_has_one_unpublished_version'),
        ),
        migrations.AddConstraint(
            model_name='schemeversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('stage', 'published')), expressions=[('scheme', '='), ('period', '&&')], name='scheme_versions_do_not_overlap'),
        ),
        migrations.AddConstraint(
            model_name='schemeversion',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), ('stage', 'draft'), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='closed_version_says_why'),
        ),
        migrations.AddConstraint(
            model_name='schemeversion',
            constraint=models.CheckConstraint(condition=models.Q(('stage', 'draft'), models.Q(('checked_on__isnull', False), ('period__isempty', False), ('period__startswith__isnull', False)), _connector='OR'), name='checked_version_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='schemeversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by', None), ('published', None), ('published_by', None), ('stage', 'draft')), models.Q(('checked_by__isnull', False), ('published', None), ('published_by', None), ('stage', 'checked')), models.Q(('published__isnull', False), ('stage', 'published'), models.Q(models.Q(('digest', ''), _negated=True), models.Q(('checked_by__isnull', False), ('published_by__isnull', False), models.Q(('published_by', models.F('checked_by')), _negated=True)), _connector='OR')), _connector='OR'), name='version_is_published_by_a_second_person'),
        ),
        migrations.AddField(
            model_name='schemeexample',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='examples', to='funding.schemeversion'),
        ),
        migrations.AddConstraint(
            model_name='schemeexample',
            constraint=models.UniqueConstraint(fields=('version', 'title'), name='scheme_example_title_once'),
        ),
        migrations.AddConstraint(
            model_name='schemeexample',
            constraint=models.CheckConstraint(condition=models.Q(('cents', 0), ('verdict__in', ['yes', 'to_be_checked']), _connector='OR'), name='scheme_example_pays_only_when_it_may'),
        ),
        migrations.RunSQL(
            (SQL / "version_stages.sql").read_text(encoding="utf-8"),
            (SQL / "version_stages_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
