"""A proposal to forward a file lapses with the decision, and says since when the other fund was asked."""

from django.db import migrations, models

#: What was open then was asked of the other fund at once, but for what waited for a learner.
OFFERED = """
UPDATE funding_forwarding SET offered = proposed
 WHERE state IN ('proposed', 'accepted', 'returned') OR consent_id IS NOT NULL;
UPDATE funding_forwarding f SET state = 'lapsed', answered = now() FROM funding_planline l
 WHERE l.id = f.line_id AND f.state IN ('asked', 'proposed')
   AND l.state NOT IN ('waiting', 'reserved', 'in_review', 'awaiting_applicant', 'awaiting_approval')
"""
NOT_LAPSED = "UPDATE funding_forwarding SET state = 'cancelled' WHERE state = 'lapsed'"


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0052_pools_lend'),
    ]

    operations = [
        migrations.AddField(
            model_name='forwarding',
            name='offered',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='forwarding',
            name='state',
            field=models.CharField(choices=[('asked', 'wacht op de deelnemer'), ('proposed', 'wacht op het andere fonds'), ('accepted', 'overgenomen'), ('returned', 'teruggestuurd'), ('declined', 'deelnemer wil het niet'), ('cancelled', 'ingetrokken'), ('lapsed', 'vervallen')], max_length=10),
        ),
        migrations.RunSQL(OFFERED, NOT_LAPSED),
        migrations.AddConstraint(
            model_name='forwarding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['proposed', 'returned', 'accepted']), _negated=True), ('offered__isnull', False), _connector='OR'), name='offered_forwarding_says_when'),
        ),
    ]
