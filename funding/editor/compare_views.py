"""What a version changes: the difference with the one before in words, and who would win or lose."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from funding import scheme_access
from funding.editor.difference import differences
from funding.editor.impact import ask_impact, known_impact
from funding.editor.impact_page import impact_rows, people
from funding.editor.version_page import before
from funding.schemes.readiness import read
from portal.access import staff_only
from portal.people.enums import Role


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def difference(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is different from the version before."""
    version = scheme_access.scheme_version(request, pk)
    other = before(version)
    changes = differences(other, version) if other else []
    return render(request, "funding/editor/difference.html", {"version": version, "other": other, "changes": changes})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def impact(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Who would win or lose; a task works it out, this page waits for it."""
    version = scheme_access.scheme_version(request, pk)
    if request.method == "POST":
        ask_impact(version)
        return redirect("funding:impact", pk)
    asked = known_impact(version)
    result = asked.result if asked else None
    known = read(version)
    context: dict[str, Any] = {
        "version": version,
        "asked": asked,
        "unfinished": known.rule is None or known.terms is None,
        "other": before(version),
        "waiting": asked is not None and result is None,
    }
    if result:
        context |= {
            "result": result,
            "of_people": impact_rows(result["people"]),
            "of_applications": impact_rows(result["applications"]),
            "people": people(result["people"]["shown"]),
        }
    return render(request, "funding/editor/impact.html", context)
