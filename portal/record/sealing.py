"""Personal data that a stolen copy of the database must not give away: sealed with AES-256-GCM, found by a mark.

The key comes from SECRET_KEY. What is sealed is bound to its place: moved to another row or column it does not open.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class CannotOpen(Exception):
    """Sealed under another key, for another place, or changed since."""


def seal(text: str, place: str) -> bytes:
    """The text, sealed for this place ("table.column:id")."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), place.encode())


def open_sealed(sealed: bytes | memoryview, place: str) -> str:
    """What was sealed for this place. Raises CannotOpen."""
    sealed = bytes(sealed)
    try:
        return AESGCM(_key("seal")).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode()).decode()
    except InvalidTag as error:
        raise CannotOpen(place) from error


def mark(text: str, kind: str) -> str:
    """The same 64 characters for the same text of a kind: to find equals without opening them."""
    return hmac.new(_key("mark"), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"portal.record.sealing:{purpose}:{settings.SECRET_KEY}".encode()).digest()
