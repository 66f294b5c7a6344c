"""How a fund decides and pays is proposed by one person and carried out by another."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0050_letter_texts_by_two'),
        ('portal', '0015_names_in_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FundChange',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('sole_decision_limit', models.BigIntegerField(help_text='cents up to which one person decides alone')),
                ('provider_confirms', models.BooleanField()),
                ('advance_percent', models.PositiveSmallIntegerField()),
                ('before', models.JSONField(default=dict, help_text='the same three, before it was carried out')),
                ('reason', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('proposed', 'voorgesteld'), ('done', 'gedaan'), ('cancelled', 'ingetrokken')], default='proposed', max_length=10)),
                ('proposed', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='changes', to='portal.fund')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='fund_change_has_a_reason'), models.CheckConstraint(condition=models.Q(('advance_percent__range', (0, 100)), ('sole_decision_limit__gte', 0)), name='fund_change_is_possible'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('fund',), name='fund_change_waits_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(models.Q(('decided_by', models.F('proposed_by')), _negated=True), ('decided__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='fund_change_takes_two_people')],
            },
        ),
    ]
