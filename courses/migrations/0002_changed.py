import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='changed',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='when the feed last said something else of it'),
        ),
    ]
