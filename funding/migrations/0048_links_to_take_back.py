"""Links that can be taken back, and an index for names that are alike."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0047_accountants_report'),
    ]

    operations = [
        migrations.AddField(
            model_name='scenario',
            name='share',
            field=models.UUIDField(help_text='what a shared link names; empty: not shared', null=True, unique=True),
        ),
        migrations.AddField(
            model_name='scenario',
            name='shared',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='scenario',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('share__isnull', True), ('shared__isnull', True)), models.Q(('share__isnull', False), ('shared__isnull', False)), _connector='OR'), name='scenario_shared_since_a_moment'),
        ),
        migrations.AddField(
            model_name='employerfile',
            name='link',
            field=models.PositiveSmallIntegerField(default=1, help_text='number of the link that works; earlier ones opened it'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(models.F('course'), django.db.models.functions.text.Upper('learner_name'), condition=models.Q(('state__in', ['being_completed', 'in_review', 'submitted'])), name='application_alike'),
        ),
    ]
