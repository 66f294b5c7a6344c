"""Whether a fund promises money only after the provider confirmed, and how much it pays before the course is over."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("portal", "0012_returned_mail")]
    operations = [
        migrations.AddField("fund", "provider_confirms", models.BooleanField(default=False)),
        migrations.AddField("fund", "advance_percent", models.PositiveSmallIntegerField(default=100)),
        migrations.AddConstraint(
            "fund",
            models.CheckConstraint(name="fund_advance_is_a_percentage", condition=Q(advance_percent__range=(0, 100))),
        ),
    ]
