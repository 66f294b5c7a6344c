"""Adding every payment up again: against the ledger, and against where each line stands."""

from dataclasses import dataclass

from django.db import connection

# A line is at the bank exactly while one payment is; what was paid and did not come back is what its ledger says.
PAYMENTS = """
WITH moved AS (
    SELECT line_id, sum(CASE movement WHEN 'pay' THEN cents WHEN 'return' THEN -cents ELSE 0 END) AS cents
      FROM funding_ledgerentry GROUP BY line_id
), sent AS (
    SELECT line_id, count(*) FILTER (WHERE state = 'sent') AS at_the_bank,
           coalesce(sum(cents) FILTER (WHERE state = 'paid'), 0) AS cents
      FROM funding_payment GROUP BY line_id
)
SELECT line.id::text, line.state, coalesce(sent.cents, 0)::bigint, coalesce(moved.cents, 0)::bigint
  FROM funding_planline line
  LEFT JOIN moved ON moved.line_id = line.id
  LEFT JOIN sent ON sent.line_id = line.id
 WHERE coalesce(sent.cents, 0) <> coalesce(moved.cents, 0)
    OR (line.state = 'paying') <> (coalesce(sent.at_the_bank, 0) = 1)
 ORDER BY line.id
"""


@dataclass(frozen=True, slots=True)
class PaymentDifference:
    """A line whose payments (cents) are not what its ledger says, or that stands elsewhere than they do."""

    line: str
    state: str
    payments: int
    ledger: int


def payment_differences() -> list[PaymentDifference]:
    """Compare every line with its payments; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(PAYMENTS)
        return [PaymentDifference(*row) for row in cursor.fetchall()]
