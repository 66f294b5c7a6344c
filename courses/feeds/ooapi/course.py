"""A course or program of OOAPI, with its offerings, in the words of ``courses.feeds.told``."""

from datetime import date

from courses.enums import Outcome, SessionStatus, StartKind
from courses.feeds import own
from courses.feeds import words as ours
from courses.feeds.json import Json, inside, many, words
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import plain
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.values import MOST_SEATS, cents, day, iso_duration, whole

#: Codes of registers that several courses may share; they are no id of a course.
REGISTERS = {"crohocrebocode", "crohocode", "crebocode", "brin", "croho_crebo_code", "croho", "crebo", "isbn", "issn"}
CREBO_TYPES = {"crohocrebocode", "crebocode", "croho_crebo_code", "crebo"}
OUTCOMES = {
    "diploma": Outcome.DIPLOMA,
    "certificate": Outcome.CERTIFICATE,
    "testimonial": Outcome.DIPLOMA,
    "micro_credential_certificate": Outcome.CERTIFICATE,
    "mbo_certificate": Outcome.MBO_CERTIFICATE,
}
ONLINE = {"online", "distance-learning", "distance learning"}
#: By Dutch law (WHW 7.4) a credit of ECTS is 28 hours.
HOURS_PER_ECTS = 28
NO_PLACE = {"billing", "invoicing", "deliveries"}
CLOSED_STATES = {"concept", "inactive"}


def told_course(item: Json, offerings: list[Json], key_name: str, where: str, today: date) -> Told:
    """What a course and its offerings tell on that day: a version that counts then goes before the rest."""
    if not isinstance(item, dict):
        return Told("", "", where)
    if ext := own.part(item.get("ext")):
        told = own.course(ext, where)
        parts = [own.part(one.get("ext")) for one in offerings if isinstance(one, dict)]
        told.sessions = [own.session(one, where) for one in parts if one and "key" in one]
        return told
    item = _on(item, today)
    dated = [one for one in offerings if isinstance(one, dict) and (_start(one) or not _flexible(one))]
    flexible = [one for one in offerings if isinstance(one, dict) and _flexible(one) and not _start(one)]
    level = words(item.get("level"))
    codes = [code for code in [item.get("primaryCode"), *many(item.get("otherCodes"))] if isinstance(code, dict)]
    told = Told(
        key=_key(item, key_name),
        title=by_language(item.get("name")),
        where=where,
        summary=by_language(item.get("abstract")),
        description=by_language(item.get("description")),
        sections=[
            ("Wat leer je?", _outcomes(item.get("learningOutcomes"))),
            ("Hoe word je getoetst?", by_language(item.get("assessment"))),
            ("Hoe schrijf je je in?", by_language(item.get("enrollment") or item.get("enrolment"))),
        ],
        link=words(item.get("link")),
        language=words(inside(item, "teachingLanguage")) or words((many(item.get("teachingLanguages")) or [""])[0]),
        sector=ours.sector_of([by_language(item.get("name"))]),
        level_word="" if level.startswith("undefined") else level,
        nlqf=_nlqf(words(item.get("levelOfQualification"))),
        outcome=OUTCOMES.get(words(item.get("formalDocument")).lower().replace(" ", "_"), Outcome.PARTICIPATION),
        crebo=next((c for c in map(_crebo, codes) if c), ""),
        entry_requirements=by_language(item.get("admissionRequirements")),
        online=_online(item),
        duration=iso_duration(words(item.get("duration"))),
        hours_total=_hours(item.get("studyLoad")),
        expires=words(item.get("validTo"))[:10],
        sessions=[_session(one, where) for one in dated],
    )
    places, postal = _places([item, *flexible])
    told.places = places
    if postal or any(_places([one])[1] for one in dated):
        told.notes.append(
            ("place_is_postal", _("Er is alleen een postadres bekend; dat is misschien niet de lesplaats."))
        )
    if flexible:
        told.prices = _prices(flexible[0], where)
        if not dated:
            told.start_kind = StartKind.DIRECT
    _visibility(told, item)
    return told


