"""What every page of a course says once the course is gone: in one place, whatever page was asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses import access, ways_on
from courses.errors import CourseGone
from courses.searching import counter
from portal.pages.context import address
from portal.pages.findable import hide


class ExplainGoneCourses:
    """An old link to a course, its questions, its costs or its start hears that it is gone, with a way on (410)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page about it; None for anything else that went wrong."""
        if not isinstance(exception, CourseGone):
            return None
        hide(request)
        instead = ways_on.instead_of(exception.course, access.brand_regions(request), counter())
        context = {"course": exception.course, "instead": instead, "orient_url": address("intake:orient")}
        return render(request, "courses/gone.html", context, status=410)
