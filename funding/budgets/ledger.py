"""The only writer of budgets: one conditional statement moves the counters and writes the entry.

Either both happen or neither; under any concurrency the counters stay within the ceiling (the CHECK on the
table is the backstop) and the entries add up to the counters (``differences``).
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from funding.budgets.enums import EFFECTS, Movement
from funding.budgets.errors import BudgetExhausted
from funding.budgets.models import Budget, LedgerEntry

# One statement, so that the row of a busy budget is locked only once and shortly (measured at least 1.3 times
# the rate of SELECT FOR UPDATE + UPDATE + INSERT). A key that is already in the ledger moves nothing.
MOVE = """
WITH known AS (
    SELECT cents FROM funding_ledgerentry WHERE key = %(key)s
), held AS (
    SELECT coalesce(sum(cents * CASE movement WHEN 'reserve' THEN 1 WHEN 'release' THEN -1 WHEN 'commit' THEN -1
                                ELSE 0 END), 0) AS reserved,
           coalesce(sum(cents * CASE movement WHEN 'commit' THEN 1 WHEN 'cancel' THEN -1 WHEN 'pay' THEN -1
                                WHEN 'return' THEN 1 ELSE 0 END), 0) AS committed,
           coalesce(sum(cents * CASE movement WHEN 'pay' THEN 1 WHEN 'recover' THEN -1
                                WHEN 'return' THEN -1 ELSE 0 END), 0) AS paid,
           coalesce(sum(earmarked), 0) AS earmarked
      FROM funding_ledgerentry
     WHERE line_id = %(line)s
), mark AS MATERIALIZED (
    -- The line's earmark, locked before the budget: of two who draw on it, the second sees what the first left.
    SELECT id, cents - used AS free FROM funding_earmark
     WHERE %(total)s <> 0 AND id = (SELECT earmark_id FROM funding_planline WHERE id = %(line)s)
       FOR UPDATE
), part AS MATERIALIZED (
    -- New money comes from the earmark first; what goes back, goes back to it first.
    SELECT CASE WHEN %(total)s > 0 THEN least(%(total)s, coalesce((SELECT free FROM mark), 0))
                WHEN %(total)s < 0 THEN -least(-%(total)s, (SELECT earmarked FROM held))
                ELSE 0 END::bigint AS cents
), moved AS (
    UPDATE funding_budget
       SET reserved = reserved + %(reserved)s, committed = committed + %(committed)s, paid = paid + %(paid)s,
           kept = kept - part.cents
      FROM part
     WHERE id = %(budget)s
       AND NOT EXISTS (SELECT 1 FROM known)
       AND (SELECT reserved FROM held) + %(reserved)s >= 0
       AND (SELECT committed FROM held) + %(committed)s >= 0
       AND (SELECT paid FROM held) + %(paid)s >= 0
       AND reserved + %(reserved)s >= 0
       AND committed + %(committed)s >= 0
       AND paid + %(paid)s >= 0
       AND reserved + committed + paid + kept + %(total)s - part.cents <= ceiling
 RETURNING id, part.cents
), drawn AS (
    UPDATE funding_earmark SET used = used + part.cents
      FROM part
     WHERE id = (SELECT id FROM mark) AND EXISTS (SELECT FROM moved)
), written AS (
    INSERT INTO funding_ledgerentry (budget_id, line_id, movement, cents, earmarked, key)
    SELECT id, %(line)s, %(movement)s, %(cents)s, moved.cents, %(key)s FROM moved
 RETURNING id
)
SELECT (SELECT count(*) FROM written), (SELECT cents FROM known)
"""

# Per line with money here: what it holds and what is promised or paid, where that does not fit the line's state.
# A line before a second person holds all, or nothing when it came from the waiting list.
LINES = """
WITH moved AS (
    SELECT line.id, line.state, line.cents, line.granted_cents, line.settled_cents,
           coalesce(sum(entry.cents) FILTER (WHERE entry.movement = 'reserve'), 0) AS reserved,
           coalesce(sum(entry.cents) FILTER (WHERE entry.movement = 'release'), 0) AS released,
           coalesce(sum(entry.cents) FILTER (WHERE entry.movement = 'commit'), 0) AS committed,
           coalesce(sum(entry.cents) FILTER (WHERE entry.movement = 'cancel'), 0) AS cancelled,
           coalesce(sum(entry.cents) FILTER (WHERE entry.movement = 'recover'), 0) AS recovered
      FROM funding_planline line LEFT JOIN funding_ledgerentry entry ON entry.line_id = line.id
     WHERE line.budget_id IS NOT NULL AND line.state <> 'proposed'
     GROUP BY line.id
), stands AS (
    SELECT *, reserved - released - committed AS held, committed - cancelled - recovered AS promised
      FROM moved
)
SELECT id::text, state, reserved::bigint, released::bigint, committed::bigint
  FROM stands
 WHERE held <> CASE WHEN state IN ('reserved', 'in_review', 'awaiting_applicant') THEN cents
                    WHEN state = 'awaiting_approval' AND held <> 0 THEN cents
                    ELSE 0 END
    OR promised <> CASE WHEN state IN ('granted', 'partly_granted') THEN granted_cents
                        WHEN state IN ('paying', 'paid') THEN coalesce(settled_cents, granted_cents)
                        WHEN state IN ('settled', 'recovered') AND promised < settled_cents THEN settled_cents
                        WHEN state = 'recovered' THEN settled_cents
                        WHEN state = 'settled' THEN promised
                        ELSE 0 END
 ORDER BY id
"""


def reserve(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Hold money for a line. Raises BudgetExhausted when the ceiling does not allow it."""
    _move(Movement.RESERVE, budget_id, line_id, cents, occasion)


