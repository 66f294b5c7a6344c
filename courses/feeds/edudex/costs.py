"""Prices in EDU-DEX: which of its cost elements, at many levels and each with its validity, count for one learner.

The most specific level that has costs counts: those of a run itself, else those of its modules and days, else the
same two of the generic run. What they amount to is the business of courses.feeds.pricing, as in every format.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from courses.enums import CostKind
from courses.feeds.edudex.words import COSTS, NO_COST
from courses.feeds.pricing import price_lines
from courses.feeds.records import Duration, Findings, PriceRecord
from courses.feeds.sentences import sentence as _
from courses.feeds.told import ToldPrice
from courses.feeds.values import day, on_request, whole, yes
from courses.feeds.xml import Element, children, dutch, line, text

#: VAT that belongs to a VATCode (interop: 3 is goods at 9 %, 4 and 5 are 21 %); the others say nothing sure.
VAT_OF_CODE = {"3": "9", "4": "21", "5": "21"}
#: A percentage as machines or people write it: "21", "21,00", "21 %". A share ("0.21") is none.
WHOLE_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?", re.ASCII)
LEVELS = ("module", "genericModule", "courseDay")


@dataclass(frozen=True, slots=True)
class Pricing:
    """What is needed to read prices: the file for reports, how long the course is, and the course's findings."""

    file: str
    duration: Duration | None
    findings: Findings

    def lines(self, holder: Element | None, on: date) -> tuple[PriceRecord, ...]:
        """The price lines of a run or of the generic run, valid on that day; () when there is no price.

        Raises Unusable for an amount that cannot be right: then the old price is better than this one.
        """
        costs = _applicable(_costs(holder), on)
        told = [price for cost in costs if (price := self._told(cost)) is not None]
        # A cost without an amount is a mistake, where other formats just tell none.
        missing = next((price for price in told if not price.amount), None)
        if missing and not any(on_request(price.amount) for price in told):
            self.findings.refuse("price_missing", _("Er staat geen bedrag bij deze kosten."), missing.where)
        return price_lines(told, self.findings, self.duration)

    def _told(self, cost: Element) -> ToldPrice | None:
        """What one cost says; None when it is no cost of one learner."""
        where = f"{self.file}, {line(cost)}"
        kind, period = text(cost, "costType").lower(), text(cost, "period").lower()
        if kind in NO_COST:
            return None
        if text(cost, "payableBy").lower() == "group":
            self.findings.tell("price_of_group", _("Een prijs voor een groep tonen wij niet."), where)
            return None
        return ToldPrice(
            amount=text(cost, "amount"),
            vat=text(cost, "amountVAT"),
            percent=_percent(cost),
            kind=COSTS.get(kind, CostKind.OTHER),
            required=yes(text(cost, "isRequiredCost")) is not False,
            label=dutch(cost, "summaryText") or dutch(cost, "descriptionText"),
            currency=text(cost, "currency"),
            period="" if period == "program" else period,
            where=where,
        )


def _percent(cost: Element) -> str:
    """The percentage that a cost tells itself, else that of its code; "" when neither says anything sure."""
    told = WHOLE_PERCENT.fullmatch(text(cost, "VATPercentage").strip())
    if told and whole(told[1], 100) is not None:
        return told[1]
    return VAT_OF_CODE.get(text(cost, "VATCode"), "")


def _costs(holder: Element | None) -> list[Element]:
    """The costs of an element itself, else those of the modules and days inside it."""
    own = children(holder, "cost")
    if own or holder is None:
        return own
    return [cost for level in LEVELS for inner in children(holder, level) for cost in _costs(inner)]


def _applicable(costs: list[Element], on: date) -> Iterator[Element]:
    """Of each kind of cost the lines valid on that day; when there are none yet, those that become valid first."""
    groups: dict[tuple[str, str], list[Element]] = {}
    for cost in costs:
        groups.setdefault((text(cost, "costType").lower(), text(cost, "payableBy").lower()), []).append(cost)
    for group in groups.values():
        dated = [
            (cost, day(text(cost, "amountValidFrom")) or date.min, day(text(cost, "amountValidUntil")) or date.max)
            for cost in group
        ]
        valid = [cost for cost, since, until in dated if since <= on <= until]
        later = min((since for _cost, since, _until in dated if since > on), default=None)
        yield from valid or [cost for cost, since, _until in dated if since == later]
