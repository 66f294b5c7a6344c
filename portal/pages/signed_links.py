"""Links that name one record and are signed, so that nobody makes one up; for people without an account here."""

from uuid import UUID

from django.core import signing


def token_of(pk: UUID, salt: str) -> str:
    """A token for an address. ``salt`` is of the kind of link: one of another kind is not taken for it."""
    return signing.dumps(str(pk), salt=salt)


def read(token: str, salt: str, days: int) -> UUID | None:
    """The id of the record that a token names; None when it is not ours, or older than so many days."""
    try:
        return UUID(signing.loads(token, salt=salt, max_age=days * 86_400))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):  # the last three: not our text
        return None
