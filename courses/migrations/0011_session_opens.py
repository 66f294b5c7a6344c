from django.db import migrations, models


class Migration(migrations.Migration):
    """The first day on which one can apply for a session, where a feed tells it."""

    dependencies = [("courses", "0001_squashed_0010_provider_contact")]

    operations = [
        migrations.AddField(
            "session", "opens", models.DateField(null=True, help_text="first day to apply with the provider")
        ),
        migrations.AddConstraint(
            "session",
            models.CheckConstraint(
                name="session_opens_before_deadline",
                condition=models.Q(opens__isnull=True)
                | models.Q(deadline__isnull=True)
                | models.Q(opens__lte=models.F("deadline")),
            ),
        ),
    ]
