from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """People are counted beside cases, and a count of a million ends. All is counted anew, in the minutes after."""

    dependencies = [
        ("funding", "0054_bank_word_by_two"),
    ]

    operations = [
        migrations.AddField(
            model_name="figurecase",
            name="person",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(sql("figures_at_a_million"), sql("figures_at_a_million_reverse")),
    ]
