"""A version of a scheme on the day of a check."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from funding.engine.facts import Facts
from funding.engine.money import ZERO, Cents
from funding.engine.offers import Offer
from funding.engine.terms import Terms
from funding.engine.tree import Rule


class State(StrEnum):
    """Whether a scheme takes applications. Only an open scheme pays; every other one is still judged and shown."""

    OPEN = "open"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class SchemeOnDate:
    """What the engine needs to know of one scheme for one person.

    ``version`` identifies the version for good. ``opens`` is its first day and ``closes`` the first day after its last
    (None: no such day); ``closed`` is said by the fund, with ``closed_reason`` for the learner. ``budget_left`` in
    cents, None when no ceiling is known; ``received_this_year`` is what this person had from it in the year of its
    cap, ``received_ever`` in all years, ``received_by_family`` this year from all schemes of its family.
    """

    slug: str
    name: str
    fund: str
    version: str
    rule: Rule
    terms: Terms
    opens: date | None = None
    closes: date | None = None
    closed: bool = False
    closed_reason: str = ""
    budget_left: Cents | None = None
    received_this_year: Cents = ZERO
    received_ever: Cents = ZERO
    received_by_family: Cents = ZERO

    def state(self, today: date) -> State:
        """Open from ``opens`` until the day before ``closes``, unless closed by the fund or without budget."""
        if self.closed or (self.closes is not None and self.closes <= today):
            return State.CLOSED
        if self.opens is not None and today < self.opens:
            return State.NOT_YET_OPEN
        return State.FULL if self.budget_left is not None and self.budget_left <= 0 else State.OPEN

    def since(self, today: date) -> date | None:
        """The day that goes with the state: since when it is closed (None: nobody said), or when it opens."""
        match self.state(today):
            case State.CLOSED if self.closes is not None and self.closes <= today:
                return self.closes
            case State.NOT_YET_OPEN:
                return self.opens
            case _:
                return None

    def offer(self, facts: Facts) -> Offer:
        """The money it offers by what is known; a cap that follows from an unknown fact offers nothing yet.

        What somebody told of earlier grants counts where it is more than what the portal recorded itself.
        """
        amount = facts.get(self.terms.cap_fact) if self.terms.cap_fact else None
        year = date(facts.today.year, 1, 1)
        return Offer(
            scheme=self.slug,
            terms=self.terms,
            budget_left=self.budget_left,
            received_this_year=max(self.received_this_year, self._told(facts, "earlier_grants", year)),
            received_ever=max(self.received_ever, self._told(facts, "earlier_grants", date.min)),
            received_by_employer=self._told(facts, "de_minimis_aid", year),
            received_by_family=self.received_by_family,
            amount=Cents(amount) if isinstance(amount, int) else None,
        )

    def _told(self, facts: Facts, name: str, since: date) -> Cents:
        """Cents from this scheme since a day, as far as anybody told."""
        grants = facts.get(name)
        if not isinstance(grants, tuple):
            return ZERO
        return Cents(sum(grant.cents for grant in grants if grant.scheme == self.slug and grant.on >= since))

    def misses_amount(self, facts: Facts) -> bool:
        """Whether the amount follows from a fact that nobody told yet."""
        return bool(self.terms.cap_fact) and facts.get(self.terms.cap_fact) is None
