"""Saving, comparing and following what the catalogue has."""

from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import access, cards
from courses.saved import access as mine
from courses.saved import actions, comparing
from courses.search.criteria import Criteria
from courses.telling import on_one_line
from portal.access import learner_only, person, user_of
from portal.pages import kept
from portal.pages.context import address
from portal.pages.findable import hide


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The courses and searches that this person keeps."""
    hide(request)
    courses = mine.saved_courses(request)
    regions = [region.slug for region in access.brand_regions(request)]
    searches = mine.saved_searches(request)
    context = {
        "cards": cards.to_compare(cards.cards(request, courses, regions)),
        "share": _address_of_list(request, [course.pk for course in courses]),
        "searches": [
            {"label": label, "query": one.query, "token": one.token}
            for one, label in zip(searches, on_one_line([one.query for one in searches]), strict=True)
        ],
        "most": comparing.MOST,
        "logged_in": person(request).user is not None,
        "login_url": f"{address('account_login')}?next={request.path}",
    }
    return render(request, "courses/saved.html", context)


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """A list that somebody else saved; the address says which courses, so it asks no account of either."""
    hide(request)
    asked = request.GET.getlist("c")[: actions.MOST_COURSES]
    courses = access.courses_to_compare(request, asked)
    regions = [region.slug for region in access.brand_regions(request)]
    context = {
        "cards": cards.to_compare(cards.cards(request, courses, regions)),
        "some_gone": len(courses) < len(set(asked)),
        "catalogue_url": address("courses:catalogue"),
    }
    return render(request, "courses/shared.html", context)


def _address_of_list(request: HttpRequest, keys: Iterable[UUID]) -> str:
    query = urlencode([("c", pk) for pk in keys])
    return request.build_absolute_uri(f"{reverse('courses:shared')}?{query}")


@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Save a course, or with "weg" no longer; also for who did not log in."""
    who = person(request).user
    if request.POST.get("bewaren") == "weg":  # before the course is asked for: it may be gone by now
        actions.drop(pk, who, request.session)
        messages.success(request, _("De opleiding is niet meer bewaard."))
        return redirect("courses:saved")
    course = access.course(request, pk)
    actions.keep(course, who, request.session)
    messages.success(request, _("De opleiding is bewaard. Je vindt haar terug bij Bewaard."))
    return redirect(course)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four courses beside each other; the address says which, so it can be shared."""
    hide(request)
    asked = request.GET.getlist("c")
    first = asked[: comparing.MOST]
    courses = access.courses_to_compare(request, first)
    regions = [region.slug for region in access.brand_regions(request)]
    context = {
        "table": comparing.table(request, courses, regions),
        "too_many": len(asked) > comparing.MOST,
        "some_gone": len(courses) < len(set(first)),
        "courses": courses,
        "most": comparing.MOST,
        "catalogue_url": address("courses:catalogue"),
        "share": request.build_absolute_uri(),
    }
    return render(request, "courses/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def watch(request: HttpRequest) -> HttpResponseBase:
    """Mail me what is new in this search. Who had to log in for it comes back here, and has only to say yes."""
    asked = kept.typed(request)
    if asked is None:
        return redirect("courses:catalogue")
    criteria = Criteria.of(QueryDict(asked.get("zoekopdracht", "")[:4000]))
    if request.method != "POST":
        watched = criteria.query().removeprefix("?")
        context = {"label": on_one_line([watched])[0], "watched": watched}
        return render(request, "courses/watch.html", context)
    regions = [region.slug for region in access.brand_regions(request)]
    wanted = criteria.regions or regions
    if actions.watch(user_of(request), criteria, wanted, request.build_absolute_uri("/")) is None:
        messages.warning(request, _("Je volgt al twintig zoekopdrachten. Stop er eerst met een."))
    else:
        messages.success(request, _("Je krijgt een e-mail zodra er een nieuwe opleiding bij komt."))
    return redirect("courses:saved")


@csrf_exempt  # the button of a mail program sends this without a cookie (RFC 8058); who has the link may stop
@require_http_methods(["GET", "HEAD", "POST"])
def stop_search(request: HttpRequest, token: UUID) -> HttpResponse:
    """The link of a mail: one button, or the mail program's own, ends the mails of this search.

    Who stopped by mistake follows it again from here. A link that was used says that it is so.
    """
    hide(request)
    found = mine.search_of_link(token)
    if found and request.method == "POST":
        actions.stop(found)
    context = {
        "stopped": found is None or request.method == "POST",
        "query": found.query if found else "",
        "label": on_one_line([found.query])[0] if found else "",
    }
    return render(request, "courses/stop_search.html", context)
