"""Taking a course, or everything of a provider, out of sight: by a person, with a reason that colleagues read."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Course, Provider
from portal.access import Person
from portal.pages.fields import WrittenField
from portal.people.enums import Role
from portal.people.models import User
from portal.people.work import Group, Work
from portal.record import audit


class HidingForm(forms.Form):
    """Why something is taken out of sight."""

    reason = WrittenField(
        label=gettext_lazy("Waarom verberg je dit? Alleen collega's lezen dit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waarom je dit verbergt.")},
    )


@transaction.atomic
def hide(what: Course | Provider, reason: str, by: User) -> None:
    """Out of sight from now on, for everybody; who had the link hears that it is gone."""
    type(what)._default_manager.filter(pk=what.pk).update(hidden=timezone.now(), hidden_reason=reason)
    audit.record(by, "hide", what)


@transaction.atomic
def show(what: Course | Provider, by: User) -> None:
    """To be found again."""
    type(what)._default_manager.filter(pk=what.pk).update(hidden=None, hidden_reason="")
    audit.record(by, "show", what)


def hiding_work(request: HttpRequest, who: Person) -> list[Work]:
    """The way to what is hidden, for who keeps the portal."""
    if not who.has(Role.PORTAL_MANAGER):
        return []
    text = _("Opleidingen en opleiders die je uit beeld haalde, en waarom.")
    return [Work(Group.SETTINGS, _("Verborgen opleidingen"), text, reverse("courses:hidden"))]


def as_row(what: Any) -> dict[str, Any]:
    """One row of the page of what is hidden."""
    is_course = isinstance(what, Course)
    return {
        "pk": what.pk,
        "kind": "opleiding" if is_course else "opleider",
        "name": what.title if is_course else what.name,
        "about": what.provider.name if is_course else _("alle opleidingen van deze opleider"),
        "reason": what.hidden_reason,
        "since": what.hidden,
    }
