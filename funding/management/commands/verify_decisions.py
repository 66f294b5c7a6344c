import json
from typing import Any

from django.core.management.base import BaseCommand

from funding.applications.models import Application
from funding.decisions.models import Decision
from funding.decisions.verifying import mismatches


class Command(BaseCommand):
    help = "Work out every sent application again from what was frozen with it. Exit code 1 when something differs."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(mismatches())
        report = {
            "applications": Application.objects.sent().count(),
            "decisions": Decision.objects.count(),
            "mismatches": [{"application": one.number, "where": one.where} for one in found],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        raise SystemExit(1 if found else 0)
