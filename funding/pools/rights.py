"""Who may change a pool."""

from django.utils import timezone

from funding.budgets.errors import NotTheirBudget
from portal.people.enums import Role
from portal.people.models import Membership, User


def allow(fund: str | None, role: Role, by: User) -> None:
    """Raise NotTheirBudget unless this person has the role at the fund (None: for the whole portal) today."""
    if not Membership.objects.filter(user=by, fund=fund, role=role).valid_on(timezone.localdate()).exists():
        raise NotTheirBudget
