"""Changing who may do what."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from portal.mail.actions import send_mail
from portal.people.enums import FILE_ROLES, REGION_ROLES, Role
from portal.people.invitations import invitation_token
from portal.people.models import Fund, Membership, User
from portal.record.audit import record
from portal.regions.models import Region


@transaction.atomic
def add_member(
    email: str,
    role: Role,
    *,
    name: str,
    place: str | None,
    start: date,
    end: date | None = None,
    by: User | None = None,
) -> Membership:
    """Give somebody a role from ``start`` up to (not including) ``end``, making the person where needed.

    ``place`` is a region slug for an adviser or team lead, a fund slug for fund roles, None for a portal manager.
    Raises Region.DoesNotExist or Fund.DoesNotExist, and IntegrityError when the person has the role already.
    """
    user = User.objects.filter(email=email.strip().lower()).first() or User.objects.create_user(email, name=name)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    membership = Membership.objects.create(
        user=user,
        role=role,
        region=Region.objects.get(slug=place) if role in REGION_ROLES else None,
        fund=Fund.objects.get(slug=place) if role in FILE_ROLES else None,
        period=DateRange(start, end),
    )
    record(by, "add_member", membership, chain=place or "portal", role=role, user=str(user.pk))
    return membership


@transaction.atomic
def invite(user: User, *, base_address: str) -> None:
    """Mail somebody the link to choose a password or link the work account. ``base_address``: https://host."""
    path = reverse("portal:invitation", args=[invitation_token(user)])
    send_mail("staff_invitation", to=user.email, context={"user": user, "link": base_address.rstrip("/") + path})
    record(None, "invite", user)


@transaction.atomic
def accept_invitation(form: SetPasswordForm) -> None:  # type: ignore[type-arg]
    """Keep the chosen password; the address is proven by the mailed link, which is void from now on."""
    user: User = form.save()
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
    record(user, "accept_invitation", user)
