"""Whether a plan is lawful, checked without the optimiser: it shares no computation with it, only the records.

It tells nothing about whether a better plan exists, and of a scheme that pays only if no other fits it checks that no
other scheme pays or could have paid alone (schemes that need co-financing aside).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from funding.engine.money import CostKind, CostLine
from funding.engine.offers import Offer
from funding.engine.plan import Plan
from funding.engine.terms import Counts, Match, Rounding, Tier


class Breach(StrEnum):
    """Which limit a plan breaks."""

    NO_SUCH_OFFER = "no_such_offer"
    NO_SUCH_COST = "no_such_cost"
    NOT_AN_AMOUNT = "not_an_amount"
    TWICE = "twice"
    MORE_THAN_THE_COST = "more_than_the_cost"
    VAT_NOT_PAID = "vat_not_paid"
    MORE_THAN_THE_PERCENTAGE = "more_than_the_percentage"
    MORE_THAN_THE_SHARE = "more_than_the_share"
    MORE_THAN_THE_CAP = "more_than_the_cap"
    MORE_THAN_THE_YEAR = "more_than_the_year"
    MORE_THAN_A_LIFE = "more_than_a_life"
    MORE_THAN_THE_EMPLOYER = "more_than_the_employer"
    MORE_THAN_THE_FAMILY = "more_than_the_family"
    MORE_THAN_FIXED = "more_than_fixed"
    MORE_THAN_THE_BUDGET = "more_than_the_budget"
    MORE_THAN_OFFERED = "more_than_offered"
    EXCLUDED = "excluded"
    NO_MATCH = "no_match"
    ANOTHER_FITS = "another_fits"
    WRONG_SUM = "wrong_sum"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken limit: which, by whom (a scheme, a cost kind or ""), and in words with the amounts in cents."""

    breach: Breach
    subject: str
    words: str


def violations(plan: Plan, lines: Iterable[CostLine], offers: Iterable[Offer]) -> list[Violation]:
    """Every limit that a plan breaks, given the cost lines and offers it was made from; empty when it is lawful."""
    return _Checker(plan, list(lines), {offer.scheme: offer for offer in offers}).found()


