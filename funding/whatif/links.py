"""The link to a scenario for who has no account here: it shows numbers of people and money, and nobody."""

from uuid import UUID

from django.core import signing

SALT = "funding.whatif"
#: Days that a link works.
DAYS = 90


def make(scenario: UUID) -> str:
    """A token for an address."""
    return signing.dumps(str(scenario), salt=SALT)


def read(token: str) -> UUID | None:
    """The scenario that a token names; None when it is not ours, or too old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=DAYS * 86_400))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):  # the last three: not our text
        return None
