"""Who works where today."""

from datetime import date

from portal.people.enums import Role
from portal.people.models import Fund, Membership, User


def administrators(fund: Fund, today: date) -> list[User]:
    """Who decides at a fund today, and keeps its schemes."""
    held = Membership.objects.filter(fund=fund, role=Role.FUND_ADMINISTRATOR).valid_on(today)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("email"))
