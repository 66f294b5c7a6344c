"""How often a code goes to one mailbox, so that a stranger neither fills it nor shuts its owner out.

allauth counts per network and per address. Per address alone, one stranger who asks 25 codes would have locked the
owner out for a day. So a stranger's network uses up its own share of an address, all networks together have a larger
one, and a browser in which somebody logged in before has a share that nobody else can use up: it holds a signed cookie
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). A passkey needs no code.
"""

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import get_random_string, salted_hmac

from portal.networks import network_of

COOKIE = "__Host-known-here" if settings.HTTPS else "known_here"
#: A year, longer than any session: what it proves is only that its holder logged in here before.
SALT, LASTS = "portal.people.known_here", 365 * 24 * 3600


def may_ask_code(request: HttpRequest, address: str) -> bool:
    """Count one code for this address (any spelling); whether it may be sent."""
    address = address.strip().lower()
    if device := _known_device(request, address):
        return bool(ratelimit.consume(request, action="code_known_device", key=f"{device}:{address}"))
    return bool(
        ratelimit.consume(request, action="code_of_network", key=f"{network_of(request)}:{address}")
        and ratelimit.consume(request, action="code_of_strangers", key=address)
    )


def know_this_device(request: HttpRequest, response: HttpResponseBase, address: str) -> None:
    """Remember in the browser that this address logged in here."""
    if _known_device(request, address):
        return
    value = signing.dumps([get_random_string(12), _mark(address)], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=LASTS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _known_device(request: HttpRequest, address: str) -> str:
    """The name of this browser when this address logged in here before, else nothing."""
    try:
        device, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if mark == _mark(address) else ""


def _mark(address: str) -> str:
    """The address as it stands in the cookie: not to be read there."""
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]
