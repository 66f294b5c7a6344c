"""Who a visitor is: a key in a signed cookie of its own, which outlives the session.

The cookie holds nothing but the key; the answers stay here. It goes at log-in, when the answers become the
user's, so that whoever comes after a log-out on the same device starts with nothing.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.pages.remembering import Memory

#: Without coming back, a visitor's answers live as long as the cookie.
LIFE = timedelta(days=90)
COOKIE = "__Host-visitor" if settings.HTTPS else "visitor"
SALT = "intake.profile.visitors"
#: The key that the answer to a request must carry on.
key_to_keep = Memory[str | None]()
#: Whether the answer to a request depends on who the visitor is.
looked_at = Memory[bool]()


def new_key() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


def key_of(request: HttpRequest) -> str | None:
    """The visitor's key; None without a cookie, or with one that is too old or not signed by us."""
    key = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=LIFE)
    return key or None


def keep_key(response: HttpResponse, key: str) -> None:
    """Give the visitor this key, for ninety days from now."""
    response.set_signed_cookie(
        COOKIE,
        key,
        salt=SALT,
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def forget_key(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
