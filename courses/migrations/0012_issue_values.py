from django.db import migrations, models


class Migration(migrations.Migration):
    """What stands in the sentence of an issue, beside it: so it can be told in another language than Dutch."""

    dependencies = [("courses", "0011_session_opens")]

    operations = [
        migrations.AddField(
            "feedissue",
            "values",
            models.JSONField(null=True, help_text="what stands in the message: name to text or number"),
        ),
    ]
