"""Studytube trainings XML. Source: trainings_template.xml and its XSD."""

import re
from datetime import date

from courses.enums import SessionStatus, StartKind
from courses.feeds import words
from courses.feeds.products import Products
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.xml import Element, beside, children, first, text

EXEMPT = "exempted_from_vat"
#: Exams of a body outside the provider, in the list of Certificate.
OWN_CERTIFICATE = "certificaat opleider"
POSTCODE = re.compile(r"\b(\d{4}\s?[A-Za-z]{2})\b")


def _told(product: Element, where: str, today: date) -> Told:
    certificate = text(product, "Certificate")
    schedule = text(product, "ScheduleType").lower()
    sessions = [_session(one, where) for one in children(first(product, "LiveSessions"), "LiveSession")]
    told = Told(
        key=text(product, "ID"),
        title=text(product, "Name"),
        where=where,
        description=text(product, "Description"),
        sections=[("Zo ziet de opleiding eruit", text(product, "Agenda"))],
        keywords=f"{text(product, 'Category')} {text(product, 'SubCategory')}",
        link=text(product, "WebAddress"),
        language=text(product, "Language"),
        sector=words.sector_of([text(product, "Category"), text(product, "SubCategory"), text(product, "Name")]),
        level_word=text(product, "TargetEducationalLevel"),
        outcome=words.outcome_of("branche" if certificate and certificate.lower() != OWN_CERTIFICATE else certificate),
        duration=_duration(product),
        prices=_prices(product, where),
        sessions=sessions,
    )
    if schedule == "nodate":
        told.start_kind = StartKind.DIRECT
    return told


def _duration(product: Element) -> tuple[str, str]:
    amount, unit = text(product, "Duration"), text(product, "DurationUnit").lower()
    if unit.startswith("minute") and amount.isascii() and amount.isdigit():
        return str(-(-int(amount[:9]) // 60)), "hour"
    return amount, unit


def _prices(product: Element, where: str) -> list[ToldPrice]:
    main = _price(product, "TrainingPriceExVAT", where)
    prices = [main] if main.amount else []
    for extra in children(first(product, "AdditionalCosts"), "AdditionalCost"):
        price = _price(extra, "AdditionalCostPriceExVAT", beside(where, extra))
        price.label = text(extra, "Type")
        price.kind = words.cost_of(price.label)
        if price.amount and main.amount:
            prices.append(price)
    return prices


def _price(holder: Element, name: str, where: str) -> ToldPrice:
    percent = text(holder, "VATPercentage")
    exempt = percent.lower() == EXEMPT
    return ToldPrice(text(holder, name), percent="" if exempt else percent, exempt=exempt, where=where)


def _session(session: Element, where: str) -> ToldSession:
    """A location is an address ("Naritaweg 70, 1043BZ, Amsterdam, The Netherlands"); a session with a Url is online."""
    address = text(session, "Location")
    postcode = POSTCODE.search(address)
    parts = [part.strip() for part in address.split(",") if part.strip()]
    towns = [part for part in parts if not any(sign.isdigit() for sign in part)]
    town = next((part for part in towns if part.lower() not in {"the netherlands", "nederland"}), "")
    closed = text(session, "LiveSessionClosed").lower() in {"true", "1"}
    days = children(first(session, "LiveSessionDates"), "LiveSessionDate")
    return ToldSession(
        key=text(session, "ID"),
        days=[text(day, "StartDate") for day in days],
        starts=text(days[0], "StartDate") if len(days) == 1 else "",
        place=town or address,
        postcode=postcode[1] if postcode else "",
        online=True if not address and text(session, "Url") else None,
        status=SessionStatus.CLOSED if closed else SessionStatus.OPEN,
        where=beside(where, session),
    )


read_studytube = Products("Studytube", {"products"}, "product", _told)
