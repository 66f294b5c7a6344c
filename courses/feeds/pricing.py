"""Prices as a feed told them (``courses.feeds.told``) as price lines of one learner, the same way for every format.

A price that cannot be right refuses what it belongs to, for the old price is better than a wrong one; one that cannot
be totalled for one learner is no price: "op aanvraag" (docs/decisions/courses.md).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from courses.feeds.records import Duration, Findings, PriceRecord, SessionRecord, Unusable
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import plain
from courses.feeds.told import ToldPrice
from courses.feeds.values import HIGHEST_VAT, MOST_CENTS, amount_cents, on_request, vat_cents, whole


@dataclass(slots=True)
class RefusedPrices:
    """What sessions that were refused told of their price: of a course that has it from them alone, it still counts.

    ``wrong`` is why a price itself was refused.
    """

    told: list[tuple[PriceRecord, ...]] = field(default_factory=list)
    wrong: Unusable | None = None

    def of(self, problem: Unusable, read: Callable[[], tuple[PriceRecord, ...]]) -> None:
        """Remember the price of a session that was refused for this problem, as far as ``read`` can read it."""
        if problem.code.startswith(("price_", "vat_")):
            self.wrong = problem
            return
        with suppress(Unusable):
            self.told.append(read())


def hoisted(
    sessions: tuple[SessionRecord, ...], course: tuple[PriceRecord, ...], refused: RefusedPrices
) -> tuple[tuple[SessionRecord, ...], tuple[PriceRecord, ...]]:
    """A price that all sessions share is the course's; sessions keep only prices of their own.

    Without a session that can be used the price is that of the refused ones: the old session stays, and so does what it
    costs. Raises Unusable when that price is the mistake: then the old course stays as a whole.
    """
    own = {one.prices for one in sessions if one.prices} or {prices for prices in refused.told if prices}
    shared = course or (next(iter(own)) if len(own) == 1 and all(one.prices for one in sessions) else ())
    if refused.wrong and not sessions and not shared:
        raise refused.wrong
    return tuple(replace(one, prices=()) if one.prices == shared else one for one in sessions), shared


class _NoTotal(Exception):
    """There is a price, but not one for the whole course, as ``reason`` says."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason.text)
        self.reason = reason


def price_lines(told: list[ToldPrice], findings: Findings, length: Duration | None) -> tuple[PriceRecord, ...]:
    """Price lines of one learner; () is "price on request", never 0. Raises Unusable for what cannot be right."""
    if any(on_request(one.amount) for one in told):
        findings.tell("price_on_request", _("De prijs is op aanvraag."), told[0].where)
        return ()
    try:
        lines = [line for one in told if one.amount.strip() and (line := _line(one, findings, length)) is not None]
    except _NoTotal as problem:
        findings.warn("price_without_total", problem.reason, told[0].where)
        return ()
    if told and not lines and any(amount_cents(one.amount, one.decimal) == 0 for one in told):
        findings.warn(
            "price_zero", _("Er staat € 0. Wij tonen 'prijs op aanvraag': laat een onbekende prijs weg."), told[0].where
        )
    if sum(line.net_cents + line.vat_cents for line in lines) > MOST_CENTS:
        findings.refuse("price_absurd", _absurd(), told[0].where)
    return tuple(lines)


def _line(told: ToldPrice, findings: Findings, length: Duration | None) -> PriceRecord | None:
    if told.currency.strip().upper() not in {"", "EUR", "€"}:
        raise _NoTotal(
            _(
                "De prijs is niet in euro's maar in %(currency)s. Wij tonen 'prijs op aanvraag'.",
                currency=plain(told.currency, 10),
            )
        )
    amount = _amount(told.amount, told, findings) * _times(told.period, length)
    if amount > MOST_CENTS:
        findings.refuse("price_absurd", _absurd(), told.where)
    if amount == 0:
        return None
    label = plain(told.label, 200)
    if told.exempt:
        return PriceRecord(told.kind, amount, 0, 0, told.required, label)
    percent = whole(told.percent.strip().rstrip("%").strip().partition(".")[0].partition(",")[0], 100)
    if told.gross:
        net = _without(amount, percent)
        return PriceRecord(told.kind, net, amount - net, percent, told.required, label)
    if told.vat.strip():
        vat = _amount(told.vat, told, findings) * _times(told.period, length)
        if vat * 100 > amount * HIGHEST_VAT:
            findings.refuse("vat_absurd", _("De btw kan niet zo hoog zijn; de prijs is zonder btw."), told.where)
        if percent is None:
            percent = next((rate for rate in (0, 9, 21) if abs(vat_cents(amount, rate) - vat) <= 1), None)
        elif abs(vat_cents(amount, percent) - vat) > 1:
            findings.warn("vat_differs", _("De btw klopt niet met %(percent)s %%.", percent=percent), told.where)
        return PriceRecord(told.kind, amount, vat, percent, told.required, label)
    if percent is None:
        findings.warn("vat_unknown", _("Er staat niet bij of er btw op komt."), told.where)
        return PriceRecord(told.kind, amount, 0, None, told.required, label)
    if percent > HIGHEST_VAT:
        findings.refuse("vat_absurd", _("Een btw van %(percent)s %% bestaat niet.", percent=percent), told.where)
    return PriceRecord(told.kind, amount, vat_cents(amount, percent), percent, told.required, label)


def _times(period: str, length: Duration | None) -> int:
    """How often an amount per period is paid, when the length of the course is told in the same period."""
    if not period:
        return 1
    if length is not None and length.unit == period:
        return length.amount
    raise _NoTotal(
        _(
            "De prijs is per periode (%(period)s) en de lengte van de opleiding past daar niet bij. "
            "Wij tonen 'prijs op aanvraag'.",
            period=plain(period, 20),
        )
    )


def _amount(written: str, told: ToldPrice, findings: Findings) -> int:
    amount = amount_cents(written, told.decimal)
    if amount is None:
        findings.refuse(
            "price_unreadable",
            _("'%(amount)s' is geen bedrag. Schrijf 1450.00.", amount=plain(written, 40)),
            told.where,
        )
    if amount < 0:
        findings.refuse(
            "price_negative", _("Het bedrag %(amount)s is lager dan nul.", amount=plain(written, 40)), told.where
        )
    if amount > MOST_CENTS:
        findings.refuse("price_absurd", _absurd(), told.where)
    return amount


def _without(gross: int, percent: int | None) -> int:
    """Cents without VAT of an amount with it; the same when the percentage is not known."""
    if not percent:
        return gross
    return int((Decimal(gross) * 100 / (100 + percent)).quantize(Decimal(1), ROUND_HALF_UP))


def _absurd() -> Sentence:
    return _("Een bedrag boven € %(most)s kan niet kloppen. Kijk of de komma goed staat.", most=MOST_CENTS // 100)
