"""Who may refer, among the work of team leads; and the entrance of referrers on the page of who is logged in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import referring_access
from portal.access import Person
from portal.people.enums import Role
from portal.people.route import Part
from portal.people.work import Group, Work


def referrers_work(request: HttpRequest, who: Person) -> list[Work]:
    """Who may refer to one's teams."""
    if not who.has(Role.TEAM_LEAD, Role.PORTAL_MANAGER):
        return []
    told = _("Wie van UWV, gemeente, vakbond of werkgever mensen kan sturen.")
    return [Work(Group.SETTINGS, _("Verwijzers"), told, reverse("intake:referrers"))]


def referring_part(request: HttpRequest) -> Part | None:
    """The way to the entrance, for a referrer."""
    mine = referring_access.as_referrer(request)
    return Part(90, "intake/route/referring.html", {"referrers": mine}) if mine else None
