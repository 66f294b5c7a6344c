"""The catalogue as EDU-DEX XML: one file with institutes and programs, so that our own importer reads it back equal.

Names and lists are those of the EDU-DEX Data API 1.0.2. What EDU-DEX has no word for stands where our reader looks for
it (docs/decisions/courses.md): recognitions and free seats in the free parts.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from courses.enums import CostKind, Level, Outcome, Recognition, Sector, SessionStatus, StartKind
from courses.exports.values import euros, for_xml
from courses.feeds.edudex import words
from courses.models import Course, PriceLine, Provider, Session

PROGRAM = "http://studieData.nl/schema/edudex/program"
INSTITUTE = "http://studieData.nl/schema/edudex/institute"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GENERATOR = "Doorleren"
#: Longer summaries stand in the element that has no limit.
LONGEST_SUMMARY = 200

LEVELS = {
    Level.NONE: "none",
    Level.MBO_1: "mbo niveau 1",
    Level.MBO_2: "mbo niveau 2",
    Level.MBO_3: "mbo niveau 3",
    Level.MBO_4: "mbo niveau 4",
    Level.HBO: "hbo",
    Level.WO: "wo",
}
DEGREES = {
    Outcome.DIPLOMA: "diploma",
    Outcome.MBO_CERTIFICATE: "mbo-certificaat",
    Outcome.PRACTICE_STATEMENT: "mbo-verklaring",
    Outcome.CERTIFICATE: "certificate",
    Outcome.PARTICIPATION: "certificate of participation",
    Outcome.SECTOR_CERTIFICATE: "certificate",
    Outcome.STATUTORY_EXAM: "certificate",
    Outcome.LICENCE: "certificate",
}
EXAM_BODIES = {Outcome.LICENCE: "cbr", Outcome.STATUTORY_EXAM: "ssvv", Outcome.SECTOR_CERTIFICATE: "branche"}
SBI = {
    Sector.METAL: "25",
    Sector.TECHNOLOGY: "28",
    Sector.CONSTRUCTION: "41",
    Sector.INSTALLATION: "432",
    Sector.TRANSPORT: "49",
    Sector.LOGISTICS: "52",
    Sector.HOSPITALITY: "56",
    Sector.ICT: "62",
    Sector.BUSINESS: "70",
    Sector.EDUCATION: "85",
    Sector.CARE: "86",
    Sector.CHILDCARE: "8891",
    Sector.GREEN: "01",
}
COSTS = {
    CostKind.TUITION: "tuition fee",
    CostKind.MATERIAL: "study material",
    CostKind.EXAM: "examination",
    CostKind.REGISTRATION: "registration fee",
    # EDU-DEX has no travel and no "other": these two of its words come nearest, and the label tells.
    CostKind.TRAVEL: "excursions",
    CostKind.OTHER: "location",
}
STARTS = {kind: word for word, kind in words.STARTS.items()}
STATUSES = {
    SessionStatus.OPEN: "application opened",
    SessionStatus.CLOSED: "application closed",
    SessionStatus.FULL: "application closed",
    SessionStatus.CANCELLED: "canceled",
}
ACCREDITATIONS = {
    Recognition.NRTO: "NRTO",
    Recognition.CEDEO: "Cedeo",
    Recognition.CRKBO: "CRKBO",
}
#: Where our reader finds what is no accreditation of EDU-DEX; "handelgroeit" stands for a body of the branch.
FREE = {Recognition.OCW: "ocw", Recognition.SBB: "sbb", Recognition.NLQF: "nlqf", Recognition.SECTOR: "handelgroeit"}


def document(offer: Iterable[tuple[Provider, Iterable[Course]]]) -> Iterator[bytes]:
    """The whole file, a program at a time: an institute before its programs."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<programs xmlns="{PROGRAM}">\n'.encode()
    for provider, courses in offer:
        yield _bytes(institute(provider))
        for course in courses:
            yield _bytes(program(course))
    yield b"</programs>\n"


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False) + b"\n"


def unit_of(provider: Provider) -> str:
    """The provider's name in EDU-DEX, or its KvK number when nobody gave it one."""
    return provider.org_unit_id or provider.kvk


