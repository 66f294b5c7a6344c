"""The catalogue and the page of one course."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from courses import access, filters, page, searching, travel, ways_on
from courses.cards import cards, to_compare
from courses.exports import structured
from courses.saved import access as mine
from courses.saved.calendar import calendar_file
from courses.search.criteria import Criteria
from portal.access import person
from portal.pages.context import address
from portal.people.enums import Role


class HtmxRequest(HttpRequest):
    """A request as HtmxMiddleware leaves it."""

    htmx: HtmxDetails


@require_safe
def catalogue(request: HtmxRequest) -> HttpResponse:
    """Search and filter; with htmx only results and counts travel."""
    found = searching.catalogue(request, Criteria.of(request.GET))
    criteria = found.criteria
    place = found.municipality.name if found.municipality else ""
    slugs = [region.slug for region in found.regions]
    shown = cards(request, list(found.page), slugs, found.far, place, criteria.radius)
    context: dict[str, Any] = {
        "criteria": criteria,
        "pages": found.page,
        "several": found.page.paginator.count > 1,
        "cards": to_compare(shown),
        "groups": filters.groups(found),
        "regions": filters.regions(found),
        "radii": filters.radii(found),
        "candidates": filters.candidates(found),
        "nearby": filters.nearby(found, partial(travel.home_of, request)),
        "free": filters.free(found),
        "watched": criteria.query().removeprefix("?"),
        "mended": found.mended,
        "mended_url": filters.catalogue_url(criteria.with_text(found.mended)) if found.mended else "",
        "where": filters.where(found),
        "chips": filters.chips(found),
        "sorts": filters.sorts(criteria, own_known=found.own_known),
        "orient_url": address("intake:orient"),
    }
    if not found.page.paginator.count:
        context["wider"] = ways_on.wider(found, searching.counter(found))
    htmx = request.htmx
    only_part = htmx and not htmx.boosted and not htmx.history_restore_request
    response = render(request, "courses/swap.html" if only_part else "courses/catalogue.html", context)
    if only_part:
        response["HX-Push-Url"] = request.path + criteria.query()
    # The same address answers with a whole page or a part: a cache must not mix them up.
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def calendar(request: HttpRequest, pk: UUID, session_pk: UUID) -> HttpResponse:
    """A session for one's own calendar."""
    found = access.course(request, pk)
    session = next((session for session in found.coming if session.pk == session_pk), None)
    if session is None:
        raise Http404("session")
    text = calendar_file(found, session, request.build_absolute_uri(found.get_absolute_url()))
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="opleiding.ics"'},
    )


@require_safe
def course(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything about one course."""
    found = access.course(request, pk)
    regions = access.brand_regions(request)
    slugs = [region.slug for region in regions]
    context = page.of(request, found, slugs) | {
        "similar": cards(request, access.similar_courses(request, found), slugs),
        "saved": mine.is_saved(request, found),
        "may_hide": person(request).has(Role.PORTAL_MANAGER),
        "share": request.build_absolute_uri(found.get_absolute_url()),
        "structured": structured.script(found, request.build_absolute_uri),
    }
    return render(request, "courses/course.html", context)
