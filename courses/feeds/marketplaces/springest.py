"""Springest product XML 2.1. Source: product_2_1.xsd, and what real feeds do: empty elements for absent ones."""

from datetime import date

from courses.enums import SessionStatus, StartKind
from courses.feeds import words
from courses.feeds.products import Products
from courses.feeds.sentences import sentence as _
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.xml import Element, beside, children, first, text

PERIODS = {"yearly": "year", "monthly": "month", "daily": "day"}
#: Kinds that are no course for one person.
NOT_FOR_LEARNERS = {
    "in-company": _("Dit is voor bedrijven en wordt niet getoond."),
    "incompany": _("Dit is voor bedrijven en wordt niet getoond."),
    "book": _("Dit is een boek en wordt niet getoond."),
    "books": _("Dit is een boek en wordt niet getoond."),
}


def _told(product: Element, where: str, today: date) -> Told:
    kind = text(product, "ProductType").lower()
    told = Told(
        key=text(product, "ID"),
        title=text(product, "Name"),
        where=where,
        description=text(product, "Description"),
        link=text(product, "WebAddress"),
        contact_email=text(product, "ContactPerson", "EmailAddress"),
        language=text(product, "Language"),
        sector=words.sector_of([text(one) for one in children(product, "Category")] or [text(product, "Name")]),
        level_word=text(product, "Level"),
        outcome=words.outcome_of(text(product, "Completion")),
        crebo=text(product, "CreboID"),
        online=kind in {"elearning", "learning_bite"},
        duration=(text(product, "Duration"), text(product, "DurationUnit")),
        parts_of_day=words.parts_of_day(text(one, "Name") for one in children(first(product, "Moments"), "Moment")),
        prices=_prices(product, where),
        sessions=[_session(one, where) for one in children(first(product, "StartingDatePlaces"), "StartingDatePlace")],
    )
    if kind in {"elearning", "learning_bite", "home"}:
        told.start_kind = StartKind.DIRECT
    if kind in NOT_FOR_LEARNERS:
        told.left_out = ("not_for_learners", NOT_FOR_LEARNERS[kind])
    if children(first(product, "AllowedSites"), "Go"):
        told.notes.append(
            ("only_for_some", _("Volgens AllowedSites is dit voor bepaalde werkgevers. Kijk of dat klopt."))
        )
    if text(product, "MaxParticipants") == "0":
        told.notes.append(("full", _("MaxParticipants is 0: volgens Springest is dit vol.")))
    return told


def _prices(product: Element, where: str) -> list[ToldPrice]:
    main = _price(product, where)
    main.period = PERIODS.get(text(product, "PricePeriod").lower(), "")
    prices = [main] if main.amount else []
    for extra in children(first(product, "AdditionalCosts"), "AdditionalCost"):
        price = _price(extra, beside(where, extra))
        named = text(extra, "TypeOther") or text(extra, "Type")
        price.kind, price.label = words.cost_of(named), named
        price.required = text(extra, "Mandatory").lower() != "false"
        if price.amount and main.amount:
            prices.append(price)
    return prices


def _price(holder: Element, where: str) -> ToldPrice:
    vat = text(holder, "VatIncluded").lower()
    return ToldPrice(
        amount=text(holder, "Price"),
        vat="" if vat in {"exempt", "yes", "true"} else text(holder, "VatAmount"),
        exempt=vat == "exempt",
        gross=vat in {"yes", "true"},
        where=where,
    )


def _session(start: Element, where: str) -> ToldSession:
    days = children(first(start, "Schedule"), "Courseday")
    month_only = text(start, "StartdateIsMonthOnly").lower() in {"true", "1"}
    return ToldSession(
        key=text(start, "ID"),
        starts=text(start, "Startdate"),
        ends=text(start, "Enddate"),
        days=[text(one, "Date") for one in days],
        certain=not month_only,
        place=text(start, "Place") or next((text(one, "Place") for one in days if text(one, "Place")), ""),
        seats_total=text(start, "MaxNumberOfSeats"),
        seats_left=text(start, "AvailableSeats"),
        status=SessionStatus.OPEN,
        where=beside(where, start),
    )


read_springest = Products("Springest", {"products"}, "product", _told)