def institute(provider: Provider) -> etree._Element:
    """Who gives the programs that follow."""
    root = etree.Element(f"{{{INSTITUTE}}}instituteData", nsmap=_namespace(INSTITUTE))
    _text(root, "editor", GENERATOR)
    _text(root, "format", "EDU-DEX 1.0")
    _text(root, "generator", GENERATOR)
    _text(root, "orgUnitId", unit_of(provider))
    for word in provider.recognitions:
        if word in ACCREDITATIONS:
            _text(root, "accreditation", ACCREDITATIONS[Recognition(word)])
    if free := [FREE[Recognition(word)] for word in provider.recognitions if word in FREE]:
        part = _part(root, "instituteDataFree")
        for word in free:
            _text(part, "recognition", word)
    _text(root, "instituteKvK", provider.kvk)
    _dutch(root, "instituteName", provider.name)
    _dutch(root, "webLink", provider.website)
    return root


def program(course: Course) -> etree._Element:
    """One course as courses.loading.whole gives it."""
    root = etree.Element(f"{{{PROGRAM}}}program", nsmap=_namespace(PROGRAM))
    _text(root, "editor", GENERATOR)
    _text(root, "expires", course.expires.isoformat() if course.expires else "")
    _text(root, "format", "EDU-DEX 1.0")
    _text(root, "generator", GENERATOR)
    _text(root, "inPublication", "true")
    _text(root, "lastEdited", course.changed.isoformat(timespec="seconds"))
    admission = _part(root, "programAdmission")
    _text(admission, "applicationOpen", "true")
    _text(admission, "startDateDetermination", STARTS[StartKind(course.start_kind)])
    _classification(root, course)
    contact = _part(_part(root, "programContacts"), "contactData")
    _text(contact, "contactName", course.provider.name)
    _text(contact, "email", course.contact_email)
    _text(contact, "role", "informatie")
    curriculum = _part(root, "programCurriculum")
    _text(curriculum, "instructionLanguage", course.language, percentage="100")
    _text(curriculum, "studyLoad", course.hours_total, period="program")
    _text(curriculum, "studyLoad", course.hours_per_week, period="week")
    _descriptions(root, course)
    _acknowledgements(root, course)
    schedule = _part(root, "programSchedule")
    generic = _part(schedule, "genericProgramRun")
    for part in course.parts_of_day:
        _text(generic, "contactHoursPartOfDay", part)
    _costs(generic, course.price_lines.all(), course.provider_key)
    for session in course.coming:
        _run(schedule, session)
    return root


def _classification(root: etree._Element, course: Course) -> None:
    part = _part(root, "programClassification")
    for kind, sentence in _requirements(course):
        requirement = _part(part, "applicationRequirement")
        _dutch(requirement, "requirementDescription", sentence)
        _text(requirement, "requirementType", kind)
    _text(part, "degree", DEGREES[Outcome(course.outcome)])
    _text(part, "fullyOnline", "true" if course.online else "false")
    _text(part, "orgUnitId", unit_of(course.provider))
    if course.duration_amount is not None:
        _text(part, "programDuration", course.duration_amount, unit=str(course.duration_unit))
    _text(part, "programForm", "e-learning" if course.online else "part-time")
    _text(part, "programId", course.provider_key)
    known = words.level_of(course.level_word) == course.level
    _text(part, "programLevel", course.level_word if known else LEVELS.get(Level(course.level), ""))
    for place in course.places.all():
        _text(_part(part, "programLocation"), "description", place.text)
    _text(part, "programType", "regular")
    _text(part, "targetSectorSBI", SBI.get(Sector(course.sector), ""))
    _text(part, "theme", "languages" if course.sector == Sector.LANGUAGE else "")


def _requirements(course: Course) -> list[tuple[str, str]]:
    """What one needs, a sentence each; the one that tells the minimum age says so by its kind."""
    sentences = [text for text in re.split(r"(?<=\.) ", course.entry_requirements) if text]
    found, told = [], course.minimum_age is None
    for sentence in sentences:
        first = re.search(r"\b[1-9]\d\b", sentence)
        is_age = not told and first is not None and int(first[0]) == course.minimum_age
        told = told or is_age
        found.append(("minimum age" if is_age else "previous education", sentence))
    return found if told else [*found, ("minimum age", f"Je bent minstens {course.minimum_age} jaar.")]


