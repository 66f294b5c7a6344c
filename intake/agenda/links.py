"""The unguessable part of an appointment's address, what is kept of an old one, and addresses of nobody."""

import secrets
from hashlib import sha256

#: How addresses of nobody end (RFC 2606: .invalid is never given out).
NOBODY = "@gewist.invalid"


def new_token() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


def nobody(pk: object) -> str:
    """An address that reaches nobody, where each row needs one of its own."""
    return f"{pk}{NOBODY}"


def digest(token: str) -> str:
    """What is kept of a token that opens nothing any more."""
    return sha256(token.encode()).hexdigest()
