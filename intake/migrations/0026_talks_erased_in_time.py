"""What was said in a talk is erased a term after the last contact; what figures need stays, without a person."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0025_fund_form_versions_and_interest_scores'),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='erased',
            field=models.DateTimeField(help_text='when was wiped who it was of and what was said (intake.care.forgetting)', null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='former_applied',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='former_person',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='told_of_erasing',
            field=models.DateTimeField(help_text='when the person was told that it will be erased', null=True),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('erased', None), models.Q(('contact_email', ''), ('contact_name', 'gewist'), ('hope', ''), ('profile', None), ('told', []), ('wishes', []), ('contact_phone__in', ['', 'gewist'])), _connector='OR'), name='erased_talk_names_nobody'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('erased__isnull', False), ('former_person', None), _connector='OR'), name='former_person_of_erased_talk'),
        ),
    ]
