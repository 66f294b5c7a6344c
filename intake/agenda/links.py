"""The unguessable part of an appointment's address, and what is kept of an old one."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """What is kept of a token that opens nothing any more."""
    return sha256(token.encode()).hexdigest()
