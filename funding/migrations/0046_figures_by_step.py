from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """Who stopped of their own accord is told by step. Everything is counted anew, in the minutes after."""

    dependencies = [
        ('funding', '0045_pool_members_accepted'),
    ]

    operations = [
        migrations.RunSQL(sql("figures_by_step"), sql("figures_by_step_reverse")),
    ]
