"""The link to a scenario for who has no account here: it shows numbers of people and money, and nobody."""

from uuid import UUID

from portal.pages import signed_links

SALT = "funding.whatif"
#: Days that a link works.
DAYS = 90


def make(scenario: UUID) -> str:
    """A token for an address."""
    return signed_links.token_of(scenario, SALT)


def read(token: str) -> UUID | None:
    """The scenario that a token names; None when it is not ours, or too old."""
    return signed_links.read(token, SALT, DAYS)
