from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.shortages.importing import ShortageFileError, import_shortages


class Command(BaseCommand):
    help = "Import shortage lists (kansberoepen) from a JSON file; everything in it, or nothing and the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = import_shortages(options["path"])
        except ShortageFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Shortage lists: {count}")
