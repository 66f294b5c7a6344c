"""The link to a scenario for who has no account here: it shows numbers of people and money, and nobody.

A link names the sharing, not the scenario: what was taken back opens nothing, also when it is shared again.
"""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

#: How long a link works from when it was made.
LIVES = timedelta(days=90)
_SHARE = Signer(salt="funding.whatif")


def make(share: UUID) -> str:
    """A token for an address."""
    return _SHARE.sign(share.hex)


def read(token: str) -> UUID | None:
    """The sharing that a token names; None when it is not ours."""
    try:
        return UUID(_SHARE.unsign(token))
    except (BadSignature, ValueError):
        return None
