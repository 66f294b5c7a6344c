from django.db import migrations, models


class Migration(migrations.Migration):
    """Somebody can work on the files that were given to them, and on nothing else of a fund."""

    dependencies = [("portal", "0015_names_in_letters")]

    operations = [
        migrations.RemoveConstraint(model_name="membership", name="membership_has_its_place"),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("adviser", "loopbaanadviseur"),
                    ("team_lead", "teamleider"),
                    ("fund_administrator", "fondsbeheerder"),
                    ("approver", "tweede beoordelaar"),
                    ("assessor", "beoordelaar per dossier"),
                    ("portal_manager", "portaalbeheerder"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                name="membership_has_its_place",
                condition=models.Q(
                    models.Q(
                        ("fund__isnull", True), ("region__isnull", False), ("role__in", ("adviser", "team_lead"))
                    ),
                    models.Q(
                        ("fund__isnull", False),
                        ("region__isnull", True),
                        ("role__in", ("fund_administrator", "approver", "assessor")),
                    ),
                    models.Q(("fund__isnull", True), ("region__isnull", True), ("role", "portal_manager")),
                    _connector="OR",
                ),
            ),
        ),
    ]
