"""The best plan as a model for CP-SAT of OR-Tools: no closed form, no sets of schemes, none of the engine's arithmetic.

OR-Tools and HiGHS each bring a solver library of the same name; they are never loaded into one process.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from funding.engine.checker import share
from funding.engine.money import CostLine
from funding.engine.offers import Offer
from funding.engine.terms import Counts, Tier

GRANTS = frozenset(Tier) - {Tier.LOAN}
PUBLIC = frozenset({Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT})
COUNTING = {Counts.PRIVATE: frozenset({Tier.PRIVATE}), Counts.PUBLIC: PUBLIC, Counts.EITHER: GRANTS}
#: The goals in order: a sum of tiers, and whether it is to be large (1) or small (-1).
GOALS = (
    (GRANTS, 1),
    (frozenset({Tier.LAST_RESORT}), -1),
    (frozenset({Tier.GENERAL}), -1),
    (frozenset({Tier.PRIVATE}), 1),
    (frozenset({Tier.LOAN}), 1),
)


class Unproven(Exception):
    """CP-SAT did not prove that its answer is the best."""


def goals(lines: Sequence[CostLine], offers: Sequence[Offer], *, most: int = len(GOALS)) -> list[int]:
    """The best sum in cents of each goal, each after the ones before it; ``most``: only so many. Raises Unproven.

    ``lines``: one per kind.
    """
    ordinary = [offer for offer in offers if offer.terms.only_if_no_other is None]
    able = [o for o in offers if o in ordinary or not _another_fits(o, lines, ordinary, offers)]
    model = _Model(lines, able, offers)
    found = []
    for tiers, sign in GOALS[:most]:
        goal = sum(paid for offer, paid in zip(able, model.paid, strict=True) if offer.terms.tier in tiers)
        found.append(model.best(goal, sign))
        model.model.add(goal == found[-1])
    return found


def _another_fits(
    strict: Offer, lines: Sequence[CostLine], ordinary: Sequence[Offer], everybody: Sequence[Offer]
) -> bool:
    besides = strict.terms.only_if_no_other.besides if strict.terms.only_if_no_other else frozenset()
    model = _Model(lines, ordinary, everybody)
    rivals = [
        paid
        for offer, paid in zip(ordinary, model.paid, strict=True)
        if offer.terms.tier is not Tier.LOAN and offer.scheme not in besides
    ]
    return bool(rivals) and model.best(sum(rivals), 1) > 0


class _Model:
    def __init__(self, lines: Sequence[CostLine], offers: Sequence[Offer], everybody: Sequence[Offer]) -> None:
        self.model = cp_model.CpModel()
        self.offers = list(offers)
        self.total = sum(line.gross for line in lines)
        self.parts = [
            [self.model.new_int_var(0, _payable_share(offer, line), "") for line in lines] for offer in offers
        ]
        self.paid = [sum(parts) for parts in self.parts]
        self.used = [self.model.new_bool_var("") for _ in offers]
        for number, line in enumerate(lines):
            self.model.add(sum(parts[number] for parts in self.parts) <= line.gross)
            without = [parts[number] for o, parts in zip(offers, self.parts, strict=True) if not o.terms.pays_vat]
            self.model.add(sum(without) <= line.net)
        for place, offer in enumerate(offers):
            self.model.add(self.paid[place] <= max(0, min(_caps(offer, lines)))).only_enforce_if(self.used[place])
            self.model.add(self.paid[place] == 0).only_enforce_if(~self.used[place])
            self._match(place)
            for other in range(place):
                if _apart(offer, offers[other]) or _apart(offers[other], offer):
                    self.model.add_bool_or(~self.used[place], ~self.used[other])
        self._families(everybody)

    def _match(self, place: int) -> None:
        match = self.offers[place].terms.match
        if match is None:
            return
        tiers = COUNTING[match.counts]
        others = [p for n, p in enumerate(self.paid) if n != place and self.offers[n].terms.tier in tiers]
        found = sum(others)
        if match.own_counts:
            grants = [p for n, p in enumerate(self.paid) if self.offers[n].terms.tier is not Tier.LOAN]
            found = found + self.total - sum(grants)
        self.model.add(100 * found >= match.percent * self.total).only_enforce_if(self.used[place])

    def _families(self, everybody: Sequence[Offer]) -> None:
        for offer in everybody:
            cap = offer.terms.family_cap
            if cap is not None:
                kin = [
                    paid
                    for other, paid in zip(self.offers, self.paid, strict=True)
                    if other.terms.family_cap and other.terms.family_cap.family == cap.family
                ]
                self.model.add(sum(kin) <= max(0, cap.cents - offer.received_by_family))

    def best(self, goal: object, sign: int) -> int:
        if isinstance(goal, int):
            return goal
        self.model.maximize(goal if sign > 0 else -goal)  # type: ignore[operator]
        solver = cp_model.CpSolver()
        # Without linear relaxations of every row the proof for amounts in cents takes minutes, not milliseconds.
        solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
        solver.parameters.max_time_in_seconds = 20
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise Unproven
        return round(solver.objective_value) * sign


def _payable_share(offer: Offer, line: CostLine) -> int:
    payable = line.gross if offer.terms.pays_vat else line.net
    return share(offer.terms.rounding, payable, offer.terms.percent.get(line.kind, 0))


def _caps(offer: Offer, lines: Sequence[CostLine]) -> list[int]:
    terms = offer.terms
    base = sum(line.gross if terms.pays_vat else line.net for line in lines if terms.percent.get(line.kind))
    caps = [share(terms.rounding, base, terms.percent_of_sum)]
    caps += [cap for cap in (terms.fixed_amount, terms.cap_per_course, offer.budget_left) if cap is not None]
    caps += [] if terms.cap_per_year is None else [terms.cap_per_year - offer.received_this_year]
    ever = max(offer.received_ever, offer.received_this_year)
    caps += [] if terms.cap_per_life is None else [terms.cap_per_life - ever]
    caps += [] if terms.cap_per_employer is None else [terms.cap_per_employer - offer.received_by_employer]
    return [*caps, offer.amount or 0] if terms.cap_fact else caps


def _apart(one: Offer, other: Offer) -> bool:
    """Whether the first may not be used with the second by its own terms."""
    if (other.scheme in one.terms.excludes.schemes) != one.terms.excludes.others:
        return True
    strict = one.terms.only_if_no_other
    if strict is None or other.terms.only_if_no_other is not None or other.terms.tier is Tier.LOAN:
        return False
    return other.scheme not in strict.besides
