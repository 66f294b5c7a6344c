"""Personal data that a stolen copy of the database must not give away: sealed with AES-256-GCM, found by a mark.

The keys are settings.SEALING_KEYS, the newest first: it seals, the others still open. What is sealed begins with four
bytes that name its key, and is bound to its place: moved to another row or column it does not open. What an older key
sealed is sealed anew by ``manage.py reseal``, for which each package names what it holds (``holds_sealed``).
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from psycopg import sql

NAME, NONCE = 4, 12


class CannotOpen(Exception):
    """Sealed under a key that is not here, for another place, or changed since."""


def seal(text: str, place: str) -> bytes:
    """The text, sealed for this place ("table.column:id") with the newest key."""
    secret, nonce = settings.SEALING_KEYS[0], secrets.token_bytes(NONCE)
    return _name(secret) + nonce + AESGCM(_key("seal", secret)).encrypt(nonce, text.encode(), place.encode())


def open_sealed(sealed: bytes | memoryview, place: str) -> str:
    """What was sealed for this place. Raises CannotOpen."""
    sealed = bytes(sealed)
    named = [secret for secret in settings.SEALING_KEYS if _name(secret) == sealed[:NAME]]
    # The first portals named no key, and sealed with SECRET_KEY: it stands in the ring until they sealed anew.
    for start, ring in ((NAME, named), (0, settings.SEALING_KEYS)):
        nonce, rest = sealed[start : start + NONCE], sealed[start + NONCE :]
        for secret in ring:
            try:
                return AESGCM(_key("seal", secret)).decrypt(nonce, rest, place.encode()).decode()
            except (InvalidTag, ValueError):
                continue
    raise CannotOpen(place)


def mark(text: str, kind: str) -> str:
    """The same 64 characters for the same text of a kind, by the newest key: to find equals without opening them."""
    return hmac.new(_key("mark", settings.SEALING_KEYS[0]), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


def _name(secret: str) -> bytes:
    return _key("name", secret)[:NAME]


def _key(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"portal.record.sealing:{purpose}:{secret}".encode()).digest()


type Reseal = Callable[[], int]

_holders: list[Reseal] = []


def holds_sealed(reseal: Reseal) -> Reseal:
    """Name a function that seals all that a package holds anew and says how many; from ``AppConfig.ready``."""
    _holders.append(reseal)
    return reseal


def reseal_all() -> int:
    """Seal everything anew with the newest key; how many values. In a transaction, as the owner of the tables."""
    return sum(reseal() for reseal in _holders)


def without_guards(table: str, work: Callable[[], int]) -> int:
    """Do ``work`` while a table's own triggers are off, which only its owner may; back on before the commit."""
    name = sql.Identifier(table)
    with connection.cursor() as cursor:
        # What is checked at the end of a transaction must be checked before the table changes.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name).as_string())
        done = work()
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name).as_string())
    return done
