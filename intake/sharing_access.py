"""Who sees a shared result: the person it is of, and the advisers of the team it is shared with, while that lasts."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from intake import access
from intake.agenda.models import Adviser, Team
from intake.sharing.models import SharedResult
from portal.access import Person, person, refuse
from portal.brands.current import current_brand
from portal.people.enums import Role


def teams_to_share_with(request: HttpRequest) -> list[Team]:
    """Teams with an adviser at work: of who this person will talk to, else where they live, else of this brand."""
    staffed = Team.objects.filter(advisers__in=Adviser.objects.at_work(timezone.localdate())).distinct()
    talks_to = {appointment.adviser.team_id for appointment in access.appointments(request)}
    if talks_to and (found := list(staffed.filter(pk__in=talks_to))):
        return found
    home = access.residence(request)
    if home and (found := list(staffed.filter(region=home.region_id))):
        return found
    brand = current_brand(request)
    own = list(brand.regions.values_list("slug", flat=True)) if not brand._state.adding else []
    return list(staffed.filter(region__in=own) if own else staffed)


def own_shares(request: HttpRequest) -> list[SharedResult]:
    """What this person shares now, with whom, the newest first. One a team and course, so never many."""
    found = access.known_profile(request)
    if found is None:
        return []
    return list(_current().filter(profile=found).select_related("team", "consent"))


def own_share(request: HttpRequest, pk: UUID) -> SharedResult | None:
    """One of them; None when it ended already. 404 for who has no answers here."""
    found = access.known_profile(request) or refuse(request, "shared result", pk)
    return _current().filter(profile=found, pk=pk).select_related("consent").first()


def shared_with(who: Person) -> QuerySet[SharedResult]:
    """What is shared with the team of this adviser now, the newest first; nothing for who advises nowhere."""
    regions = who.regions(Role.ADVISER)
    teams = Adviser.objects.filter(user=who.user, team__region__in=regions).values("team")
    return _current().filter(team__in=teams)


def shared_result(request: HttpRequest, pk: UUID) -> SharedResult:
    """One of them, with its team, or 404."""
    found = shared_with(person(request)).select_related("team", "course").filter(pk=pk).first()
    return found or refuse(request, "shared result", pk)


def _current() -> QuerySet[SharedResult]:
    return SharedResult.objects.current(timezone.now())
