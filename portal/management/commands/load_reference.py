from typing import Any

from django.core.management.base import BaseCommand

from portal.regions.loading import load_reference


class Command(BaseCommand):
    help = "Load regions, municipalities, postcodes and areas from the files in the package."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in load_reference().items():
            self.stdout.write(f"{kind}: {count}")
