"""The read API of a fund: /api/fonds/v1/."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from funding.applications.enums import ApplicationState, LineState
from funding.payments.enums import PaymentState
from funding.reading_api import access, document, records
from funding.reading_api.asking import for_keys, since, state_of
from funding.reading_api.enums import Scope
from portal.reading.asking import Paging, page


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document; everybody may read what can be asked."""
    return JsonResponse(document.of(request.build_absolute_uri(reverse("fund_api:service")).rstrip("/")))


@for_keys()
def service(request: HttpRequest, key: Any) -> HttpResponseBase:
    """Of which fund the key is, what it opens and until when."""
    return JsonResponse(
        {
            "fund": key.fund_id,
            "scopes": key.scopes,
            "lastDay": key.last_day.isoformat(),
            "specification": request.build_absolute_uri(reverse("fund_api:document")),
        }
    )


@for_keys(Scope.APPLICATIONS)
def applications(request: HttpRequest, key: Any) -> HttpResponseBase:
    paging = Paging.of(request)
    found = access.applications(key, state=state_of(request, ApplicationState), since=since(request))

    def say(some: Sequence[Any]) -> list[Any]:
        lines = access.lines_of(key, some)
        return [records.application(one, lines[one.pk], key.opens(Scope.PEOPLE)) for one in some]

    return page(found, paging, say)


@for_keys(Scope.APPLICATIONS)
def application(request: HttpRequest, key: Any, pk: UUID) -> HttpResponseBase:
    found = access.one(access.applications(key), pk)
    lines = access.lines_of(key, [found])[found.pk]
    return JsonResponse(records.application(found, lines, key.opens(Scope.PEOPLE)))


@for_keys(Scope.APPLICATIONS)
def lines(request: HttpRequest, key: Any) -> HttpResponseBase:
    paging = Paging.of(request)
    found = access.lines(key, state=state_of(request, LineState), since=since(request))
    return page(found, paging, lambda some: [records.line(one) for one in some])


@for_keys(Scope.APPLICATIONS)
def line(request: HttpRequest, key: Any, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.line(access.one(access.lines(key), pk)))


@for_keys(Scope.DECISIONS)
def decisions(request: HttpRequest, key: Any) -> HttpResponseBase:
    paging = Paging.of(request)
    people = key.opens(Scope.PEOPLE)
    found = access.decisions(key, since=since(request))
    return page(found, paging, lambda some: [records.decision(one, people) for one in some])


@for_keys(Scope.DECISIONS)
def decision(request: HttpRequest, key: Any, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.decision(access.one(access.decisions(key), pk), key.opens(Scope.PEOPLE)))


@for_keys(Scope.PAYMENTS)
def payments(request: HttpRequest, key: Any) -> HttpResponseBase:
    paging = Paging.of(request)
    found = access.payments(key, state=state_of(request, PaymentState), since=since(request))
    return page(found, paging, lambda some: [records.payment(one) for one in some])


@for_keys(Scope.PAYMENTS)
def payment(request: HttpRequest, key: Any, pk: UUID) -> HttpResponseBase:
    return JsonResponse(records.payment(access.one(access.payments(key), pk)))


@for_keys()
def unknown(request: HttpRequest, key: Any, rest: str) -> HttpResponseBase:
    """Whatever else is asked under this address."""
    raise Http404(rest)
