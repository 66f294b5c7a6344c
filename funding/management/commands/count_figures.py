from typing import Any

from django.core.management.base import BaseCommand

from funding.figures.counting import count_anew


class Command(BaseCommand):
    help = "Count the figures of all dashboards anew, as after a change to what is counted or to municipalities."

    def handle(self, *args: Any, **options: Any) -> None:
        count_anew()
