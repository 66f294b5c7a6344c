"""Announcements of schemes, written by who administers the fund."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import scheme_access
from funding.announcements.forms import SchemeAnnouncementForm
from portal.access import staff_only
from portal.announcements import desk
from portal.people.enums import Role

DESK = desk.Desk(
    title=lambda: _("Berichten bij regelingen"),
    form=SchemeAnnouncementForm,
    rows=scheme_access.announcements,
    subjects=scheme_access.schemes,
    names="funding",
)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def announcements(request: HttpRequest) -> HttpResponse:
    """Those of the schemes of this person's funds."""
    return desk.overview(request, DESK)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def announcement(request: HttpRequest, pk: UUID | None = None) -> HttpResponseBase:
    """A new one, or a change."""
    return desk.write(request, DESK, pk)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def stop_announcement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """No longer."""
    return desk.end(request, DESK, pk)
