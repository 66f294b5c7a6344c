"""The numbers of a team, among the work of who leads it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access import Person
from portal.people.enums import Role
from portal.people.work import Group, Work


def numbers_work(request: HttpRequest, who: Person) -> list[Work]:
    """How the teams are doing."""
    if not who.has(Role.TEAM_LEAD, Role.PORTAL_MANAGER):
        return []
    return [
        Work(
            Group.FIGURES,
            _("Hoe het team ervoor staat"),
            _("Ruimte, wachttijd, wie kwam en wat eruit kwam."),
            reverse("intake:numbers"),
        )
    ]
