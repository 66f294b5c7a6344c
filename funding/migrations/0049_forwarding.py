"""A file goes on to the fund that should decide on it (Awb 2:3)."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0048_links_to_take_back'),
        ('intake', '0025_fund_form_versions_and_interest_scores'),
        ('portal', '0015_names_in_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'besluit'), ('extension', 'later besluit'), ('objection_received', 'bezwaar ontvangen'), ('settlement', 'bedrag vastgesteld'), ('recovery', 'terugbetalen'), ('forwarded', 'doorgestuurd')], default='decision', max_length=20),
        ),
        migrations.AlterField(
            model_name='lettertext',
            name='occasion',
            field=models.CharField(choices=[('granted', 'toegekend'), ('partly_granted', 'deels toegekend'), ('refused', 'afgewezen'), ('set_aside', 'niet in behandeling genomen'), ('extension', 'later besluit'), ('objection_received', 'bezwaar ontvangen'), ('settlement', 'bedrag vastgesteld'), ('recovery', 'terugbetalen'), ('forwarded', 'doorgestuurd')], max_length=20),
        ),
        migrations.AlterField(
            model_name='planline',
            name='state',
            field=models.CharField(choices=[('proposed', 'voorgesteld'), ('waiting', 'op de wachtlijst'), ('reserved', 'te beoordelen'), ('in_review', 'in behandeling'), ('awaiting_applicant', 'wacht op de deelnemer'), ('awaiting_approval', 'wacht op tweede beoordelaar'), ('granted', 'toegekend'), ('partly_granted', 'deels toegekend'), ('refused', 'afgewezen'), ('withdrawn', 'ingetrokken'), ('forwarded', 'doorgestuurd naar een ander fonds'), ('expired', 'niet in behandeling genomen'), ('paying', 'betaling bij de bank'), ('paid', 'betaald'), ('settled', 'vastgesteld'), ('recovered', 'teruggevorderd'), ('outside', 'buiten dit portaal'), ('sent_outside', 'verstuurd buiten dit portaal'), ('granted_outside', 'elders toegekend'), ('refused_outside', 'elders afgewezen')], default='proposed', max_length=20),
        ),
        migrations.CreateModel(
            name='Forwarding',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('asked', 'wacht op de deelnemer'), ('proposed', 'wacht op het andere fonds'), ('accepted', 'overgenomen'), ('returned', 'teruggestuurd'), ('declined', 'deelnemer wil het niet'), ('cancelled', 'ingetrokken')], max_length=10)),
                ('proposed', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answer', models.TextField(blank=True, help_text='why it was returned')),
                ('answered', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='forwardings', to='intake.consent')),
                ('from_fund', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='portal.fund')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='forwardings', to='funding.planline')),
                ('new_line', models.OneToOneField(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='came_from', to='funding.planline')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='funding.scheme')),
                ('to_fund', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='portal.fund')),
            ],
            options={
                'ordering': ['-proposed', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_fund', models.F('to_fund')), _negated=True), name='forwarding_goes_elsewhere'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='forwarding_has_a_reason'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'proposed', 'accepted'])), fields=('line',), name='line_is_forwarded_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(models.Q(('answered_by', models.F('proposed_by')), _negated=True), ('answered__isnull', False), ('answered_by__isnull', False), ('new_line__isnull', False)), _connector='OR'), name='forwarding_takes_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='returned_forwarding_says_why')],
            },
        ),
        migrations.RunSQL(
            (SQL / "forwarding.sql").read_text(encoding="utf-8"),
            (SQL / "forwarding_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
