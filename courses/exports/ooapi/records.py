"""Our records as OOAPI v5 says them. Source: the schemas of OOAPI 5.0 and the consumer "rio".

Every course is a course and an education specification; what leads to a diploma or an mbo certificate is a program too,
under the same id. A course that begins at will has one offering with a flexible entry period, under the course's id:
in OOAPI only offerings have a price. What OOAPI has no word for stands in ``ext`` (courses.exports.own).
"""

from datetime import date, timedelta
from typing import Any

from courses.enums import Level, Outcome, SessionStatus
from courses.exports import own
from courses.exports.access import AT_WILL, PROGRAM_OUTCOMES
from courses.exports.values import THREE_LETTERS, duration, euros, plain
from courses.feeds.own import NAME
from courses.models import Course, PriceLine, Provider, Session

type Said = dict[str, Any]

MBO = "secondary vocational education"
LEVELS = {
    Level.MBO_1: f"{MBO} 1",
    Level.MBO_2: f"{MBO} 2",
    Level.MBO_3: f"{MBO} 3",
    Level.MBO_4: f"{MBO} 4",
}
#: Of hbo and wo only the provider's own word tells which of these it is.
LEVEL_WORDS = {
    "associate": "associate degree",
    "bachelor": "bachelor",
    "academic bachelor": "bachelor",
    "master": "master",
    "academic master": "master",
    "phd": "doctoral",
}
SECTORS = dict.fromkeys(LEVELS, MBO) | {Level.HBO: "higher professional education", Level.WO: "university education"}
DOCUMENTS = {
    Outcome.DIPLOMA: "diploma",
    Outcome.PRACTICE_STATEMENT: "testimonial",
    Outcome.PARTICIPATION: "no official document",
}
#: A course that begins at will is offered for as long, when it does not say when it expires.
AHEAD = timedelta(days=365)


def organization(provider: Provider) -> Said:
    """Who gives courses."""
    return {
        "organizationId": str(provider.pk),
        "primaryCode": {"codeType": "x-kvk", "code": provider.kvk},
        "organizationType": "institute",
        "name": _dutch(provider.name),
        "shortName": provider.name,
        **({"link": provider.website} if provider.website else {}),
        "ext": {NAME: own.provider(provider)},
    }


def education_specification(course: Course) -> Said:
    """What a course is about, apart from how and when it is given."""
    is_program = course.outcome in PROGRAM_OUTCOMES
    return {
        "educationSpecificationId": str(course.pk),
        "primaryCode": _code("identifier", course.provider_key),
        "educationSpecificationType": "privateProgram" if is_program else "course",
        "formalDocument": DOCUMENTS.get(Outcome(course.outcome), "certificate"),
        "organization": str(course.provider_id),
        **_about(course),
    }


def course(course: Course) -> Said:
    """A course as it is given."""
    return {
        "courseId": str(course.pk),
        "primaryCode": _code("identifier", course.provider_key),
        "level": level(course),
        **_given(course),
    }


def program(course: Course) -> Said:
    """The same of what leads to a diploma or an mbo certificate."""
    return {
        "programId": str(course.pk),
        "primaryCode": _code("programCode", course.provider_key),
        "programType": "program",
        "qualificationAwarded": "None",
        "modeOfStudy": "part-time",
        "level": level(course),
        **({"sector": SECTORS[Level(course.level)]} if course.level in SECTORS else {}),
        **({"levelOfQualification": course.nlqf} if course.nlqf else {}),
        **_given(course),
    }


def level(course: Course) -> str:
    """The level where ours says it, else where the provider's word does; "undefined" is never a guess."""
    return LEVELS.get(Level(course.level)) or LEVEL_WORDS.get(course.level_word.strip().lower(), "undefined")


