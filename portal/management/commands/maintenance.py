from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal import maintenance


class Command(BaseCommand):
    help = "Show a page about maintenance instead of every other one (on), stop that (off), or tell (status)."
    # It has to work while the database is away.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("--until", default="", help='when the portal is back, Dutch time: "2026-11-30 07:00"')
        parser.add_argument("--text", default="", help="one more sentence for visitors, in Dutch")
        parser.add_argument("--text-en", default="", help="the same in English")

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.MAINTENANCE_FILE
        if options["what"] == "on":
            try:
                until = maintenance.moment_of(options["until"], timezone.now()) if options["until"] else ""
            except ValueError as error:
                raise CommandError('Give a moment to come, Dutch time, as --until "2026-11-30 07:00".') from error
            maintenance.begin(file, maintenance.Maintenance(until, options["text"], options["text_en"]))
        elif options["what"] == "off" and not maintenance.end(file):
            self.stdout.write("There was no maintenance.")
        now = maintenance.read(file)
        self.stdout.write(f"Maintenance: {'no' if now is None else f'yes, until {now.back or "nobody knows when"}'}.")
