from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.orientation.actions import load_interests
from intake.orientation.onet import BadFile


class Command(BaseCommand):
    help = 'Load interest scores from O*NET\'s file "Interests" (tab separated); everything in it, or nothing and why.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--release", required=True, help='the release of the file, as visitors read it: "30.1"')

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["path"].open(encoding="utf-8") as lines:
                count = load_interests(lines, f"O*NET {options['release']}"[:60])
        except (BadFile, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Occupations with interest scores: {count}")
