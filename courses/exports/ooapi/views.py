"""The read API of OOAPI v5: /api/ooapi/v5/."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone

from courses.exports import access
from courses.exports.ooapi import document, records
from courses.exports.ooapi.asking import Asked, open_to_all
from courses.loading import whole
from portal.reading.asking import page


@open_to_all
def service(request: HttpRequest) -> HttpResponseBase:
    """Who to ask, and where it says what this is."""
    return JsonResponse(
        {
            "contactEmail": settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"),
            "specification": request.build_absolute_uri(reverse("ooapi:document")),
            "documentation": request.build_absolute_uri(reverse("courses:exports")),
        }
    )


@open_to_all
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document of what stands here."""
    return JsonResponse(document.of(request.build_absolute_uri(reverse("ooapi:service")).rstrip("/")))


@open_to_all
def organizations(request: HttpRequest) -> HttpResponseBase:
    return page(access.providers(), Asked.of(request).paging, lambda some: [records.organization(one) for one in some])


@open_to_all
def organization(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.organization(access.provider(pk)))


@open_to_all
def education_specifications(request: HttpRequest) -> HttpResponseBase:
    return _courses(request, records.education_specification)


@open_to_all
def education_specification(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.education_specification(access.one(pk)))


@open_to_all
def specified(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The course or program of an education specification: one, or none."""
    asked = Asked.of(request)
    access.one(pk)
    say = records.course if kind == "courses" else records.program
    found = whole(access.listed(programs=kind == "programs").filter(pk=pk), timezone.localdate())
    return page(found, asked.paging, lambda some: [say(one) for one in some])


@open_to_all
def courses(request: HttpRequest) -> HttpResponseBase:
    return _courses(request, records.course)


@open_to_all
def course(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.course(access.one(pk)))


@open_to_all
def programs(request: HttpRequest) -> HttpResponseBase:
    return _courses(request, records.program, programs=True)


@open_to_all
def program(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.program(access.one(pk, programs=True)))


@open_to_all
def offerings(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The times to come of one course or program, and its offering without a date when it begins at will."""
    asked = Asked.of(request)
    found = access.one(pk, programs=kind == "program")
    said = [records.offering(found, session, kind) for session in found.coming]
    if records.begins_at_will(found):
        said.insert(0, records.offering_at_will(found, timezone.localdate(), kind))
    return page(said, asked.paging, list)


@open_to_all
def offering(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One offering by its id: a session to come, or a course that begins at will."""
    session = access.session(pk)
    if session is not None:
        return JsonResponse(records.offering(access.one(session.course_id), session))
    found = access.one(pk)
    if not records.begins_at_will(found):
        raise Http404("offering")
    return JsonResponse(records.offering_at_will(found, timezone.localdate()))


@open_to_all
def unknown(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Whatever else is asked under this address."""
    raise Http404(rest)


def _courses(request: HttpRequest, say: Any, *, programs: bool = False) -> HttpResponse:
    asked = Asked.of(request)
    found = access.listed(programs=programs, text=asked.text, language=asked.language, key=asked.code)

    def items(some: Sequence[Any]) -> list[Any]:
        return [say(one) for one in some]

    return page(whole(found, timezone.localdate()), asked.paging, items)
