"""Whether a fund promises money only after the provider confirmed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0011_digest")]
    operations = [migrations.AddField("fund", "provider_confirms", models.BooleanField(default=False))]
