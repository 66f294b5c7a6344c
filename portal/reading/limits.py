"""How often one network, or one holder of a key, may ask for what programs read (settings.READING_LIMITS).

allauth's limits are for forms: they let every GET pass, and keep a list of moments for each visitor. Counting is one
number per asker and stretch of time. While the cache is away each process counts for itself (portal.cache).
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.networks import network_of

#: What is limited, and per how many seconds.
FILES, QUESTIONS, HOLDS = "files", "questions", "holds"
STRETCH = {FILES: 3600, QUESTIONS: 60, HOLDS: 3600}


def may(request: HttpRequest, what: str) -> bool:
    """Count one request of this network; whether it still fits in this hour or minute."""
    return fits(network_of(request), what)


def fits(who: str, what: str) -> bool:
    """Count one request of this network or key; whether it still fits in this hour or minute."""
    stretch = STRETCH[what]
    key = f"reading:{what}:{who}:{int(time.time()) // stretch}"
    for _try in range(2):
        if cache.add(key, 1, timeout=stretch):
            return True
        try:
            return (cache.incr(key) or 0) <= most(what)
        except ValueError:  # its time went by just now, or the cache went away: begin again
            continue
    return True


def most(what: str) -> int:
    """How many files one network may fetch, or times hold, in an hour; how many questions may be asked in a minute."""
    return settings.READING_LIMITS[what]


def refused() -> HttpResponse:
    """Too many files in an hour. Text, because programs fetch files."""
    said = _("Dit netwerk haalde het bestand al vaak op. Probeer het over een uur opnieuw.")
    return HttpResponse(
        f"{said}\n", status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3600"}
    )
