"""Wanting the digest by mail, or not any more."""

from portal.digest.models import NoDigest
from portal.people.models import User


def wants_mail(user: User) -> bool:
    """Whether this person gets the digest by mail."""
    return not NoDigest.objects.filter(user=user).exists()


def want_mail(user: User, wanted: bool) -> None:
    """From now on with or without mail."""
    if wanted:
        NoDigest.objects.filter(user=user).delete()
    else:
        NoDigest.objects.get_or_create(user=user)
