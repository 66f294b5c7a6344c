from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.record.sealing import reseal_all


class Command(BaseCommand):
    help = "Seal everything anew with the first of SEALING_KEYS; after it the other keys can go. As the tables' owner."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_all()} values sealed with the newest key.")
