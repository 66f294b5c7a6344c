"""Schemes that may pay for a course, reduced to how much each of them can pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from funding.engine.money import ZERO, Cents, CostLine, percent_needed
from funding.engine.terms import Counts, Terms, Tier


@dataclass(frozen=True, slots=True)
class Offer:
    """Money that an eligible scheme offers for one person and one course.

    ``budget_left`` in cents (None: no ceiling known). What came before, in cents: ``received_this_year`` and
    ``received_ever`` by the person from this scheme, ``received_by_employer`` this year by the employer from it,
    ``received_by_family`` this year by the person from all schemes of its family. ``amount`` is the value of
    ``terms.cap_fact`` (None: nobody named it, so nothing is paid).
    """

    scheme: str
    terms: Terms
    budget_left: Cents | None = None
    received_this_year: Cents = ZERO
    amount: Cents | None = None
    received_ever: Cents = ZERO
    received_by_employer: Cents = ZERO
    received_by_family: Cents = ZERO

    @property
    def ceiling(self) -> int | None:
        """The most this offer pays whatever the course costs, in cents; None without any cap."""
        terms = self.terms
        caps: list[int | None] = [self.budget_left, terms.fixed_amount, terms.cap_per_course]
        if terms.cap_per_year is not None:
            caps.append(terms.cap_per_year - self.received_this_year)
        if terms.cap_per_life is not None:
            caps.append(terms.cap_per_life - max(self.received_ever, self.received_this_year))
        if terms.cap_per_employer is not None:
            caps.append(terms.cap_per_employer - self.received_by_employer)
        if terms.family_cap is not None:
            caps.append(self.family_left)
        if terms.cap_fact:
            caps.append(self.amount or 0)
        known = [cap for cap in caps if cap is not None]
        return max(0, min(known)) if known else None

    @property
    def family_left(self) -> int | None:
        """What is left of the cap that this scheme names for its family, in cents; None when it names none."""
        cap = self.terms.family_cap
        return None if cap is None else cap.cents - self.received_by_family


@dataclass(frozen=True, slots=True)
class Source:
    """An offer seen from one course: at most ``reach[l]`` cents of line l, at most ``limit`` cents together.

    ``family_left`` is what its family may still pay together, in cents; it means nothing without a family.
    """

    scheme: str
    terms: Terms
    reach: tuple[int, ...]
    limit: int
    family_left: int = 0

    @property
    def tier(self) -> Tier:
        """The tier of the money."""
        return self.terms.tier


def source_of(offer: Offer, lines: Sequence[CostLine], family_left: int | None = None) -> Source:
    """What an offer can pay for these lines, alone and together. ``lines`` has one line per kind.

    ``family_left``: what its family may still pay in cents, when others of the family name a lower amount.
    """
    terms = offer.terms
    share, percents, pays_vat = terms.rounding.share, terms.percent, terms.pays_vat
    reach = []
    base = 0
    for line in lines:
        percent = percents.get(line.kind)
        if percent:
            payable = line.net + line.vat if pays_vat else line.net
            reach.append(share(payable, percent))
            base += payable
        else:
            reach.append(0)
    limit = min(sum(reach), share(base, terms.percent_of_sum))
    ceiling = offer.ceiling
    if ceiling is not None and ceiling < limit:
        limit = ceiling
    if caps_itself(terms):
        total = sum(line.gross for line in lines)
        limit = min(limit, total - required_match(terms, total))
    left = offer.family_left if family_left is None else family_left
    if left is not None:
        limit = min(limit, max(0, left))
    return Source(offer.scheme, terms, tuple(reach), limit, left or 0)


def sources_of(offers: Iterable[Offer], lines: Sequence[CostLine]) -> tuple[Source, ...]:
    """The offers that can pay a cent, in the order in which money is used: by tier, priority, then slug.

    Raises ValueError when a scheme offers twice.
    """
    by_scheme: dict[str, Offer] = {}
    for offer in offers:
        if offer.scheme in by_scheme:
            raise ValueError(f"Two offers of {offer.scheme}.")
        by_scheme[offer.scheme] = offer
    families = families_left(by_scheme.values())
    sources = [source_of(offer, lines, families.get(family_of(offer.terms))) for offer in by_scheme.values()]
    able = (source for source in sources if source.limit > 0)
    return tuple(sorted(able, key=lambda source: (source.terms.tier, source.terms.priority, source.scheme)))


def family_of(terms: Terms) -> str:
    """The family that a scheme shares a cap with; "" when it has none."""
    return terms.family_cap.family if terms.family_cap else ""


def families_left(offers: Iterable[Offer]) -> dict[str, int]:
    """The cents that each family may still pay together: the lowest that one of its schemes leaves."""
    found: dict[str, int] = {}
    for offer in offers:
        cap = offer.terms.family_cap
        if cap is not None:
            left = cap.cents - offer.received_by_family
            found[cap.family] = min(left, found.get(cap.family, left))
    return found


def required_match(terms: Terms, total: int) -> int:
    """The cents that others must pay for a course of ``total`` cents before this scheme may pay."""
    return percent_needed(total, terms.match.percent) if terms.match else 0


def caps_itself(terms: Terms) -> bool:
    """Whether required co-financing is no more than a cap on the scheme itself: everybody else's money counts."""
    return terms.match is not None and terms.match.own_counts and terms.match.counts is Counts.EITHER