def release(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Let go of money held for this line: a refusal, or the part that was not granted. Raises as ``commit``."""
    _move(Movement.RELEASE, budget_id, line_id, cents, occasion)


def commit(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Promise money held for this line: a grant. Raises BudgetExhausted for more than the line still holds."""
    _move(Movement.COMMIT, budget_id, line_id, cents, occasion)


def cancel(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Take back what was promised to this line and not paid. Raises BudgetExhausted for more than that."""
    _move(Movement.CANCEL, budget_id, line_id, cents, occasion)


def pay(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Book money that was promised to this line as paid. Raises BudgetExhausted for more than was promised."""
    _move(Movement.PAY, budget_id, line_id, cents, occasion)


def recover(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Book money that was paid for this line and came back. Raises BudgetExhausted for more than was paid."""
    _move(Movement.RECOVER, budget_id, line_id, cents, occasion)


def take_back(budget_id: UUID, line_id: UUID, cents: int, occasion: str = "") -> None:
    """Book a payment that came back as promised again. Raises BudgetExhausted for more than was paid."""
    _move(Movement.RETURN, budget_id, line_id, cents, occasion)


def held(line_id: UUID) -> tuple[int, int, int]:
    """Cents of one line by its entries: (reserved, promised and not paid, paid)."""
    totals = [0, 0, 0]
    for movement, cents in LedgerEntry.objects.filter(line=line_id).values_list("movement", "cents"):
        for place, effect in enumerate(EFFECTS[Movement(movement)]):
            totals[place] += effect * cents
    return totals[0], totals[1], totals[2]


def paid_lines(line_ids: Collection[UUID]) -> set[UUID]:
    """Those of these lines for which money was paid that did not come back; no query without any."""
    paid: dict[UUID, int] = {}
    rows = LedgerEntry.objects.filter(line__in=line_ids).values_list("line", "movement", "cents")
    for line, movement, cents in rows if line_ids else ():
        paid[line] = paid.get(line, 0) + EFFECTS[Movement(movement)][2] * cents
    return {line for line, cents in paid.items() if cents}


def _move(movement: Movement, budget_id: UUID, line_id: UUID, cents: int, occasion: str) -> None:
    """Move ``cents`` once per line, movement and occasion; a repeat changes nothing.

    ``occasion`` tells apart what happens more than once to a line: the id of a decision, of an instalment.
    Raises BudgetExhausted, and ValueError for no money or a repeat with another amount.
    """
    if cents <= 0:
        raise ValueError(f"a movement is a positive number of cents, not {cents}")
    reserved, committed, paid = (effect * cents for effect in EFFECTS[movement])
    with connection.cursor() as cursor:
        cursor.execute(
            MOVE,
            {
                "budget": budget_id,
                "line": line_id,
                "movement": movement.value,
                "cents": cents,
                "key": f"{movement.value}:{line_id}" + (f":{occasion}" if occasion else ""),
                "reserved": reserved,
                "committed": committed,
                "paid": paid,
                "total": reserved + committed + paid,
            },
        )
        written, known = cursor.fetchone()
    if not written and known is None:
        raise BudgetExhausted(budget_id, cents)
    if not written and known != cents:
        raise ValueError(f"{movement} of line {line_id} moved {known} cents before, now {cents}")


@dataclass(frozen=True, slots=True)
class Difference:
    """A budget whose counters (cents) are not the sum of its entries."""

    budget: str
    counters: tuple[int, int, int]
    entries: tuple[int, int, int]


def differences() -> list[Difference]:
    """Add up every entry again and compare with the counters; empty when all is well."""
    sums: dict[UUID, list[int]] = {}
    for budget_id, movement, cents in LedgerEntry.objects.values_list("budget_id", "movement", "cents").iterator():
        total = sums.setdefault(budget_id, [0, 0, 0])
        for place, effect in enumerate(EFFECTS[Movement(movement)]):
            total[place] += effect * cents
    found = []
    for budget in Budget.objects.iterator():
        entries = tuple(sums.get(budget.pk, [0, 0, 0]))
        counters = (budget.reserved, budget.committed, budget.paid)
        if counters != entries:
            found.append(Difference(str(budget), counters, entries))  # type: ignore[arg-type]
    return found


# An earmark whose counter is not what its lines took of it, or a budget that keeps another sum than its earmarks leave.
EARMARKS = """
SELECT 'earmark ' || mark.id, mark.used, coalesce(sum(entry.earmarked), 0)::bigint
  FROM funding_earmark mark
  LEFT JOIN funding_planline line ON line.earmark_id = mark.id
  LEFT JOIN funding_ledgerentry entry ON entry.line_id = line.id
 GROUP BY mark.id
HAVING mark.used <> coalesce(sum(entry.earmarked), 0)
UNION ALL
SELECT 'budget ' || budget.id, budget.kept, coalesce(sum(mark.cents - mark.used), 0)::bigint
  FROM funding_budget budget LEFT JOIN funding_earmark mark ON mark.budget_id = budget.id
 GROUP BY budget.id
HAVING budget.kept <> coalesce(sum(mark.cents - mark.used), 0)
"""


def earmark_differences() -> list[tuple[str, int, int]]:
    """(what, its counter, what the rows add up to) in cents, of every earmark that does not add up."""
    with connection.cursor() as cursor:
        cursor.execute(EARMARKS)
        return [(str(what), int(counter), int(rows)) for what, counter, rows in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A plan line whose entries (cents) do not fit where it stands."""

    line: str
    state: str
    reserved: int
    released: int
    committed: int


def line_differences() -> list[LineDifference]:
    """Compare each line with its own entries: all held while it waits, all granted or given back once decided."""
    with connection.cursor() as cursor:
        cursor.execute(LINES)
        return [LineDifference(*row) for row in cursor.fetchall()]
