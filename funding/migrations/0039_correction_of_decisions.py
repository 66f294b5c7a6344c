"""A fund puts its own decision right: proposed by one, decided by another, a new row that points back."""

from django.db import migrations, models
from django.db.models import RESTRICT, F, Q


class Migration(migrations.Migration):
    dependencies = [("funding", "0038_objection_to_fixed_amount")]
    operations = [
        migrations.AddField(
            "preparation",
            "corrects",
            models.ForeignKey("funding.decision", null=True, on_delete=RESTRICT, related_name="+"),
        ),
        migrations.AddConstraint(
            "preparation",
            models.CheckConstraint(
                name="preparation_is_of_one_kind", condition=Q(corrects__isnull=True) | Q(objection__isnull=True)
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                name="correction_takes_two_people",
                condition=~Q(kind="correction") | ~Q(prepared_by=F("decided_by")),
            ),
        ),
    ]
