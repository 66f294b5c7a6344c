from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from funding.schemes.loading import SchemeFileError, load_schemes


class Command(BaseCommand):
    help = "Load the schemes from the package; published versions stay as they are, demo funds are for a demo."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_schemes(demo=settings.DEMO)
        except SchemeFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Schemes: {counts['schemes']}, new versions: {counts['new_versions']}")
