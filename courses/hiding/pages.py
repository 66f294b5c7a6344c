"""What the pages of what is hidden show, and the way to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Course, Provider
from portal.access import Person
from portal.people.enums import Role
from portal.people.work import Group, Work


def hiding_work(request: HttpRequest, who: Person) -> list[Work]:
    """The way to what is hidden, for who keeps the portal."""
    if not who.has(Role.PORTAL_MANAGER):
        return []
    text = _("Opleidingen en opleiders die je uit beeld haalde, en waarom.")
    return [Work(Group.SETTINGS, _("Verborgen opleidingen"), text, reverse("courses:hidden"))]


def as_row(*, kind: str, pk: UUID, called: str, within: str, reason: str, since: datetime | None) -> dict[str, Any]:
    """One row of the page of what is hidden; ``within`` is the provider of a course, "" of a provider itself."""
    about = within or _("alle opleidingen van deze opleider")
    return {"kind": kind, "pk": pk, "name": called, "about": about, "reason": reason, "since": since}


def row_of(what: Course | Provider) -> dict[str, Any]:
    """The row of one record, for the page that asks why it is hidden."""
    kind, within = ("opleiding", what.provider.name) if isinstance(what, Course) else ("opleider", "")
    reason, since = what.hidden_reason, what.hidden
    return as_row(kind=kind, pk=what.pk, called=str(what), within=within, reason=reason, since=since)