def offering(course: Course, session: Session, kind: str = "course") -> Said:
    """One time that a course is given; ``kind`` is "course" or "program", whose offering it is."""
    known = session.seats_total is not None and session.seats_left is not None
    taken = (session.seats_total or 0) - (session.seats_left or 0)
    place = {"addressType": "teaching", "city": session.place, "countryCode": "NL"}
    is_open = session.status == SessionStatus.OPEN and session.seats_left != 0
    return {
        "offeringId": str(session.pk),
        "primaryCode": _code("offeringCode", session.key),
        **_offered(course, kind),
        "modeOfDelivery": ["online" if session.online else "situated"],
        "startDate": session.starts.isoformat(),
        "endDate": session.ends.isoformat(),
        **({"enrollStartDate": session.opens.isoformat()} if session.opens else {}),
        **({"enrollEndDate": session.deadline.isoformat()} if session.deadline else {}),
        **({"maxNumberStudents": session.seats_total} if session.seats_total is not None else {}),
        **({"enrolledNumberStudents": taken} if known else {}),
        **({"addresses": [place]} if session.place and not session.online else {}),
        "priceInformation": prices(course.total_for(session), course.lines_for(session)),
        "consumers": [_rio(is_open=is_open)],
        "ext": {NAME: own.session(session)},
    }


def begins_at_will(course: Course) -> bool:
    """Whether a course has an offering without a date."""
    return course.start_kind in AT_WILL


def offering_at_will(course: Course, today: date, kind: str = "course") -> Said:
    """The offering of a course that begins at once or by agreement, under the course's own id."""
    until = (course.expires or today + AHEAD).isoformat()
    places = [
        {"addressType": "teaching", "city": place.text, "countryCode": "NL"}
        for place in course.places.all()
        if not course.online
    ]
    return {
        "offeringId": str(course.pk),
        "primaryCode": _code("offeringCode", course.provider_key),
        **_offered(course, kind),
        "modeOfDelivery": ["online" if course.online else "situated"],
        "startDate": today.isoformat(),
        "endDate": until,
        "flexibleEntryPeriodStart": today.isoformat(),
        "flexibleEntryPeriodEnd": until,
        **({"addresses": places} if places else {}),
        "priceInformation": prices(course.total_cents, list(course.price_lines.all())),
        "consumers": [_rio(is_open=True)],
        "ext": {NAME: {"start_kind": course.start_kind}},
    }


def prices(cents: int | None, lines: list[PriceLine]) -> list[Said]:
    """What one learner must pay in all; nothing when the price is on request. Amounts are texts with a point."""
    if cents is None:
        return []
    vat = sum(line.vat_cents for line in lines if line.required)
    return [
        {
            "costType": "total costs",
            "amount": euros(cents),
            "vatAmount": euros(vat),
            "amountWithoutVat": euros(cents - vat),
            "currency": "EUR",
        }
    ]


def _about(course: Course) -> Said:
    hours = {"studyLoad": {"studyLoadUnit": "hour", "value": course.hours_total}} if course.hours_total else {}
    other = {"otherCodes": [_code("crohoCreboCode", course.crebo)]} if course.crebo else {}
    text = plain(course.description) or course.summary or course.title
    link = {"link": course.link} if course.link else {}
    return {"name": _dutch(course.title), "description": _dutch(text)} | hours | other | link


def _given(course: Course) -> Said:
    said = {
        "abbreviation": course.provider_key,
        "teachingLanguage": THREE_LETTERS.get(course.language, "und"),
        "modeOfDelivery": ["online" if course.online else "situated"],
        "educationSpecification": str(course.pk),
        "organization": str(course.provider_id),
        "ext": {NAME: own.course(course)},
        **_about(course),
    }
    if length := duration(course):
        said["duration"] = length
    if course.entry_requirements:
        said["qualificationRequirements"] = _dutch(course.entry_requirements)
    return said


def _offered(course: Course, kind: str) -> Said:
    return {
        "offeringType": kind,
        "name": _dutch(course.title),
        "description": _dutch(course.summary or course.title),
        "teachingLanguage": THREE_LETTERS.get(course.language, "und"),
        "modeOfStudy": "part-time",
        "resultExpected": False,
        kind: str(course.pk),
        "organization": str(course.provider_id),
        **({"link": course.link} if course.link else {}),
    }


def _rio(*, is_open: bool) -> Said:
    status = "open" if is_open else "closed"
    return {"consumerKey": "rio", "registrationStatus": status, "requiredPermissionRegistration": "no"}


def _code(kind: str, code: str) -> Said:
    return {"codeType": kind, "code": code}


def _dutch(text: str) -> list[Said]:
    return [{"language": "nl-NL", "value": text}]
