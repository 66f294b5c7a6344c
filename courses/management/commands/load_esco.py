from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.occupations.loading import OccupationFileError, load, read_esco


class Command(BaseCommand):
    help = (
        "Load Dutch files of ESCO as published by the European Commission (occupations_nl.csv, skills_nl.csv or"
        " skillsHierarchy_nl.csv), and look which courses are about them. Again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--version-of-esco", default="ESCO v1.2")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = {entry.key: entry for path in options["paths"] for entry in read_esco(path)}
        except OccupationFileError as error:
            raise CommandError(str(error)) from error
        if not entries:
            raise CommandError("Er staat niets in dat we kunnen laden.")
        links = load(list(entries.values()), source=options["version_of_esco"])
        self.stdout.write(f"{len(entries)} beroepen en vaardigheden, {links} keer in een opleiding")