class _Checker:
    def __init__(self, plan: Plan, lines: Sequence[CostLine], offers: Mapping[str, Offer]) -> None:
        self.plan, self.offers = plan, offers
        self.net = {kind: sum(line.net for line in lines if line.kind is kind) for kind in CostKind}
        self.vat = {kind: sum(line.vat for line in lines if line.kind is kind) for kind in CostKind}
        self.total = sum(self.net.values()) + sum(self.vat.values())
        self.paid: dict[str, int] = {}
        for line in plan.lines:
            self.paid[line.scheme] = self.paid.get(line.scheme, 0) + line.cents
        self.violations: list[Violation] = []

    def found(self) -> list[Violation]:
        self.check_lines()
        if not self.violations:
            self.check_costs()
            for scheme, paid in self.paid.items():
                self.check_terms(self.offers[scheme], paid)
                self.check_company(self.offers[scheme])
            self.check_families()
            self.check_sums()
        return self.violations

    def breach(self, breach: Breach, subject: str, words: str) -> None:
        self.violations.append(Violation(breach, subject, words))

    def check_lines(self) -> None:
        seen = set()
        for line in self.plan.lines:
            if line.scheme not in self.offers:
                self.breach(Breach.NO_SUCH_OFFER, line.scheme, f"{line.scheme} offered nothing")
            if not self.cost(line.kind):
                self.breach(Breach.NO_SUCH_COST, line.kind, f"there is no cost of {line.kind}")
            if type(line.cents) is not int or line.cents <= 0:
                self.breach(Breach.NOT_AN_AMOUNT, line.scheme, f"{line.cents!r} is no amount in cents")
            if (line.scheme, line.kind) in seen:
                self.breach(Breach.TWICE, line.scheme, f"{line.scheme} pays {line.kind} twice")
            seen.add((line.scheme, line.kind))

    def cost(self, kind: CostKind) -> int:
        return self.net[kind] + self.vat[kind]

    def payable(self, offer: Offer, kind: CostKind) -> int:
        return self.cost(kind) if offer.terms.pays_vat else self.net[kind]

    def check_costs(self) -> None:
        for kind in CostKind:
            on_kind = [line for line in self.plan.lines if line.kind is kind]
            together = sum(line.cents for line in on_kind)
            if together > self.cost(kind):
                self.breach(Breach.MORE_THAN_THE_COST, kind, f"{together} paid of {self.cost(kind)} {kind}")
            without_vat = sum(line.cents for line in on_kind if not self.offers[line.scheme].terms.pays_vat)
            if without_vat > self.net[kind]:
                words = f"{without_vat} paid of {self.net[kind]} {kind} by schemes that do not pay VAT"
                self.breach(Breach.VAT_NOT_PAID, kind, words)

    def check_terms(self, offer: Offer, paid: int) -> None:
        terms, scheme = offer.terms, offer.scheme
        for line in self.plan.lines:
            if line.scheme == scheme:
                percent, payable = terms.percent.get(line.kind, 0), self.payable(offer, line.kind)
                if line.cents > share(terms.rounding, payable, percent):
                    words = f"{scheme} pays {line.cents} of {payable} {line.kind}, more than {percent} %"
                    self.breach(Breach.MORE_THAN_THE_PERCENTAGE, scheme, words)
        base = sum(self.payable(offer, kind) for kind in terms.percent if terms.percent[kind])
        if paid > share(terms.rounding, base, terms.percent_of_sum):
            words = f"{scheme} pays {paid} of {base}, more than {terms.percent_of_sum} %"
            self.breach(Breach.MORE_THAN_THE_SHARE, scheme, words)
        for breach, most in self.caps(offer):
            if paid > most:
                self.breach(breach, scheme, f"{scheme} pays {paid}, at most {most} is allowed")

    def caps(self, offer: Offer) -> list[tuple[Breach, int]]:
        """Every cap that an offer has whatever the course costs, in cents; of a family the cap that it names itself."""
        terms = offer.terms
        caps: list[tuple[Breach, int | None, int]] = [
            (Breach.MORE_THAN_FIXED, terms.fixed_amount, 0),
            (Breach.MORE_THAN_THE_CAP, terms.cap_per_course, 0),
            (Breach.MORE_THAN_THE_YEAR, terms.cap_per_year, offer.received_this_year),
            (Breach.MORE_THAN_A_LIFE, terms.cap_per_life, offer.received_ever),
            (Breach.MORE_THAN_A_LIFE, terms.cap_per_life, offer.received_this_year),
            (Breach.MORE_THAN_THE_EMPLOYER, terms.cap_per_employer, offer.received_by_employer),
            (Breach.MORE_THAN_THE_BUDGET, offer.budget_left, 0),
            (Breach.MORE_THAN_OFFERED, (offer.amount or 0) if terms.cap_fact else None, 0),
        ]
        if terms.family_cap is not None:
            caps.append((Breach.MORE_THAN_THE_FAMILY, terms.family_cap.cents, offer.received_by_family))
        return [(breach, cap - used) for breach, cap, used in caps if cap is not None]

    def check_families(self) -> None:
        """What the schemes of a family pay together, against the cap of each of them, also of one that pays nothing."""
        for offer in self.offers.values():
            cap = offer.terms.family_cap
            if cap is None:
                continue
            kin = [o for o in self.offers.values() if o.terms.family_cap and o.terms.family_cap.family == cap.family]
            together = sum(self.paid.get(other.scheme, 0) for other in kin)
            if together and together > cap.cents - offer.received_by_family:
                words = f"the family {cap.family} pays {together}, {offer.scheme} allows {cap.cents} a year"
                self.breach(Breach.MORE_THAN_THE_FAMILY, offer.scheme, words)

    def check_company(self, offer: Offer) -> None:
        """Whom a scheme is combined with."""
        terms, scheme = offer.terms, offer.scheme
        for other in self.paid:
            if other != scheme and (other in terms.excludes.schemes) != terms.excludes.others:
                self.breach(Breach.EXCLUDED, scheme, f"{scheme} may not be combined with {other}")
        if terms.match is not None:
            needed, found = terms.match.percent * self.total, self.co_financing(scheme, terms.match)
            if found * 100 < needed:
                words = f"{scheme} needs {terms.match.percent} % of {self.total} by others, {found} is there"
                self.breach(Breach.NO_MATCH, scheme, words)
        if terms.only_if_no_other is not None:
            for another in self.offers.values():
                if self.fits_beside(offer, another):
                    self.breach(Breach.ANOTHER_FITS, scheme, f"{scheme} stands back, {another.scheme} fits")

    def co_financing(self, scheme: str, match: Match) -> int:
        counted = 0
        grants = 0
        for other, paid in self.paid.items():
            tier = self.offers[other].terms.tier
            if tier is Tier.LOAN:
                continue
            grants += paid
            private = tier is Tier.PRIVATE
            if other != scheme and (match.counts is Counts.EITHER or private == (match.counts is Counts.PRIVATE)):
                counted += paid
        return counted + (self.total - grants if match.own_counts else 0)

    def fits_beside(self, offer: Offer, other: Offer) -> bool:
        """Whether another scheme pays, or could pay alone, where this one pays only if no other fits."""
        terms = other.terms
        besides = offer.terms.only_if_no_other.besides if offer.terms.only_if_no_other else frozenset()
        if terms.only_if_no_other is not None or terms.tier is Tier.LOAN or other.scheme in besides:
            return False
        if self.paid.get(other.scheme):
            return True
        parts = terms.percent.items()
        whole = sum(share(terms.rounding, self.payable(other, kind), percent) for kind, percent in parts)
        base = sum(self.payable(other, kind) for kind, percent in parts if percent)
        caps = [whole, share(terms.rounding, base, terms.percent_of_sum), *(most for _, most in self.caps(other))]
        # A family with nothing left keeps out every member, whichever of them says so.
        kin = [o for o in self.offers.values() if terms.family_cap and o.terms.family_cap]
        caps += [
            o.terms.family_cap.cents - o.received_by_family
            for o in kin
            if o.terms.family_cap and terms.family_cap and o.terms.family_cap.family == terms.family_cap.family
        ]
        return terms.match is None and min(caps) > 0

    def check_sums(self) -> None:
        loans = sum(paid for scheme, paid in self.paid.items() if self.offers[scheme].terms.tier is Tier.LOAN)
        grants = sum(self.paid.values()) - loans
        for name, told, right in (
            ("total", self.plan.total, self.total),
            ("own", self.plan.own, self.total - grants),
            ("loan", self.plan.loan, loans),
        ):
            if told != right:
                self.breach(Breach.WRONG_SUM, "", f"{name} is {right}, not {told}")


def share(rounding: Rounding, amount: int, percent: int) -> int:
    """So many percent of an amount in cents, worked out with decimals: another way than the optimiser's."""
    exact = Decimal(amount) * percent / 100
    unit = Decimal(1) if rounding is Rounding.CENTS_DOWN else Decimal(100)
    return min(amount, int((exact / unit).quantize(Decimal(1), _MODES[rounding]) * unit))


_MODES = {
    Rounding.CENTS_DOWN: ROUND_FLOOR,
    Rounding.EUROS_DOWN: ROUND_FLOOR,
    Rounding.EUROS_NEAREST: ROUND_HALF_UP,
    Rounding.EUROS_UP: ROUND_CEILING,
}
