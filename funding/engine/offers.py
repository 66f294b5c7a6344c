"""Schemes that may pay for a course, reduced to how much each of them can pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from funding.engine.money import ZERO, Cents, CostLine, percent_needed, percent_of
from funding.engine.terms import Counts, Terms, Tier


@dataclass(frozen=True, slots=True)
class Offer:
    """Money that an eligible scheme offers for one person and one course.

    ``budget_left`` in cents (None: no ceiling known), ``received_this_year`` what the person had from this scheme in
    the year of its cap, ``amount`` the value of ``terms.cap_fact`` (None: nobody named it, so nothing is paid).
    """

    scheme: str
    terms: Terms
    budget_left: Cents | None = None
    received_this_year: Cents = ZERO
    amount: Cents | None = None

    @property
    def ceiling(self) -> int | None:
        """The most this offer pays whatever the course costs, in cents; None without any cap."""
        caps: list[int] = [] if self.budget_left is None else [self.budget_left]
        if self.terms.cap_per_course is not None:
            caps.append(self.terms.cap_per_course)
        if self.terms.cap_per_year is not None:
            caps.append(self.terms.cap_per_year - self.received_this_year)
        if self.terms.cap_fact:
            caps.append(self.amount or 0)
        return max(0, min(caps)) if caps else None


@dataclass(frozen=True, slots=True)
class Source:
    """An offer seen from one course: at most ``reach[l]`` cents of line l, at most ``limit`` cents together."""

    scheme: str
    terms: Terms
    reach: tuple[int, ...]
    limit: int

    @property
    def tier(self) -> Tier:
        """The tier of the money."""
        return self.terms.tier


def source_of(offer: Offer, lines: Sequence[CostLine]) -> Source:
    """What an offer can pay for these lines, alone and together. ``lines`` has one line per kind."""
    terms = offer.terms
    reach = []
    base = 0
    for line in lines:
        percent, payable = terms.percent.get(line.kind, 0), line.gross if terms.pays_vat else line.net
        reach.append(percent_of(payable, percent))
        base += payable if percent else 0
    limit = min(sum(reach), percent_of(base, terms.percent_of_sum))
    if offer.ceiling is not None:
        limit = min(limit, offer.ceiling)
    if caps_itself(terms):
        total = sum(line.gross for line in lines)
        limit = min(limit, total - required_match(terms, total))
    return Source(offer.scheme, terms, tuple(reach), limit)


def sources_of(offers: Iterable[Offer], lines: Sequence[CostLine]) -> tuple[Source, ...]:
    """The offers that can pay a cent, in the order in which money is used: by tier, then by the scheme's slug.

    Raises ValueError when a scheme offers twice.
    """
    by_scheme: dict[str, Source] = {}
    for offer in offers:
        if offer.scheme in by_scheme:
            raise ValueError(f"Two offers of {offer.scheme}.")
        by_scheme[offer.scheme] = source_of(offer, lines)
    able = (source for source in by_scheme.values() if source.limit > 0)
    return tuple(sorted(able, key=lambda source: (source.tier, source.scheme)))


def required_match(terms: Terms, total: int) -> int:
    """The cents that others must pay for a course of ``total`` cents before this scheme may pay."""
    return percent_needed(total, terms.match.percent) if terms.match else 0


def caps_itself(terms: Terms) -> bool:
    """Whether required co-financing is no more than a cap on the scheme itself: everybody else's money counts."""
    return terms.match is not None and terms.match.own_counts and terms.match.counts is Counts.EITHER