def _descriptions(root: etree._Element, course: Course) -> None:
    part = _part(root, "programDescriptions")
    _dutch(part, "programDescriptionHtml", course.description)
    _dutch(part, "programName", course.title)
    if len(course.summary) > LONGEST_SUMMARY:
        _dutch(part, "programSummaryHtml", html.escape(course.summary, quote=False))
    else:
        _dutch(part, "programSummaryText", course.summary)
    for word in course.keywords.split():
        _dutch(part, "searchword", word)
    _dutch(part, "webLink", course.link)


def _acknowledgements(root: etree._Element, course: Course) -> None:
    body = EXAM_BODIES.get(Outcome(course.outcome))
    if not (course.crebo or course.nlqf or body):
        return
    part = _part(root, "programExternalAcknowledgements")
    if course.crebo:
        _text(_part(part, "creboRegistration"), "creboCode", course.crebo)
    if body:
        exam = _part(part, "industryExamOrCertificate")
        _text(exam, "examOffer", "examination is part of the program")
        _text(_part(exam, "organization"), "orgUnitId", body)
    if course.nlqf:
        _text(_part(part, "nlqfRegistration"), "nlqfLevel", course.nlqf)


def _run(schedule: etree._Element, session: Session) -> None:
    run = _part(schedule, "programRun")
    _text(run, "applicationDeadline", session.deadline.isoformat() if session.deadline else "")
    _costs(run, session.price_lines.all(), session.key)
    _text(run, "endDate", session.ends.isoformat(), isFinal="true" if session.starts_certain else "false")
    _text(run, "fullyOnline", "true" if session.online else "false")
    _text(run, "id", session.key)
    if session.place and not session.online:
        place = _part(run, "location")
        _text(place, "city", session.place)
        _text(place, "country", "nl")
    _text(run, "maxNumberOfParticipants", session.seats_total)
    left = 0 if session.status == SessionStatus.FULL else session.seats_left
    if left is not None or session.municipality_id or session.opens:
        free = _part(run, "programRunFree")
        _text(free, "availableSeats", left)
        _text(free, "municipality", session.municipality_id)
        _text(free, "opens", session.opens.isoformat() if session.opens else "")
    _text(run, "startDate", session.starts.isoformat(), isFinal="true" if session.starts_certain else "false")
    _text(run, "status", STATUSES[SessionStatus(session.status)])


def _costs(parent: etree._Element, lines: Iterable[PriceLine], key: str) -> None:
    for number, line in enumerate(lines, 1):
        cost = _part(parent, "cost")
        _text(cost, "VATPercentage", line.vat_percent)
        _text(cost, "amount", euros(line.net_cents))
        _text(cost, "amountIsFinal", "true")
        # Nobody told whether VAT comes on top: then we do not say 0 either.
        told = line.vat_percent is not None or line.vat_cents
        _text(cost, "amountVAT", euros(line.vat_cents) if told else "")
        _text(cost, "costType", COSTS[CostKind(line.kind)])
        _text(cost, "currency", "eur")
        _text(cost, "id", f"{key}-{number}")
        _text(cost, "isRequiredCost", "true" if line.required else "false")
        _text(cost, "payableBy", "individual")
        _text(cost, "period", "program")
        _dutch(cost, "summaryText", line.label)


def _namespace(address: str) -> dict[str, str]:
    default: Any = None  # lxml calls the namespace without a prefix so
    return {default: address}


def _part(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")


def _text(parent: etree._Element, name: str, value: object, **attributes: str) -> etree._Element | None:
    """An element with this text; none when there is nothing to say."""
    if value is None or value == "":
        return None
    element = _part(parent, name)
    element.text = for_xml(str(value))
    for attribute, said in attributes.items():
        element.set(attribute, said)
    return element


def _dutch(parent: etree._Element, name: str, text: str) -> None:
    element = _text(parent, name, text)
    if element is not None:
        element.set(LANG, "nl")
