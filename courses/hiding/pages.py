"""What the pages of what is hidden show, and the way to them."""

from typing import Any

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


def as_row(what: Course | Provider) -> dict[str, Any]:
    """One row of the page of what is hidden."""
    row = {"pk": what.pk, "reason": what.hidden_reason, "since": what.hidden}
    if isinstance(what, Course):
        return row | {"kind": "opleiding", "name": what.title, "about": what.provider.name}
    return row | {"kind": "opleider", "name": what.name, "about": _("alle opleidingen van deze opleider")}
