"""Pieces of OpenAPI documents: what every read API of the portal says in the same way."""

from typing import Any

from portal.reading.asking import LONGEST, MOST_PAGES, PAGE_SIZES

type Said = dict[str, Any]

TEXT: Said = {"type": "string", "minLength": 1}
UUID: Said = {"type": "string", "format": "uuid"}
DAY: Said = {"type": "string", "format": "date"}
LINK: Said = {"type": "string", "format": "uri", "maxLength": 2048}
#: Text without what cannot be seen.
WORDS: Said = {"type": "string", "maxLength": LONGEST, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"}


def operation(
    summary: str, schema: str | None, *, name: str, parameters: tuple[str, ...] = (), refusals: tuple[str, ...]
) -> Said:
    """A question by GET; ``schema`` names what comes back (None: any object), the rest what the document declares."""
    content = {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}
    answers: Said = {"200": {"description": summary, "content": {"application/json": {"schema": content}}}}
    answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in refusals}
    given = [{"$ref": f"#/components/parameters/{one}"} for one in parameters]
    return {"get": {"operationId": name, "summary": summary, "parameters": given, "responses": answers}}


def query(name: str, schema: Said, text: str) -> Said:
    """A word of the address that may be left out."""
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": text}


def paging() -> Said:
    """The parameters of lists, and of one record by its id."""
    sizes = {"type": "integer", "enum": list(PAGE_SIZES), "default": PAGE_SIZES[0]}
    numbers = {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1}
    return {
        "id": {"name": "id", "in": "path", "required": True, "schema": UUID},
        "pageSize": query("pageSize", sizes, "Hoeveel per pagina"),
        "pageNumber": query("pageNumber", numbers, "Welke pagina"),
    }


def refusals(**more: str) -> Said:
    """What every API may answer besides 200; ``more``: description by status, as in ``s401``."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told = {
        "400": "Dit kan niet gevraagd worden",
        "404": "Dit is er niet",
        "429": "Te vaak gevraagd",
        **{status.removeprefix("s"): text for status, text in more.items()},
    }
    return {status: {"description": text, "content": problem} for status, text in told.items()}


def object_of(required: Said, **optional: Said) -> Said:
    return {"type": "object", "required": list(required), "properties": required | optional}


def problem_object() -> Said:
    return object_of({"status": TEXT, "title": TEXT}, detail=TEXT)


def page_of(name: str) -> Said:
    """A page of records of this name."""
    return object_of(
        {
            "pageSize": {"type": "integer"},
            "pageNumber": {"type": "integer", "minimum": 1},
            "hasPreviousPage": {"type": "boolean"},
            "hasNextPage": {"type": "boolean"},
            "totalPages": {"type": "integer", "minimum": 0},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        }
    )
