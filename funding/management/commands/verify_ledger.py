import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from funding.budgets.ledger import differences, earmark_differences, line_differences
from funding.budgets.models import Budget, LedgerEntry
from funding.payments.verifying import payment_differences
from funding.pools.verifying import pool_differences
from portal.record.audit import broken_links


class Command(BaseCommand):
    help = "Re-add ledger and pools, compare with budgets, lines and payments, check the audit chain. Exits 1 if wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        found, lines, broken = differences(), line_differences(), broken_links()
        payments, earmarks, pools = payment_differences(), earmark_differences(), pool_differences()
        report = {
            "budgets": Budget.objects.count(),
            "entries": LedgerEntry.objects.count(),
            "differences": [{"budget": one.budget, "counters": one.counters, "entries": one.entries} for one in found],
            "line_differences": [asdict(one) for one in lines],
            "earmark_differences": earmarks,
            "pool_differences": pools,
            "payment_differences": [asdict(one) for one in payments],
            "broken_audit_events": [{"chain": chain, "position": position} for chain, position in broken],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        raise SystemExit(1 if found or lines or payments or earmarks or pools or broken else 0)
