"""The pages on which staff write announcements, the same for every kind: a list, a form with a preview, a way to stop.

A kind brings its form, what this person may write about, and the names of its addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.access import page_of, refuse, user_of
from portal.announcements.actions import ChangedMeanwhile, place, stop
from portal.announcements.enums import Stage
from portal.announcements.forms import AnnouncementForm
from portal.announcements.models import Announcement
from portal.pages import kept

PREVIEW = "preview"
#: Stage -> kind of the component "status".
STATUS_KIND = {Stage.CURRENT: "done", Stage.PLANNED: "new", Stage.OVER: "todo"}


@dataclass(frozen=True, slots=True)
class Desk:
    """One kind of announcement. ``rows``: what this person may change; ``subjects``: what they may write about."""

    title: Callable[[], str]
    form: type[AnnouncementForm]
    rows: Callable[[HttpRequest], QuerySet[Any]]
    subjects: Callable[[HttpRequest], QuerySet[Any]]
    names: str

    def address(self, name: str, *args: Any) -> str:
        """The address of a page: "announcements", "new_announcement", "announcement" or "stop_announcement"."""
        return reverse(f"{self.names}:{name}", args=args)


def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All announcements that this person may change, the latest first."""
    now = timezone.now()
    page = page_of(request, desk.rows(request))
    rows = [
        {
            "announcement": row,
            "about": getattr(row, desk.form.about),
            "stage": (stage := row.stage(now)).label,
            "kind": STATUS_KIND[stage],
            "url": desk.address("announcement", row.pk),
        }
        for row in page
    ]
    context = {"title": desk.title(), "rows": rows, "pages": page, "new_url": desk.address("new_announcement")}
    return render(request, "portal/announcements.html", context)


def write(request: HttpRequest, desk: Desk, pk: UUID | None = None) -> HttpResponseBase:
    """A new announcement, or a change of one: look first, then place it."""
    now, found = timezone.now(), _found(request, desk, pk) if pk else None
    typed = kept.typed(request)
    form = _form(request, desk, found, typed)
    previewed: list[tuple[str, list[dict[str, str]]]] = []
    changed, conflict = None, False
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == PREVIEW:
            previewed = [(code, [_in_language(form.instance, code)]) for code, _name in settings.LANGUAGES]
        else:
            try:
                place(form.instance, by=user_of(request), seen=form.cleaned_data["seen"])
            except ChangedMeanwhile:
                changed, conflict = desk.rows(request).filter(pk=pk).first(), True
            else:
                messages.success(request, _("Het bericht is geplaatst."))
                return redirect(desk.address("announcements"))
    context = {
        "title": _("Bericht veranderen") if found else _("Nieuw bericht"),
        "kind": desk.title(),
        "form": form,
        "previewed": previewed,
        "conflict": conflict,
        "changed": changed,
        "back_url": desk.address("announcements"),
        "stop_url": desk.address("stop_announcement", found.pk) if found and found.stage(now) != Stage.OVER else "",
    }
    return render(request, "portal/announcement.html", context, status=422 if form.errors else 409 if conflict else 200)


def end(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Stop an announcement now."""
    found = desk.rows(request).filter(pk=pk).first()
    if found is not None:
        stop(found, by=user_of(request), at=timezone.now())
    messages.success(request, _("Het bericht is niet meer te zien."))
    return redirect(desk.address("announcements"))


def _found(request: HttpRequest, desk: Desk, pk: UUID) -> Announcement:
    found: Announcement | None = desk.rows(request).filter(pk=pk).first()
    return found or refuse(request, "announcement", pk)


def _in_language(announcement: Announcement, language: str) -> dict[str, str]:
    with override(language):
        return announcement.shown


def _form(request: HttpRequest, desk: Desk, found: Announcement | None, typed: QueryDict | None) -> AnnouncementForm:
    form = desk.form(typed, instance=found)
    subject: Any = form.fields[form.about]
    subject.queryset = desk.subjects(request)
    subject.empty_label = None
    return form
