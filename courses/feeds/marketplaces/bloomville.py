"""Bloomville courseFeed XML. Source: courseFeed.xsd (transcribed) and a real file.

Amounts have a decimal comma. Every part of the price has lines with a first day; the last one that counts today holds.
``VatFree`` is what somebody pays who is free of VAT, so it is no part of the price.
"""

from datetime import date

from courses.enums import CostKind, SessionStatus, StartKind
from courses.feeds import words
from courses.feeds.products import Products
from courses.feeds.sentences import sentence as _
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.values import day
from courses.feeds.xml import Element, attribute, beside, children, first, text

#: Components of the price: kind, label, and whether everybody pays it.
COMPONENTS = (
    ("PriceBase", CostKind.TUITION, "", True),
    ("PriceEnrol", CostKind.REGISTRATION, "Inschrijving", True),
    ("PriceMaterialLow", CostKind.MATERIAL, "Lesmateriaal (laag btw-tarief)", True),
    ("PriceMaterialHigh", CostKind.MATERIAL, "Lesmateriaal (hoog btw-tarief)", True),
    ("PriceArrFacLow", CostKind.OTHER, "Arrangement (laag btw-tarief)", True),
    ("PriceArrFacHigh", CostKind.OTHER, "Arrangement (hoog btw-tarief)", True),
    ("PriceExam", CostKind.EXAM, "Examen", True),
    ("PriceOvernight", CostKind.OTHER, "Overnachting", False),
)
SECTIONS = (
    ("Goals", "Wat leer je?"),
    ("Subjects", "Zo ziet de opleiding eruit"),
    ("CourseFormat", "Hoe leer je?"),
    ("TargetAudience", "Voor wie is dit?"),
    ("CertValue", "Wat krijg je na afloop?"),
    ("NextSteps", "En daarna?"),
)
ONLINE = {"e-learning", "virtual class", "exams-self-paced", "self-study package"}
DIRECT = {"e-learning", "exams-self-paced", "self-study package", "book"}


def _told(template: Element, where: str, today: date) -> Told:
    delivery = text(template, "Delivery").lower()
    classes = children(first(template, "Classes"), "Class")
    dated = [one for one in classes if _sessions(one)]
    told = Told(
        key=text(template, "Code"),
        title=text(template, "Title"),
        where=where,
        summary=text(template, "Description"),
        description=text(template, "DescriptionLong"),
        sections=[(heading, text(template, name)) for name, heading in SECTIONS],
        language=text(template, "Language"),
        sector=words.sector_of([text(template, "Title")]),
        level_word=text(template, "Level"),
        outcome=words.outcome_of(text(template, "CertValue")),
        entry_requirements=text(template, "StartLevel"),
        online=delivery in ONLINE,
        hours_total=text(template, "Duration"),
        expires=text(template, "DateAvailableTill"),
        places=[(text(one, "Location"), "") for one in classes if one not in dated],
        prices=_prices(template, where, today),
        sessions=[_session(one, where, today) for one in dated],
    )
    if delivery in DIRECT:
        told.start_kind = StartKind.DIRECT
    if delivery == "book":
        told.left_out = ("not_for_learners", _("Dit is een boek en wordt niet getoond."))
    available = day(text(template, "DateAvailableFrom"))
    if available is not None and available > today:
        told.left_out = ("not_published", _("Deze opleiding is er pas vanaf %(day)s.", day=str(available)))
    return told


def _prices(template: Element, where: str, today: date) -> list[ToldPrice]:
    prices = []
    for name, kind, label, required in COMPONENTS:
        lines = children(first(template, name), "Price")
        dated = [(day(attribute(one, "from")) or date.min, one) for one in lines]
        valid = [pair for pair in dated if pair[0] <= today]
        if not dated:
            continue
        # Nothing counts yet: then the first that will.
        chosen = max(valid, key=_since)[1] if valid else min(dated, key=_since)[1]
        amount = text(chosen, "Base")
        if amount:
            at = beside(where, chosen)
            prices.append(
                ToldPrice(amount, vat=text(chosen, "Vat"), kind=kind, required=required, label=label, where=at)
            )
    if not any(price.kind == CostKind.TUITION for price in prices):
        return []
    return prices


def _since(pair: tuple[date, Element]) -> date:
    return pair[0]


def _sessions(one: Element) -> list[Element]:
    return children(first(one, "Sessions"), "Session")


def _session(one: Element, where: str, today: date) -> ToldSession:
    moments = _sessions(one)
    starts = sorted(attribute(moment, "StartDateTime") for moment in moments)
    ends = sorted(attribute(moment, "EndDateTime") for moment in moments)
    stopped = day(text(one, "DiscontinuedFrom"))
    return ToldSession(
        key=text(one, "Code"),
        starts=starts[0],
        ends=ends[-1],
        place=text(one, "Location"),
        status=SessionStatus.CANCELLED if stopped is not None and stopped <= today else SessionStatus.OPEN,
        where=beside(where, one),
    )


read_bloomville = Products("Bloomville", {"coursetemplates"}, "coursetemplate", _told)
