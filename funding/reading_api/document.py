"""The OpenAPI document of the read API of a fund."""

from funding.applications.enums import ApplicationState, LineState, Verdict
from funding.decisions.enums import DecisionKind
from funding.payments.enums import Payee, PaymentState
from funding.reading_api.enums import Scope
from portal.reading.saying import (
    DAY,
    LINK,
    TEXT,
    UUID,
    Said,
    object_of,
    operation,
    page_of,
    paging,
    problem_object,
    query,
    refusals,
)

CENTS: Said = {"type": "integer", "description": "Hele centen"}
MOMENT: Said = {"type": "string", "format": "date-time"}
NAMES = {
    "applications": ("Application", "aanvragen die bij dit fonds zijn verstuurd", Scope.APPLICATIONS),
    "lines": ("Line", "regels: wat van dit fonds wordt gevraagd", Scope.APPLICATIONS),
    "decisions": ("Decision", "besluiten, ook gecorrigeerde", Scope.DECISIONS),
    "payments": ("Payment", "betalingen, zonder rekeningnummers", Scope.PAYMENTS),
}
#: What every answer to a key may be; lists have 400 as well, single records 404.
ALWAYS = ("401", "403", "429")


def of(server: str) -> Said:
    """The document for a portal whose API begins at this address."""
    paths = {"/": operation("De dienst", "Service", name="service", refusals=("401", "429"))}
    for path, (schema, words, scope) in NAMES.items():
        parameters: tuple[str, ...] = ("pageSize", "pageNumber", "since")
        if path != "decisions":
            parameters += (f"{schema}State",)
        told = f"{words[0].upper()}{words[1:]} (sleutel: {scope})"
        name = f"{schema}s"
        paths[f"/{path}"] = operation(told, name, name=f"list{name}", parameters=parameters, refusals=("400", *ALWAYS))
        paths[f"/{path}/{{id}}"] = operation(
            f"Eén uit: {words}", schema, name=f"one{schema}", parameters=("id",), refusals=("404", *ALWAYS)
        )
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Doorleren: gegevens van een fonds",
            "version": "1.0.0",
            "description": "Om te lezen, met een sleutel die de fondsbeheerder maakt. Bedragen zijn hele centen.",
        },
        "servers": [{"url": server}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "parameters": _parameters(),
            "responses": refusals(s401="Geen geldige sleutel", s403="Deze sleutel opent dit niet"),
        },
    }


def _parameters() -> Said:
    states = {"Application": ApplicationState, "Line": LineState, "Payment": PaymentState}
    since = "Verstuurd, besloten of voorgesteld vanaf deze dag"
    return (
        paging()
        | {"since": query("since", DAY, since)}
        | {
            f"{name}State": query("state", {"type": "string", "enum": list(found.values)}, "In deze stand")
            for name, found in states.items()
        }
    )


def _maybe(schema: Said) -> Said:
    return schema | {"nullable": True}


def _one_of(choices: list[str]) -> Said:
    return {"type": "string", "enum": choices}


def _schemas() -> Said:
    line = object_of(
        {
            "lineId": UUID,
            "applicationId": UUID,
            "schemeId": TEXT,
            "schemeName": TEXT,
            "schemeVersion": {"type": "integer"},
            "budgetId": _maybe(UUID),
            "state": _one_of(LineState.values),
            "requestedCents": CENTS,
            "grantedCents": _maybe(CENTS),
            "settledCents": _maybe(CENTS),
            "complete": _maybe(MOMENT),
            "decideBy": _maybe(DAY),
        }
    )
    application = object_of(
        {
            "applicationId": UUID,
            "number": TEXT,
            "state": _one_of(ApplicationState.values),
            "submitted": MOMENT,
            "courseId": UUID,
            "courseTitle": TEXT,
            "providerName": TEXT,
            "sessionStarts": _maybe(DAY),
            "ownContributionCents": CENTS,
            "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        },
        learnerName={"type": "string", "description": "Alleen met sleutel people"},
    )
    decision = object_of(
        {
            "decisionId": UUID,
            "lineId": UUID,
            "kind": _one_of(DecisionKind.values),
            "verdict": _one_of(Verdict.values),
            "requestedCents": CENTS,
            "grantedCents": CENTS,
            "hardship": {"type": "boolean"},
            "decided": MOMENT,
            "corrects": _maybe(UUID),
        },
        reasons={"type": "string", "description": "Alleen met sleutel people"},
    )
    payment = object_of(
        {
            "paymentId": UUID,
            "number": TEXT,
            "batchNumber": TEXT,
            "lineId": UUID,
            "payee": _one_of(Payee.values),
            "cents": CENTS,
            "state": _one_of(PaymentState.values),
            "proposed": MOMENT,
            "executionOn": _maybe(DAY),
            "bookedOn": _maybe(DAY),
            "bankReason": {"type": "string"},
        }
    )
    single = {"Application": application, "Line": line, "Decision": decision, "Payment": payment}
    service = object_of(
        {
            "fund": TEXT,
            "scopes": {"type": "array", "items": _one_of(Scope.values)},
            "lastDay": DAY,
            "specification": LINK,
        }
    )
    return single | {f"{name}s": page_of(name) for name in single} | {"Service": service, "Problem": problem_object()}
