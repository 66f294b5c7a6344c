"""A second person's "no" to a file of the bank can be looked at again: it moved nothing."""

from django.db import migrations

from portal.statements import statements


class Migration(migrations.Migration):
    dependencies = [("funding", "0055_figures_of_people")]
    operations = [statements(__file__, "bank_word_again")]
