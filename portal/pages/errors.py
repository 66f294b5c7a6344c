"""Pages for when something is wrong: what happened, in plain words, and a way on."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from portal.pages.findable import hide
from portal.reading.asking import problem
from portal.record.logs import path_of

log = logging.getLogger("portal.errors")

#: Without characters that are misread on the phone.
REFERENCE_CHARACTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
WAITED_IN_VAIN = (LockNotAvailable, DeadlockDetected, SerializationFailure)


def explain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page about what went wrong; nothing to find, whatever else stands at this address."""
    hide(request)
    return render(request, template, status=status)


def for_programs(request: HttpRequest) -> bool:
    """Whether a program asked, which reads no pages: every read API stands under one address."""
    return request.path_info.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if for_programs(request):
        return problem(400, "Bad request", "Hier staan tekens in die we niet kunnen lezen.")
    return explain(request, "portal/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, "portal/errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return explain(request, "portal/errors/403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if for_programs(request):
        return problem(404, "Not found", "Dit is er niet, of niet meer.")
    return explain(request, "portal/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Only a reference: no database, no context processors, nothing about the inside.

    500; 503 when all that is wrong is that the database cannot be reached, or that too many want the same at once.
    """
    reference = "".join(secrets.choice(REFERENCE_CHARACTERS) for _ in range(8))
    busy, away = is_busy(sys.exception()), is_away(sys.exception())
    said = "database busy" if busy else "database away" if away else "failed request"
    log.error(said, extra={"reference": reference, "path": path_of(request)})
    context = {"reference": reference, "sent": request.method == "POST", "busy": busy}
    page, status = ("503", 503) if busy or away else ("500", 500)
    response = HttpResponse(render_to_string(f"portal/errors/{page}.html", context), status=status)
    if busy or away:
        response["Retry-After"] = "5" if busy else "30"
        response["Cache-Control"] = "no-store"
    return response


def is_busy(error: BaseException | None) -> bool:
    """Somebody else kept what this request needed for too long. Nothing of the request was kept."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, WAITED_IN_VAIN)


def is_away(error: BaseException | None) -> bool:
    """The database could not be reached, or broke off (PostgreSQL 18, appendix A: no code, class 08, 57P0x, 53300)."""
    if isinstance(error, InterfaceError):  # also said of a cursor that our own code closed
        return "connection" in str(error)
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return state == "" or state.startswith(("08", "57P0")) or state == "53300"
