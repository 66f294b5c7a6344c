"""Messages wait for the adviser until they are answered; of those that are there, what was read counts as answered."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def settle_what_was_read(apps: Any, schema_editor: Any) -> None:
    messages = apps.get_model("intake", "TalkMessage").objects.filter(from_person=True, read__isnull=False)
    messages.update(settled=F("read"))


class Migration(migrations.Migration):
    dependencies = [("intake", "0017_proof_of_address")]

    operations = [
        migrations.AddField(
            model_name="talkmessage",
            name="settled",
            field=models.DateTimeField(
                help_text="of the person: when it was answered, or needed no answer", null=True
            ),
        ),
        migrations.RunPython(settle_what_was_read, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="talkmessage",
            index=models.Index(
                condition=Q(from_person=True, settled__isnull=True), fields=["appointment"], name="messages_to_answer"
            ),
        ),
    ]
