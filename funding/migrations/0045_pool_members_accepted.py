import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# Who asked is not known of budgets that take part already: it counts as who began the pool. Where money went by two
# people, one of them is another; that one counts as who accepted. The others are asked now.
WHO = """
UPDATE funding_poolmember member
   SET asked_by_id = pool.by_id, asked = pool.at
  FROM funding_pool pool WHERE pool.id = member.pool_id;
UPDATE funding_poolmember member
   SET accepted = first.decided,
       accepted_by_id = CASE WHEN first.decided_by_id <> member.asked_by_id THEN first.decided_by_id
                             ELSE first.proposed_by_id END
  FROM (SELECT DISTINCT ON (part.member_id) part.member_id, allotment.decided, allotment.decided_by_id,
               allotment.proposed_by_id
          FROM funding_allotmentpart part JOIN funding_allotment allotment ON allotment.id = part.allotment_id
         WHERE allotment.state = 'done' ORDER BY part.member_id, allotment.decided) first
 WHERE first.member_id = member.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0044_schemes_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='poolmember',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='poolmember',
            name='asked',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name='poolmember',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='poolmember',
            name='accepted',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(WHO, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='poolmember',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='poolmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted__isnull', False), ('accepted_by__isnull', False), models.Q(('accepted_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='member_takes_two_people'),
        ),
        migrations.AddConstraint(
            model_name='poolmember',
            constraint=models.CheckConstraint(condition=models.Q(('allotted', 0), ('accepted__isnull', False), _connector='OR'), name='member_has_money_once_accepted'),
        ),
    ]
