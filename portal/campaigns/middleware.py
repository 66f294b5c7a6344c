"""Counts what visits do that came through a campaign, without a cookie and without knowing anybody.

The campaign stays in the address: who comes to a page of ours from an address with a campaign is led to the same page
with the campaign behind it. Whose browser does not tell the page before is not counted. Nothing is kept of the visit.
"""

import logging
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from portal.campaigns.actions import count
from portal.campaigns.enums import Step
from portal.campaigns.steps import step_seen, step_sent

log = logging.getLogger("portal.campaigns")
NAME = "utm_campaign"
CODE = re.compile(r"[a-z0-9-]{1,40}")


class CampaignMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here = _code(request.GET.get(NAME, ""))
        before = _before(request)
        ours = before.netloc == request.get_host()
        came_with = _code(parse_qs(before.query).get(NAME, [""])[-1]) if ours else ""
        if came_with and not here and request.method == "GET" and not getattr(request, "htmx", False):
            return _with(request, came_with)
        response = self.get_response(request)
        if code := here or came_with:
            for step in _steps(request, response, arrived=not ours, again=ours and before.path == request.path):
                _count(code, step)
        return response


def _before(request: HttpRequest) -> SplitResult:
    """The page that somebody comes from; an empty one when there is none, or when what was sent is no address."""
    try:
        return urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return urlsplit("")


def _code(text: str) -> str:
    text = text.lower()
    return text if CODE.fullmatch(text) else ""


def _with(request: HttpRequest, code: str) -> HttpResponse:
    """To the same page, with the campaign in its address."""
    query = request.GET.copy()
    query[NAME] = code
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}", headers={"Cache-Control": "no-store"})


def _steps(request: HttpRequest, response: HttpResponse, *, arrived: bool, again: bool) -> list[Step]:
    """What this request was a step of; looking at a page again is none."""
    match = request.resolver_match
    if match is None or response.status_code >= 400 or request.method not in {"GET", "POST"}:
        return []
    if request.method == "POST":
        step = step_sent(match.view_name, _target(response))
        return [step] if step else []
    step = step_seen(match.view_name)
    return [*([Step.LANDED] if arrived else []), *([step] if step and not again else [])]


def _target(response: HttpResponse) -> str:
    """The name of the page that an answer leads to; "" when it leads nowhere of ours."""
    try:
        return resolve(urlsplit(response.headers.get("Location", "")).path).view_name
    except Resolver404:
        return ""


def _count(code: str, step: Step) -> None:
    """A page never fails because it could not be counted."""
    try:
        count(code, step)
    except DatabaseError:
        log.warning("not counted", exc_info=True)
