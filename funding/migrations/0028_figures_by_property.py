"""A table of a dashboard reads the rows of one property only."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("funding", "0027_budgets_kept")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX funding_figure_by_property ON funding_figure (fund, dimension, month)",
            "DROP INDEX funding_figure_by_property",
        )
    ]
