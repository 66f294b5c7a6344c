"""What was taken out of sight, for portal managers: nobody else reaches it."""

from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest

from courses.models import Course, Provider
from portal.access import page_of, refuse


def hidden_courses(request: HttpRequest) -> Page[Course]:
    """Courses that somebody took out of sight, the latest first, for portal managers."""
    rows = Course.objects.filter(hidden__isnull=False).select_related("provider").order_by("-hidden", "pk")
    return page_of(request, rows)


def hidden_providers() -> list[Provider]:
    """Providers of which somebody took everything out of sight; there are few, or something else is wrong."""
    return list(Provider.objects.filter(hidden__isnull=False).order_by("-hidden")[:100])


def to_hide(request: HttpRequest, kind: str, pk: UUID) -> Course | Provider:
    """A course or provider that a portal manager hides or shows, or 404."""
    found: Course | Provider | None
    if kind == "opleiding":
        found = Course.objects.select_related("provider").filter(pk=pk).first()
    else:
        found = Provider.objects.filter(pk=pk).first()
    return found or refuse(request, kind, pk)
