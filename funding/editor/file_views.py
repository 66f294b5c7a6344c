"""Schemes as files: take one out, bring one in, and the description of what such a file looks like."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from funding import scheme_access
from funding.editor.file_forms import FileForm
from funding.engine.scheme_file import SchemeFile
from funding.engine.scheme_schema import schema
from funding.schemes import transfer
from funding.schemes.errors import CannotChange
from portal.access import staff_only, user_of
from portal.pages.uploading import takes_file, was_too_large
from portal.people.enums import Role


@require_safe
@cache_control(public=True, max_age=3600)
def scheme_schema(request: HttpRequest) -> HttpResponse:
    """What a scheme file looks like, for who makes or checks one elsewhere: at the same address for good."""
    answer = JsonResponse(schema(_schema_address(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Type"] = "application/schema+json"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def scheme_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A scheme with all its published versions as a file."""
    found = scheme_access.scheme(request, slug)
    versions = list(scheme_access.scheme_versions(request).published().filter(scheme=found).order_by("number"))
    try:
        return _download(request, transfer.as_file(found, versions), found.pk)
    except CannotChange as problem:
        messages.error(request, problem.message)
        return redirect("funding:scheme", slug)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def version_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One version as a file, a draft too."""
    found = scheme_access.scheme_version(request, pk)
    try:
        return _download(request, transfer.as_file(found.scheme, [found]), f"{found.scheme_id}-{found.number}")
    except CannotChange as problem:
        messages.error(request, problem.message)
        return redirect("funding:version", pk)


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def scheme_from_file(request: HttpRequest) -> HttpResponseBase:
    """A new scheme from a file: its first draft."""
    form = FileForm(*_sent(request), funds=scheme_access.funds(request), too_large=was_too_large(request))
    if request.method == "POST" and form.is_valid() and form.found:
        name = form.cleaned_data["name"] or form.found.name
        try:
            draft = transfer.begin_scheme(form.cleaned_data["fund"], form.found, name, user_of(request))
        except CannotChange as problem:
            form.add_error("name", problem.message)
        else:
            messages.success(request, _("De regeling is gemaakt. Niemand ziet haar tot een collega haar publiceert."))
            return redirect("funding:version", draft.pk)
    context = {"form": form}
    return render(request, "funding/editor/from_file.html", context, status=422 if form.errors else 200)


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def version_from_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new version of a scheme from a file."""
    found = scheme_access.scheme(request, slug)
    form, problem = FileForm(*_sent(request), too_large=was_too_large(request)), None
    if request.method == "POST" and form.is_valid() and form.found:
        try:
            draft = transfer.begin_version(found, form.found, user_of(request))
        except CannotChange as one:
            problem = one
        else:
            messages.success(request, _("Hier is de nieuwe versie, met wat er in het bestand staat. Kijk haar na."))
            return redirect("funding:version", draft.pk)
    context = {"form": form, "scheme": found, "problem": problem}
    status = 422 if form.errors else 409 if problem else 200
    return render(request, "funding/editor/from_file.html", context, status=status)


def _sent(request: HttpRequest) -> tuple[object, object]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _schema_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("funding:scheme_schema"))


def _download(request: HttpRequest, file: SchemeFile, name: str) -> HttpResponse:
    document = transfer.as_document(file, _schema_address(request))
    answer = HttpResponse(json.dumps(document, ensure_ascii=False, indent=2), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
