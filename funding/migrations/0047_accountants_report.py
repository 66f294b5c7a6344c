from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0046_figures_by_step'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reportschedule',
            name='kind',
            field=models.CharField(choices=[('cijfers', 'cijfers: geld, aanvragen en wie er geholpen is'), ('aanvragen', 'lijst van aanvragen (alleen Excel)'), ('besluiten', 'lijst van besluiten (alleen Excel)'), ('betalingen', 'lijst van betalingen (alleen Excel)'), ('deelnemers', 'deelnemers, voor ESF+ en JTF (alleen Excel)'), ('accountant', 'voor de accountant: alles, op elkaar aangesloten (alleen Excel)')], max_length=15),
        ),
    ]
