"""Announcements of brands, written by portal managers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import access
from portal.announcements import desk
from portal.announcements.forms import AnnouncementForm
from portal.people.enums import Role

DESK = desk.Desk(
    title=lambda: _("Berichten op alle pagina's"),
    form=AnnouncementForm,
    rows=lambda request: access.brand_announcements(),
    subjects=lambda request: access.brands(),
    names="portal",
)


@require_safe
@access.staff_only(Role.PORTAL_MANAGER)
def announcements(request: HttpRequest) -> HttpResponse:
    """Those of every brand."""
    return desk.overview(request, DESK)


@require_http_methods(["GET", "HEAD", "POST"])
@access.staff_only(Role.PORTAL_MANAGER)
def announcement(request: HttpRequest, pk: UUID | None = None) -> HttpResponseBase:
    """A new one, or a change."""
    return desk.write(request, DESK, pk)


@require_POST
@access.staff_only(Role.PORTAL_MANAGER)
def stop_announcement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """No longer."""
    return desk.end(request, DESK, pk)