def by_language(value: Json) -> str:
    """Of [{"language": "nl-NL", "value": ...}] the Dutch text, else the first; a plain text as it is."""
    if not isinstance(value, list):
        return words(value)
    texts = [(words(one.get("language")).lower(), words(one.get("value"))) for one in value if isinstance(one, dict)]
    dutch = [text for language, text in texts if language.startswith("nl") and text]
    return (dutch or [text for _language, text in texts if text] or [""])[0]


def _on(item: dict[str, Json], today: date) -> dict[str, Json]:
    for override in many(item.get("timelineOverrides")):
        if not isinstance(override, dict):
            continue
        since, until = day(words(override.get("validFrom"))), day(words(override.get("validTo")))
        if (since or date.min) <= today <= (until or date.max):
            other = next((override[name] for name in ("course", "program", "programme") if name in override), None)
            if isinstance(other, dict):
                return item | {name: value for name, value in other.items() if value is not None}
    return item


def _key(item: dict[str, Json], key_name: str) -> str:
    """The provider's own code, which its other feeds use too; else the id of the API."""
    kind, code = words(inside(item, "primaryCode", "codeType")).lower(), words(inside(item, "primaryCode", "code"))
    return code if code and kind not in REGISTERS else words(item.get(key_name))


def _crebo(code: Json) -> str:
    """A code of the crebo register; those of CROHO stand under the same name and begin with another digit."""
    number = words(inside(code, "code"))
    of_crebo = words(inside(code, "codeType")).lower() in CREBO_TYPES
    return number if of_crebo and number.startswith(("2", "79", "9", "K", "C")) and len(number) == 5 else ""


def _nlqf(told: str) -> str:
    """Stated as NLQF: version 5 calls its list so; version 6 tells EQF, but for "nlqf_4plus"."""
    return told.removeprefix("nlqf_").replace("4plus", "4+") if not told.startswith("eqf") else ""


def _outcomes(value: Json) -> str:
    named = []
    for one in many(value):
        text = by_language(one) if isinstance(one, list) else ""
        if isinstance(one, dict):
            text = by_language(one.get("name")) or by_language(one.get("description")) or words(one.get("value"))
        named.append(text or words(one))
    return "\n".join(text for text in named if text)


