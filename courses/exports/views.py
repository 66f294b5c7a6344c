"""What partners take over: the page that tells how, and the files."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courses.exports import access, edudex, sheet
from courses.kvk import kvk_of
from portal.reading import limits
from portal.reading.asking import PAGE_SIZES


@require_safe
def exports(request: HttpRequest) -> HttpResponseBase:
    """For partners: addresses, what one may do with it, and how often."""
    whole = request.build_absolute_uri
    context = access.amounts() | {
        "edudex_url": whole(reverse("courses:edudex_export")),
        "csv_url": whole(reverse("courses:csv_export")),
        "api_url": whole(reverse("ooapi:service")),
        "openapi_url": whole(reverse("ooapi:document")),
        "sitemap_url": whole(reverse("portal:sitemap")),
        "files_an_hour": limits.most(limits.FILES),
        "questions_a_minute": limits.most(limits.QUESTIONS),
        "most_on_a_page": PAGE_SIZES[-1],
    }
    return render(request, "courses/exports.html", context)


@require_safe
def edudex_export(request: HttpRequest) -> HttpResponseBase:
    """The whole catalogue, or with ``opleider`` that of one provider, as EDU-DEX XML."""
    kvk = _provider(request)
    if not limits.may(request, limits.FILES):
        return limits.refused()
    return _file(edudex.document(access.by_provider(kvk)), "application/xml; charset=utf-8", "opleidingen.xml")


@require_safe
def csv_export(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV."""
    kvk = _provider(request)
    if not limits.may(request, limits.FILES):
        return limits.refused()
    courses = (course for _provider, some in access.by_provider(kvk) for course in some)
    lines = sheet.document(courses, request.build_absolute_uri("/").rstrip("/"))
    return _file(lines, "text/csv; charset=utf-8", "opleidingen.csv")


def _provider(request: HttpRequest) -> str:
    kvk = request.GET.get("opleider", "")
    if kvk and not kvk_of(kvk):
        raise Http404("provider")
    return kvk


def _file(content: Iterable[str] | Iterable[bytes], kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"},
    )
