"""The OpenAPI document of our part of OOAPI v5: what can be asked, and what comes back. Own words, names of OOAPI."""

from typing import Any

from courses.exports.ooapi.asking import LONGEST, MOST_PAGES, PAGE_SIZES

type Said = dict[str, Any]

TEXT: Said = {"type": "string", "minLength": 1}
UUID: Said = {"type": "string", "format": "uuid"}
DAY: Said = {"type": "string", "format": "date"}
LINK: Said = {"type": "string", "format": "uri", "maxLength": 2048}
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
        "components": {"schemas": _schemas(), "parameters": _parameters(), "responses": _responses()},
    }


def _paths() -> Said:
    found = {
        "/": _get("De dienst", "Service", name="service", refusals=("429",)),
        "/openapi.json": _get("Dit document", None, name="document", refusals=("429",)),
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


def _get(
    summary: str, schema: str | None, *, name: str, parameters: tuple[str, ...] = (), refusals: tuple[str, ...]
) -> Said:
    content = {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}
    answers: Said = {"200": {"description": summary, "content": {"application/json": {"schema": content}}}}
    answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in refusals}
    given = [{"$ref": f"#/components/parameters/{one}"} for one in parameters]
    return {"get": {"operationId": name, "summary": summary, "parameters": given, "responses": answers}}


def _one(summary: str, schema: str) -> Said:
    return _get(summary, schema, name=f"one{schema}", parameters=("id",), refusals=("404", "429"))


def _list(summary: str, schema: str, *, of: str = "", searched: bool = False) -> Said:
    parameters: tuple[str, ...] = ("pageSize", "pageNumber", "consumer")
    parameters += ("q", "teachingLanguage", "primaryCode") if searched else ()
    refusals = ("400", "404", "429") if of else ("400", "429")
    name = f"list{schema}s{of.title()}"
    return _get(summary, f"{schema}s", name=name, parameters=(*(("id",) if of else ()), *parameters), refusals=refusals)


def _parameters() -> Said:
    def query(name: str, schema: Said, text: str) -> Said:
        return {"name": name, "in": "query", "required": False, "schema": schema, "description": text}

    words = {"type": "string", "maxLength": LONGEST, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"}
    return {
        "id": {"name": "id", "in": "path", "required": True, "schema": UUID},
        "pageSize": query(
            "pageSize", {"type": "integer", "enum": list(PAGE_SIZES), "default": PAGE_SIZES[0]}, "Hoeveel per pagina"
        ),
        "pageNumber": query(
            "pageNumber", {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1}, "Welke pagina"
        ),
        "consumer": query("consumer", {"type": "string"}, "Alle antwoorden hebben al wat bij rio hoort"),
        "q": query("q", words, "Woorden uit titel of beschrijving"),
        "teachingLanguage": query("teachingLanguage", {"type": "string", "pattern": "^[a-z]{3}$"}, "ISO 639-2"),
        "primaryCode": query("primaryCode", words, "De code van de opleider"),
    }


def _responses() -> Said:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "400": {"description": "Dit kan niet gevraagd worden", "content": problem},
        "404": {"description": "Dit is er niet", "content": problem},
        "429": {"description": "Te vaak gevraagd", "content": problem},
    }


def _object(required: Said, **optional: Said) -> Said:
    return {"type": "object", "required": list(required), "properties": required | optional}


def _schemas() -> Said:
    texts = {
        "type": "array",
        "minItems": 1,
        "items": _object({"language": {"type": "string"}, "value": {"type": "string"}}),
    }
    code = _object({"codeType": TEXT, "code": TEXT})
    load = _object({"studyLoadUnit": {"enum": ["hour"]}, "value": {"type": "integer", "minimum": 1}})
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
    cost = _object(
        {"costType": {"enum": ["total costs"]}, "amount": AMOUNT, "currency": {"enum": ["EUR"]}},
        vatAmount=AMOUNT,
        amountWithoutVat=AMOUNT,
    )
    address = _object({"addressType": {"enum": ["teaching"]}, "city": TEXT, "countryCode": {"enum": ["NL"]}})
    consumer = _object({"consumerKey": {"enum": ["rio"]}, "registrationStatus": {"enum": ["open", "closed"]}})
    single = {
        "Organization": _object(
            {"organizationId": UUID, "primaryCode": code, "organizationType": {"enum": ["institute"]}, "name": texts},
            shortName=TEXT,
            link=LINK,
        ),
        "EducationSpecification": _object(
            {
                "educationSpecificationId": UUID,
                "educationSpecificationType": {"enum": ["privateProgram", "course"]},
                "formalDocument": {"enum": ["diploma", "certificate", "testimonial", "no official document"]},
            }
            | about,
            **more,
        ),
        "Course": _object({"courseId": UUID} | given, **also),
        "Program": _object(
            {"programId": UUID, "programType": {"enum": ["program"]}} | given,
            **also,
            sector={"type": "string"},
            levelOfQualification={"enum": ["1", "2", "3", "4", "4+", "5", "6", "7", "8"]},
        ),
        "Offering": _object(
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
        ),
    }
    return (
        single
        | {f"{name}s": _page_of(name) for name in single}
        | {
            "Service": _object({"contactEmail": TEXT, "specification": LINK, "documentation": LINK}),
            "Problem": _object({"status": TEXT, "title": TEXT}, detail=TEXT),
        }
    )


def _page_of(name: str) -> Said:
    return _object(
        {
            "pageSize": {"type": "integer"},
            "pageNumber": {"type": "integer", "minimum": 1},
            "hasPreviousPage": {"type": "boolean"},
            "hasNextPage": {"type": "boolean"},
            "totalPages": {"type": "integer", "minimum": 0},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        }
    )
