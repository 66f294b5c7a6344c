"""A line can be paid again for what a higher decision added."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0032_proposal_answers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='payment',
            name='line_is_paid_once',
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'sent'))), fields=('line',), name='line_is_paid_once'),
        ),
        migrations.RunSQL(
            (SQL / "payments_in_parts.sql").read_text(encoding="utf-8"),
            (SQL / "payments_in_parts_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
