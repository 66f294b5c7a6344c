"""People for tests: learners and staff, and logging them in the way their session would look."""

import time
from datetime import date

from allauth.account.models import EmailAddress
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from portal.people.enums import FILE_ROLES, REGION_ROLES, Role, Sector
from portal.people.models import Fund, Membership, User


def make_user(name: str, **fields: object) -> User:
    """A person with a confirmed address ``name@voorbeeld.example``."""
    user = User.objects.create_user(f"{name.lower()}@voorbeeld.example", name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def make_fund(slug: str, sector: Sector = Sector.PUBLIC, limit: int = 100_000) -> Fund:
    """A fund; ``limit`` in cents is what one person may decide alone."""
    return Fund.objects.create(slug=slug, name=slug.title(), sector=sector, sole_decision_limit=limit)


def give_role(
    user: User,
    role: Role,
    place: str | None = None,
    *,
    since: date = date(2020, 1, 1),
    until: date | None = None,
) -> Membership:
    """A role at a fund (slug), in a region (slug), or for the portal, from ``since`` up to ``until``."""
    return Membership.objects.create(
        user=user,
        role=role,
        fund_id=place if role in FILE_ROLES else None,
        region_id=place if role in REGION_ROLES else None,
        period=DateRange(since, until),
    )


def log_in_again(client: Client) -> Client:
    """The same member of staff after a while: half an hour of nothing logs them out (portal.people.sessions)."""
    return log_in(client, User.objects.get(pk=client.session["_auth_user_id"]))


def log_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """A session as it is after logging in, with or without the second factor."""
    client.force_login(user)
    session = client.session
    records: list[dict[str, object]] = [{"method": "password", "at": time.time()}]
    if second_factor:
        records.append({"method": "mfa", "at": time.time(), "type": "totp", "id": 1})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
