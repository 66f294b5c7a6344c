"""Which scenarios somebody may see: those of which every fund is one of theirs, or one by a signed link."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from funding.budgets.models import Budget
from funding.schemes.models import Scheme, SchemeVersion
from funding.whatif import links
from funding.whatif.enums import ScenarioState
from funding.whatif.models import Scenario
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role


def scenarios(request: HttpRequest) -> "Page[Scenario]":
    """The scenarios of this person's funds, newest first."""
    return page_of(request, _seen(request).defer("result").select_related("made_by"))


def compared(request: HttpRequest, pks: list[str]) -> list[Scenario]:
    """Those of the scenarios with these ids that are ready, at most four, oldest first."""
    wanted = [UUID(pk) for pk in pks if _is_id(pk)]
    return list(_seen(request).filter(pk__in=wanted, state=ScenarioState.READY).order_by("made", "pk")[:4])


def scenario(request: HttpRequest, pk: UUID, *roles: Role) -> Scenario:
    """One where this person has one of these roles at every fund (any: to read), or 404."""
    return _seen(request, *roles).filter(pk=pk).select_related("made_by").first() or refuse(request, "scenario", pk)


def shared_scenario(token: str) -> Scenario:
    """The scenario of a link that still works; 404 for any other link."""
    known = links.read(token)
    found = Scenario.objects.filter(share=known, state=ScenarioState.READY).first() if known else None
    if found is None or found.shared_until is None:
        raise Http404("shared scenario")
    return found


def budgets_of(scenario: Scenario) -> list[Budget]:
    """The budgets of today of the funds of a scenario, with scheme and fund."""
    found = Budget.objects.on(timezone.localdate()).filter(scheme__fund__in=scenario.funds)
    return list(found.select_related("scheme__fund").order_by("scheme__name"))


def schemes_to_add(request: HttpRequest, scenario: Scenario) -> QuerySet[Scheme]:
    """Schemes without a budget here: published ones of every fund, and drafts of this person's own funds."""
    own = SchemeVersion.objects.unpublished().filter(scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))
    published = SchemeVersion.objects.published()
    here = [budget.scheme_id for budget in budgets_of(scenario)]
    found = Scheme.objects.filter(Q(versions__in=published) | Q(versions__in=own)).exclude(pk__in=here)
    return found.distinct().order_by("name")


def scheme_of(request: HttpRequest, scenario: Scenario, slug: str) -> Scheme:
    """A scheme that this scenario can change or has added, or 404."""
    here = {budget.scheme_id for budget in budgets_of(scenario)}
    found = Scheme.objects.filter(pk=slug).select_related("fund").first()
    known = slug in here or schemes_to_add(request, scenario).filter(pk=slug).exists()
    return found if found and known else refuse(request, "scheme of scenario", slug)


def drafts_of(request: HttpRequest, scheme: Scheme) -> list[SchemeVersion]:
    """Versions of a scheme that are not published yet, where this person administers its fund."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = SchemeVersion.objects.unpublished().filter(scheme=scheme, scheme__fund__in=mine)
    return list(found.select_related("scheme"))


def in_family(scheme: Scheme) -> bool:
    """Whether some version of a scheme shares a cap with other schemes."""
    found = SchemeVersion.objects.filter(scheme=scheme, terms__has_key="family_cap")
    return found.exclude(terms__family_cap=None).exists()


def _seen(request: HttpRequest, *roles: Role) -> QuerySet[Scenario]:
    return Scenario.objects.filter(funds__contained_by=sorted(person(request).funds(*(roles or FUND_ROLES))))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
