"""Prices in EDU-DEX: cost elements at many levels, with VAT, validity and period, as price lines of one learner.

The most specific level that has costs counts: those of a run itself, else those of its modules and days, else the
same two of the generic run. A price that cannot be totalled for one learner is no price: "op aanvraag", never too low.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from courses.enums import CostKind
from courses.feeds.edudex.words import COSTS, NO_COST
from courses.feeds.pricing import absurd
from courses.feeds.records import Duration, Findings, PriceRecord, Unusable
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import plain
from courses.feeds.values import HIGHEST_VAT, MOST_CENTS, cents, day, vat_cents, whole, yes
from courses.feeds.xml import Element, children, dutch, line, text

#: VAT that belongs to a VATCode (interop: 3 is goods at 9 %, 4 and 5 are 21 %); the others say nothing sure.
VAT_OF_CODE = {"3": 9, "4": 21, "5": 21}
LEVELS = ("module", "genericModule", "courseDay")


class _NoTotal(Exception):
    """There is a price, but not one for the whole course for one learner, as ``reason`` says."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason.text)
        self.reason = reason


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
        costs = list(_applicable(_costs(holder), on))
        try:
            lines = [line for cost in costs if (line := self._line(cost)) is not None]
        except _NoTotal as problem:
            self.findings.warn("price_without_total", problem.reason, self._at(costs[0]))
            return ()
        if costs and not lines:
            zero = _("Er staat € 0. Wij tonen 'prijs op aanvraag': laat een onbekende prijs weg.")
            self.findings.warn("price_zero", zero, self._at(costs[0]))
        if sum(part.net_cents + part.vat_cents for part in lines) > MOST_CENTS:
            raise Unusable("price_absurd", absurd(), self._at(costs[0]))
        return tuple(lines)

    def _at(self, cost: Element) -> str:
        return f"{self.file}, {line(cost)}"

    def _line(self, cost: Element) -> PriceRecord | None:
        kind = text(cost, "costType").lower()
        if kind in NO_COST:
            return None
        if text(cost, "payableBy").lower() == "group":
            self.findings.tell("price_of_group", _("Een prijs voor een groep tonen wij niet."), self._at(cost))
            return None
        if text(cost, "currency").lower() not in {"", "eur"}:
            raise _NoTotal(_("De prijs is niet in euro's. Wij tonen 'prijs op aanvraag'."))
        net = self._amount(cost, "amount") * self._times(text(cost, "period").lower())
        if net > MOST_CENTS:
            raise Unusable("price_absurd", absurd(), self._at(cost))
        if net == 0:
            return None
        vat, percent = self._vat(cost, net)
        label = plain(dutch(cost, "summaryText") or dutch(cost, "descriptionText"), 200)
        required = yes(text(cost, "isRequiredCost"))
        return PriceRecord(COSTS.get(kind, CostKind.OTHER), net, vat, percent, required is not False, label)

    def _amount(self, cost: Element, name: str) -> int:
        written = text(cost, name)
        amount = cents(written)
        if amount is None:
            raise Unusable(
                "price_unreadable", _("'%(amount)s' is geen bedrag. Schrijf 1450.00.", amount=written), self._at(cost)
            )
        if amount < 0:
            raise Unusable(
                "price_negative", _("Het bedrag %(amount)s is lager dan nul.", amount=written), self._at(cost)
            )
        return amount

    def _times(self, period: str) -> int:
        """How often an amount per period is paid, when the length of the course is told in the same period."""
        if period in {"", "program"}:
            return 1
        if self.duration is not None and period == self.duration.unit:
            return self.duration.amount
        raise _NoTotal(
            _(
                "De prijs is per periode (%(period)s) en de lengte van de opleiding past daar niet bij. "
                "Wij tonen 'prijs op aanvraag'.",
                period=period,
            )
        )

    def _vat(self, cost: Element, net: int) -> tuple[int, int | None]:
        """VAT in cents over ``net``, and the percentage when the feed tells or implies it."""
        percent = whole(text(cost, "VATPercentage"), 100)
        if percent is None:
            percent = VAT_OF_CODE.get(text(cost, "VATCode"))
        if text(cost, "amountVAT"):
            vat = self._amount(cost, "amountVAT") * self._times(text(cost, "period").lower())
            if vat * 100 > net * HIGHEST_VAT:
                raise Unusable("vat_absurd", _("De btw kan niet zo hoog zijn; 'amount' is zonder btw."), self._at(cost))
            if percent is None:
                percent = next((rate for rate in (0, 9, 21) if abs(vat_cents(net, rate) - vat) <= 1), None)
            elif abs(vat_cents(net, percent) - vat) > 1:
                self.findings.warn(
                    "vat_differs", _("De btw klopt niet met %(percent)s %%.", percent=percent), self._at(cost)
                )
            return vat, percent
        if percent is None:
            self.findings.warn("vat_unknown", _("Er staat niet bij of er btw op komt."), self._at(cost))
            return 0, None
        return vat_cents(net, percent), percent


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
