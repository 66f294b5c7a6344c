"""What was taken out of sight, for portal managers: nobody else reaches it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, Value
from django.http import HttpRequest

from courses.models import Course, Provider
from portal.access import page_of, refuse


def hidden(request: HttpRequest) -> Page[Any]:
    """Courses and providers that somebody took out of sight, the latest first, for portal managers.

    Rows of {"kind", "pk", "called", "within" (the provider of a course, "" of a provider itself), "reason", "since"}.
    """
    both = [
        of.filter(hidden__isnull=False)
        .order_by()
        .values("pk", kind=Value(kind), called=F(name), within=within, reason=F("hidden_reason"), since=F("hidden"))
        for kind, of, name, within in (
            ("opleider", Provider.objects.all(), "name", Value("")),
            ("opleiding", Course.objects.all(), "title", F("provider__name")),
        )
    ]
    return page_of(request, both[0].union(both[1], all=True).order_by("-since", "pk"))


def to_hide(request: HttpRequest, kind: str, pk: UUID) -> Course | Provider:
    """A course or provider that a portal manager hides or shows, or 404."""
    found: Course | Provider | None
    if kind == "opleiding":
        found = Course.objects.select_related("provider").filter(pk=pk).first()
    else:
        found = Provider.objects.filter(pk=pk).first()
    return found or refuse(request, kind, pk)
