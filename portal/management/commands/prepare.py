from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from environs import Env

from portal.embedded.postgres import APP
from portal.people.models import User
from portal.record.grants import grant

#: Two portals that start at once on one database migrate one after the other.
LOCK = 7_301_202_611


class Command(BaseCommand):
    help = (
        "Bring the database up to date: migrate, rights of the app role, reference data, schemes, demo on first start."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", type=Path, help="A file that gets the log-ins of a demo, for who starts it.")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            # Changing large tables takes longer than visitors may wait, and so does waiting for somebody who does.
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        call_command("migrate", verbosity=0)
        role = Env().str("DATABASE_APP_ROLE", APP)
        if _exists(role):
            grant(role)
        call_command("load_reference")
        call_command("load_schemes")
        if settings.DEMO:
            call_command("load_demo")
        # Everybody knows their password: outside a demo they are nobody.
        User.objects.filter(is_demo=True).update(is_active=settings.DEMO)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO and options["logins"]:
            with options["logins"].open("w", encoding="utf-8") as file:
                call_command("demo_logins", stdout=file)


def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
        return cursor.fetchone() is not None
