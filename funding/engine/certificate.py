"""The best plan with its certificate: nobody sees, and nothing freezes, a plan that the independent checker refuses."""

from collections.abc import Iterable, Sequence

from funding.engine.checker import Violation, violations
from funding.engine.money import CostLine
from funding.engine.offers import Offer
from funding.engine.plan import Plan, best_plan


class UnlawfulPlan(AssertionError):
    """The optimiser made a plan that breaks a limit: a mistake of ours. ``violations`` say which."""

    def __init__(self, found: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{one.breach.value}: {one.words}" for one in found))
        self.violations = tuple(found)


def certified(plan: Plan, lines: Iterable[CostLine], offers: Iterable[Offer]) -> Plan:
    """The plan itself. Raises UnlawfulPlan when it breaks a limit of these lines and offers."""
    found = violations(plan, lines, offers)
    if found:
        raise UnlawfulPlan(found)
    return plan


def certified_plan(lines: Iterable[CostLine], offers: Iterable[Offer]) -> Plan:
    """The best plan, verified limit by limit by the checker.

    Raises UnlawfulPlan rather than give a plan that is not lawful, ValueError when a scheme offers twice.
    """
    lines, offers = tuple(lines), tuple(offers)
    return certified(best_plan(lines, offers), lines, offers)
