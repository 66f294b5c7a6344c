"""The best plan by looking at every payment there is: slow, obvious, and sharing no idea with the optimiser."""

import math
from collections.abc import Iterator
from itertools import product

from funding.engine.money import Cents, CostLine
from funding.engine.offers import Offer
from funding.engine.plan import Plan, PlanLine
from funding.engine.terms import Counts, Rounding, Terms, Tier

type Payment = tuple[tuple[int, ...], ...]  # cents per line, per offer


def best_by_enumeration(lines: list[CostLine], offers: list[Offer]) -> Plan:
    """The best plan for lines of different kinds in order; amounts should be a few cents."""
    offers = sorted(offers, key=lambda offer: (offer.terms.tier, offer.terms.priority, offer.scheme))
    everybody = offers
    ordinary = [offer for offer in offers if offer.terms.only_if_no_other is None]
    offers = [offer for offer in offers if offer in ordinary or not another_fits(offer, lines, ordinary, everybody)]
    best = max(lawful(lines, offers, everybody), key=lambda paid: worth(paid, offers))
    plan_lines = tuple(
        PlanLine(offer.scheme, line.kind, Cents(paid[place]))
        for place, offer in enumerate(offers)
        for line, paid in zip(lines, best, strict=True)
        if paid[place]
    )
    total = sum(line.net + line.vat for line in lines)
    loan = sum(sum(paid[place] for paid in best) for place, offer in enumerate(offers) if offer.terms.tier is Tier.LOAN)
    paid_in_all = sum(map(sum, best))
    return Plan(plan_lines, Cents(total), Cents(total - paid_in_all + loan), Cents(loan))


def another_fits(offer: Offer, lines: list[CostLine], ordinary: list[Offer], everybody: list[Offer]) -> bool:
    """Whether some payment without schemes that stand back holds a cent of another scheme than those beside it."""
    besides = offer.terms.only_if_no_other.besides if offer.terms.only_if_no_other else frozenset()
    rivals = [
        place
        for place, other in enumerate(ordinary)
        if other.terms.tier is not Tier.LOAN and other.scheme not in besides
    ]
    payments = lawful(lines, ordinary, everybody)
    return any(any(on_line[rival] for on_line in paid for rival in rivals) for paid in payments)


def worth(paid: Payment, offers: list[Offer]) -> tuple[object, ...]:
    """The goals in order, then the amounts in order, then the division in order: the larger the better."""
    amounts = [sum(on_line[place] for on_line in paid) for place in range(len(offers))]

    def together(*tiers: Tier) -> int:
        return sum(cents for cents, offer in zip(amounts, offers, strict=True) if offer.terms.tier in tiers)

    last_resort, general = together(Tier.LAST_RESORT), together(Tier.GENERAL)
    own = -together(Tier.PRIVATE, Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT)
    division = [[on_line[place] for on_line in paid] for place in range(len(offers))]
    return (-own, -last_resort, -general, together(Tier.PRIVATE), together(Tier.LOAN), amounts, division)


def lawful(lines: list[CostLine], offers: list[Offer], everybody: list[Offer]) -> Iterator[Payment]:
    """Every payment that keeps every term; ``everybody`` holds also the schemes that stood back."""
    for paid in product(*(list(payments_of(line, offers)) for line in lines)):
        amounts = {offer.scheme: sum(on_line[place] for on_line in paid) for place, offer in enumerate(offers)}
        if keeps_terms(paid, lines, offers) and keeps_families(amounts, everybody):
            yield paid


def payments_of(line: CostLine, offers: list[Offer]) -> Iterator[tuple[int, ...]]:
    """Every way to pay one line within its percentages, its price, and its price without VAT."""
    most = []
    for offer in offers:
        payable = line.net + line.vat if offer.terms.pays_vat else line.net
        most.append(rounded(offer.terms, payable * offer.terms.percent.get(line.kind, 0), payable))
    for paid in product(*(range(cents + 1) for cents in most)):
        without_vat = sum(cents for cents, offer in zip(paid, offers, strict=True) if not offer.terms.pays_vat)
        if sum(paid) <= line.net + line.vat and without_vat <= line.net:
            yield paid


def rounded(terms: Terms, hundredths: int, most: int) -> int:
    """Hundredths of a cent as whole cents or whole euros, never more than ``most`` cents."""
    cents = {
        Rounding.CENTS_DOWN: lambda: hundredths // 100,
        Rounding.EUROS_DOWN: lambda: hundredths // 10_000 * 100,
        Rounding.EUROS_NEAREST: lambda: math.floor(hundredths / 10_000 + 0.5) * 100,
        Rounding.EUROS_UP: lambda: math.ceil(hundredths / 10_000) * 100,
    }[terms.rounding]()
    return min(cents, most)


def keeps_families(amounts: dict[str, int], everybody: list[Offer]) -> bool:
    """No family pays more together than the lowest of what its schemes leave, those that do not pay included."""
    for offer in everybody:
        cap = offer.terms.family_cap
        if cap is None:
            continue
        kin = [o.scheme for o in everybody if o.terms.family_cap and o.terms.family_cap.family == cap.family]
        together = sum(amounts.get(scheme, 0) for scheme in kin)
        if together and together > cap.cents - offer.received_by_family:
            return False
    return True


def keeps_terms(paid: Payment, lines: list[CostLine], offers: list[Offer]) -> bool:
    """Caps, exclusions, co-financing, and standing back for schemes that pay."""
    total = sum(line.net + line.vat for line in lines)
    amounts = {offer.scheme: sum(on_line[place] for on_line in paid) for place, offer in enumerate(offers)}
    tiers = {offer.scheme: offer.terms.tier for offer in offers}
    grants = sum(cents for scheme, cents in amounts.items() if tiers[scheme] is not Tier.LOAN)
    for offer in offers:
        terms, amount = offer.terms, amounts[offer.scheme]
        if not amount:
            continue
        base = sum(
            line.net + line.vat if terms.pays_vat else line.net for line in lines if terms.percent.get(line.kind)
        )
        limits = [rounded(terms, base * terms.percent_of_sum, base)]
        limits += [terms.fixed_amount, terms.cap_per_course, offer.budget_left]
        if terms.cap_per_year is not None:
            limits.append(terms.cap_per_year - offer.received_this_year)
        if terms.cap_per_life is not None:
            limits.append(terms.cap_per_life - max(offer.received_this_year, offer.received_ever))
        if terms.cap_per_employer is not None:
            limits.append(terms.cap_per_employer - offer.received_by_employer)
        if terms.cap_fact:
            limits.append(offer.amount or 0)
        if any(limit is not None and amount > limit for limit in limits):
            return False
        for other in amounts:
            if other == offer.scheme or not amounts[other]:
                continue
            if terms.excludes.others != (other in terms.excludes.schemes):
                return False
            if terms.only_if_no_other is not None and tiers[other] is not Tier.LOAN:
                rival = next(rival for rival in offers if rival.scheme == other)
                if rival.terms.only_if_no_other is None and other not in terms.only_if_no_other.besides:
                    return False
        if terms.match is not None:
            counting = {
                Counts.PRIVATE: [Tier.PRIVATE],
                Counts.PUBLIC: [Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT],
                Counts.EITHER: [Tier.PRIVATE, Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT],
            }[terms.match.counts]
            found = sum(
                cents for scheme, cents in amounts.items() if scheme != offer.scheme and tiers[scheme] in counting
            )
            if terms.match.own_counts:
                found += total - grants
            if 100 * found < terms.match.percent * total:
                return False
    return True