def _hours(value: Json) -> str:
    for load in many(value):
        unit, amount = words(inside(load, "studyLoadUnit")).lower(), words(inside(load, "value"))
        number = cents(amount)
        if number is None or number < 0:
            continue
        if unit == "ects":
            return str(number * HOURS_PER_ECTS // 100)
        if unit in {"sbu", "hour"}:
            return str(number // 100)
    return ""


def _modes(item: dict[str, Json]) -> set[str]:
    rio = _rio(item)
    told = many(rio.get("modeOfDelivery")) or many(item.get("modeOfDelivery")) or many(item.get("modesOfDelivery"))
    return {words(mode).lower() for mode in told} - {""}


def _online(item: dict[str, Json]) -> bool:
    modes = _modes(item)
    return bool(modes) and modes <= ONLINE


def _rio(item: dict[str, Json]) -> dict[str, Json]:
    """What is said for the register RIO."""
    for consumer in [*many(item.get("consumers")), *many(item.get("consumer"))]:
        if isinstance(consumer, dict) and words(consumer.get("consumerKey")).lower() == "rio":
            return consumer
    return {}


def _places(holders: list[dict[str, Json]]) -> tuple[list[tuple[str, ...]], bool]:
    """Where it is given, and whether that is only a postal address."""
    addresses = [one for holder in holders for one in many(holder.get("addresses")) if isinstance(one, dict)]
    by_type = {name: [one for one in addresses if words(one.get("addressType")).lower() == name]
               for name in ("teaching", "visit", "postal")}  # fmt: skip
    other = [
        one
        for one in addresses
        if words(one.get("addressType")).lower() not in NO_PLACE | {"teaching", "visit", "postal"}
    ]
    chosen = by_type["teaching"] or by_type["visit"] or other or by_type["postal"]
    places: list[tuple[str, ...]] = [
        (words(one.get("city")), words(one.get("postalCode")) or words(one.get("postCode"))) for one in chosen
    ]
    return places, bool(chosen) and chosen is by_type["postal"]


def _start(offering: dict[str, Json]) -> str:
    return words(offering.get("startDate")) or words(offering.get("startDateTime"))


def _flexible(offering: dict[str, Json]) -> bool:
    return any(offering.get(name) for name in ("flexibleEntryPeriodStart", "flexibleEntryPeriodStartDateTime"))


def _session(offering: dict[str, Json], where: str) -> ToldSession:
    (place, postcode), *_rest = _places([offering])[0] or [("", "")]
    periods = many(offering.get("enrolmentPeriods"))
    first_days = [day for one in periods if (day := words(inside(one, "startDateTime")))]
    last_days = [words(inside(one, "endDateTime")) for one in periods]
    total, taken = words(offering.get("maxNumberStudents")), words(offering.get("enrolledNumberStudents"))
    seats, used = whole(total, MOST_SEATS), whole(taken, MOST_SEATS)
    left = str(max(0, seats - used)) if seats is not None and used is not None else ""
    return ToldSession(
        key=_offering_key(offering),
        starts=_start(offering),
        ends=words(offering.get("endDate")) or words(offering.get("endDateTime")),
        opens=words(offering.get("enrollStartDate")) or min(first_days, default=""),
        deadline=words(offering.get("enrollEndDate")) or max(last_days, default=""),
        place=place,
        postcode=postcode,
        online=_online(offering) if _modes(offering) else None,
        seats_total=total,
        seats_left=left,
        status=_status(offering),
        prices=_prices(offering, where),
        where=where,
    )


def _offering_key(offering: dict[str, Json]) -> str:
    names = ("offeringId", "courseOfferingId", "programmeOfferingId")
    return words(inside(offering, "primaryCode", "code")) or next(
        (words(offering[name]) for name in names if words(offering.get(name))), ""
    )


def _status(offering: dict[str, Json]) -> SessionStatus:
    state = words(offering.get("state")).lower()
    if state == "cancelled":
        return SessionStatus.CANCELLED
    if state in CLOSED_STATES or words(_rio(offering).get("registrationStatus")).lower() == "closed":
        return SessionStatus.CLOSED
    return SessionStatus.OPEN


def _prices(offering: dict[str, Json], where: str) -> list[ToldPrice]:
    """Parts when they add up to the total that is told, or when no total is told; else the total."""
    totals: list[ToldPrice] = []
    parts: list[ToldPrice] = []
    for cost in many(offering.get("priceInformation")):
        kind = words(inside(cost, "costType")).lower().replace("_", " ")
        if not isinstance(cost, dict) or kind == "stap eligible":
            continue
        price = _price(cost, kind, where)
        if price.amount:
            (totals if kind in {"total costs", ""} else parts).append(price)
    if parts and (not totals or sum(_whole(part) for part in parts) == _whole(totals[0])):
        return parts
    return totals[:1]


def _price(cost: dict[str, Json], kind: str, where: str) -> ToldPrice:
    net, vat = words(cost.get("amountWithoutVat")), words(cost.get("vatAmount"))
    is_total = kind in {"total costs", ""}
    price = ToldPrice(
        amount=net or words(cost.get("amount")),
        vat=vat if net else "",
        gross=not net,
        currency=words(cost.get("currency")) or "EUR",
        where=where,
    )
    if not is_total:
        price.kind, price.label = ours.cost_of(kind), kind
    return price


def _whole(price: ToldPrice) -> int:
    return (cents(price.amount) or 0) + (cents(price.vat) or 0)


def _visibility(told: Told, item: dict[str, Json]) -> None:
    state = words(item.get("state")).lower() or words(_rio(item).get("state")).lower()
    if state in CLOSED_STATES | {"cancelled"}:
        told.left_out = (
            "not_published",
            _("De opleider biedt deze opleiding nu niet aan (%(state)s).", state=plain(state, 40)),
        )
