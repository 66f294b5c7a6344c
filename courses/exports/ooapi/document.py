"""The OpenAPI document of our part of OOAPI v5: what can be asked, and what comes back. Own words, names of OOAPI."""

from courses.feeds.own import NAME
from portal.reading.saying import (
    DAY,
    LINK,
    TEXT,
    UUID,
    WORDS,
    Said,
    object_of,
    operation,
    page_of,
    paging,
    problem_object,
    query,
    refusals,
)

AMOUNT: Said = {"type": "string", "pattern": r"^\d+(\.\d+)?$"}
MODE: Said = {"type": "array", "minItems": 1, "items": {"enum": ["online", "situated"]}}
LEVEL: Said = {
    "enum": [
        *(f"secondary vocational education {n}" for n in (1, 2, 3, 4)),
        "associate degree", "bachelor", "master", "doctoral", "undefined",
    ]
}  # fmt: skip


def of(server: str) -> Said:
    """The document for a portal whose API begins at this address."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Doorleren: opleidingen (OOAPI v5)",
            "version": "5.0.0",
            "description": "Het aanbod van dit portaal om te lezen, als deel van OOAPI v5. Zonder inloggen.",
        },
        "servers": [{"url": server}],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "parameters": _parameters(), "responses": refusals()},
    }


def _paths() -> Said:
    found = {
        "/": operation("De dienst", "Service", name="service", refusals=("429",)),
        "/openapi.json": operation("Dit document", None, name="document", refusals=("429",)),
        "/offerings/{id}": _one("Een startmoment", "Offering"),
        "/courses/{id}/offerings": _list("De startmomenten van een opleiding", "Offering", of="courses"),
        "/programs/{id}/offerings": _list("De startmomenten van een programma", "Offering", of="programs"),
        "/education-specifications/{id}/courses": _list("De opleiding erbij", "Course", of="specifications"),
        "/education-specifications/{id}/programs": _list("Het programma erbij", "Program", of="specifications"),
    }
    for path, schema, name in (
        ("organizations", "Organization", "Opleiders"),
        ("education-specifications", "EducationSpecification", "Specificaties"),
        ("courses", "Course", "Opleidingen"),
        ("programs", "Program", "Programma's: wat naar een diploma of mbo-certificaat leidt"),
    ):
        searched = path != "organizations"
        found[f"/{path}"] = _list(name, schema, searched=searched)
        found[f"/{path}/{{id}}"] = _one(name, schema)
    return found


def _one(summary: str, schema: str) -> Said:
    return operation(summary, schema, name=f"one{schema}", parameters=("id",), refusals=("404", "429"))


def _list(summary: str, schema: str, *, of: str = "", searched: bool = False) -> Said:
    parameters: tuple[str, ...] = ("pageSize", "pageNumber", "consumer")
    parameters += ("q", "teachingLanguage", "primaryCode") if searched else ()
    refusals = ("400", "404", "429") if of else ("400", "429")
    name = f"list{schema}s{of.title()}"
    return operation(
        summary, f"{schema}s", name=name, parameters=(*(("id",) if of else ()), *parameters), refusals=refusals
    )


def _parameters() -> Said:
    return paging() | {
        "consumer": query("consumer", WORDS, "Alle antwoorden hebben al wat bij rio hoort"),
        "q": query("q", WORDS, "Woorden uit titel of beschrijving"),
        "teachingLanguage": query("teachingLanguage", {"type": "string", "pattern": "^[a-z]{3}$"}, "ISO 639-2"),
        "primaryCode": query("primaryCode", WORDS, "De code van de opleider"),
    }


def _schemas() -> Said:
    texts = {
        "type": "array",
        "minItems": 1,
        "items": object_of({"language": {"type": "string"}, "value": {"type": "string"}}),
    }
    code = object_of({"codeType": TEXT, "code": TEXT})
    load = object_of({"studyLoadUnit": {"enum": ["hour"]}, "value": {"type": "integer", "minimum": 1}})
    about = {"name": texts, "description": texts, "primaryCode": code}
    more = {"studyLoad": load, "otherCodes": {"type": "array", "items": code}, "link": LINK, "organization": UUID}
    given = about | {
        "abbreviation": TEXT,
        "teachingLanguage": {"type": "string", "pattern": "^[a-z]{3}$"},
        "level": LEVEL,
        "modeOfDelivery": MODE,
        "educationSpecification": UUID,
    }
    also = more | {"duration": {"type": "string", "pattern": "^P"}, "qualificationRequirements": texts}
    cost = object_of(
        {"costType": {"enum": ["total costs"]}, "amount": AMOUNT, "currency": {"enum": ["EUR"]}},
        vatAmount=AMOUNT,
        amountWithoutVat=AMOUNT,
    )
    address = object_of({"addressType": {"enum": ["teaching"]}, "city": TEXT, "countryCode": {"enum": ["NL"]}})
    # What OOAPI has no word for, in ours (courses.exports.own).
    ext = {"type": "object", "properties": {NAME: {"type": "object"}}}
    consumer = object_of({"consumerKey": {"enum": ["rio"]}, "registrationStatus": {"enum": ["open", "closed"]}})
    single = {
        "Organization": object_of(
            {"organizationId": UUID, "primaryCode": code, "organizationType": {"enum": ["institute"]}, "name": texts},
            shortName=TEXT,
            link=LINK,
            ext=ext,
        ),
        "EducationSpecification": object_of(
            {
                "educationSpecificationId": UUID,
                "educationSpecificationType": {"enum": ["privateProgram", "course"]},
                "formalDocument": {"enum": ["diploma", "certificate", "testimonial", "no official document"]},
            }
            | about,
            **more,
        ),
        "Course": object_of({"courseId": UUID} | given, **also, ext=ext),
        "Program": object_of(
            {"programId": UUID, "programType": {"enum": ["program"]}} | given,
            **also,
            ext=ext,
            sector={"type": "string"},
            levelOfQualification={"enum": ["1", "2", "3", "4", "4+", "5", "6", "7", "8"]},
        ),
        "Offering": object_of(
            {
                "offeringId": UUID,
                "offeringType": {"enum": ["course", "program"]},
                "teachingLanguage": {"type": "string"},
                "modeOfStudy": {"enum": ["part-time"]},
                "resultExpected": {"type": "boolean"},
                "startDate": DAY,
                "endDate": DAY,
                "priceInformation": {"type": "array", "items": cost},
            }
            | about,
            enrollStartDate=DAY,
            enrollEndDate=DAY,
            flexibleEntryPeriodStart=DAY,
            flexibleEntryPeriodEnd=DAY,
            modeOfDelivery=MODE,
            maxNumberStudents={"type": "integer", "minimum": 0},
            enrolledNumberStudents={"type": "integer", "minimum": 0},
            addresses={"type": "array", "items": address},
            consumers={"type": "array", "items": consumer},
            course=UUID,
            program=UUID,
            organization=UUID,
            ext=ext,
        ),
    }
    return (
        single
        | {f"{name}s": page_of(name) for name in single}
        | {
            "Service": object_of({"contactEmail": TEXT, "specification": LINK, "documentation": LINK}),
            "Problem": problem_object(),
        }
    )
