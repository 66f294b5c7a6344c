"""Which teams somebody may see the numbers of."""

from django.http import HttpRequest

from intake.agenda.models import Team
from portal.access import person
from portal.people.enums import Role


def teams(request: HttpRequest) -> list[Team]:
    """The teams of the regions that this person leads; a portal manager sees all."""
    who, found = person(request), Team.objects.order_by("region", "name")
    if who.has(Role.PORTAL_MANAGER):
        return list(found)
    return list(found.filter(region__in=who.regions(Role.TEAM_LEAD)))
