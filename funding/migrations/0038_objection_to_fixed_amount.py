"""An objection can be about the amount that was fixed on evidence: then that goes up, within the grant."""

from django.db import migrations, models
from django.db.models import F, Q

FIXED = {"null": True, "help_text": "to what the fixed amount goes up, after an objection"}
NOTHING_FIXED = Q(fixed_cents__isnull=True)
WITHIN_GRANT = {"fixed_cents__gt": 0, "fixed_cents__lte": F("cents")}


class Migration(migrations.Migration):
    dependencies = [("funding", "0037_ceilings_by_two")]
    operations = [
        migrations.AddField("preparation", "fixed_cents", models.BigIntegerField(**FIXED)),
        migrations.AddField("decision", "fixed_cents", models.BigIntegerField(**FIXED)),
        migrations.AddConstraint(
            "preparation",
            models.CheckConstraint(
                name="preparation_fixes_within_grant",
                condition=NOTHING_FIXED | Q(**WITHIN_GRANT, objection__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                name="decision_fixes_within_grant", condition=NOTHING_FIXED | Q(**WITHIN_GRANT, kind="objection")
            ),
        ),
    ]
