"""Adding every pool up again: what came in, what is kept back and what was divided against its counters."""

from django.db import connection

# Each row: what, its counter, what the rows below it add up to. In cents.
POOLS = """
WITH received AS (
SELECT loan.member_id, sum(term.cents) AS cents
  FROM funding_loanterm term JOIN funding_loan loan ON loan.id = term.loan_id
 WHERE term.received IS NOT NULL GROUP BY loan.member_id)
SELECT 'pool ' || pool.id || ' contributed', pool.contributed, coalesce(sum(one.cents - one.repaid), 0)::bigint
  FROM funding_pool pool LEFT JOIN funding_contribution one ON one.pool_id = pool.id
 GROUP BY pool.id HAVING pool.contributed <> coalesce(sum(one.cents - one.repaid), 0)
UNION ALL
SELECT 'pool ' || pool.id || ' held', pool.held, coalesce(sum(one.cents), 0)::bigint
  FROM funding_pool pool LEFT JOIN funding_reserve one ON one.pool_id = pool.id AND one.released IS NULL
 GROUP BY pool.id HAVING pool.held <> coalesce(sum(one.cents), 0)
UNION ALL
SELECT 'pool ' || pool.id || ' allotted', pool.allotted, coalesce(sum(one.allotted), 0)::bigint
  FROM funding_pool pool LEFT JOIN funding_poolmember one ON one.pool_id = pool.id
 GROUP BY pool.id HAVING pool.allotted <> coalesce(sum(one.allotted), 0)
UNION ALL
SELECT 'contribution ' || loan.id || ' repaid', loan.repaid, coalesce(sum(one.cents), 0)::bigint
  FROM funding_contribution loan
  LEFT JOIN funding_repayment one ON one.contribution_id = loan.id AND one.paid IS NOT NULL
 GROUP BY loan.id HAVING loan.repaid <> coalesce(sum(one.cents), 0)
UNION ALL
SELECT 'budget ' || member.budget_id || ' of a pool', member.allotted,
       (coalesce(part.cents, 0) - coalesce(back.cents, 0))::bigint
  FROM funding_poolmember member
  LEFT JOIN (SELECT part.member_id, sum(part.cents) AS cents FROM funding_allotmentpart part
               JOIN funding_allotment asked ON asked.id = part.allotment_id AND asked.state = 'done'
              GROUP BY part.member_id) part ON part.member_id = member.id
  LEFT JOIN received back ON back.member_id = member.id
 WHERE member.allotted <> coalesce(part.cents, 0) - coalesce(back.cents, 0)
UNION ALL
SELECT 'budget ' || member.budget_id || ' borrowed', member.lent,
       (coalesce(loan.cents, 0) - coalesce(back.cents, 0))::bigint
  FROM funding_poolmember member
  LEFT JOIN (SELECT loan.member_id, sum(loan.cents) AS cents FROM funding_loan loan
               JOIN funding_allotment asked ON asked.id = loan.allotment_id AND asked.state = 'done'
              GROUP BY loan.member_id) loan ON loan.member_id = member.id
  LEFT JOIN received back ON back.member_id = member.id
 WHERE member.lent <> coalesce(loan.cents, 0) - coalesce(back.cents, 0)
"""


def pool_differences() -> list[tuple[str, int, int]]:
    """(what, its counter, what the rows add up to) in cents, of everything in a pool that does not add up."""
    with connection.cursor() as cursor:
        cursor.execute(POOLS)
        return [(str(what), int(counter), int(rows)) for what, counter, rows in cursor.fetchall()]
