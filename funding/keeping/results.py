"""What a page with a result is the result of."""

from django.http import HttpRequest, QueryDict
from django.urls import resolve

from funding.check.asking import Check, check_of
from funding.keeping.links import RESULT_OF_A_COURSE


def check_in(request: HttpRequest, page: str, path: str) -> Check | None:
    """The check that a page of ours shows the result of; None for the page without a course. 404 for no course."""
    if page != RESULT_OF_A_COURSE:
        return None
    address, _mark, query = path.partition("?")
    return check_of(request, resolve(address).kwargs["pk"], QueryDict(query))
