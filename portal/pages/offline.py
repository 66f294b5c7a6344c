"""What a browser keeps for when there is no network: one page, and what it looks like."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.brands.addresses import css_address
from portal.brands.current import current_brand

DIST = settings.BASE_DIR / "static" / "dist"
#: As the page and its stylesheet call them: without the digest that other pages know them by.
FILES = ("app.css", "offline.js", "fonts/figtree-latin-wght-normal.woff2")
#: Takes itself and what it kept away, from browsers that had it.
FAREWELL = """addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.map((name) => caches.delete(name))))
    .then(() => registration.unregister())
));
"""


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page itself, in both languages and in the colours of the brand; the same for everybody."""
    return render(request, "portal/errors/offline.html", {"brand_css": css_address(current_brand(request))})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker (W3C, Service Workers). Its text changes with what it keeps, which is then fetched anew."""
    response = HttpResponse(_text(request), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _text(request: HttpRequest) -> str:
    if not settings.OFFLINE_PAGE:
        return FAREWELL
    page, css = reverse("portal:offline"), css_address(current_brand(request))
    files = [page, *(settings.STATIC_URL + name for name in FILES), *([css] if css else [])]
    work, digest = _built()
    kept = hashlib.sha256(offline(request).content + json.dumps([files, digest]).encode()).hexdigest()
    head = {"CACHE": f"offline-{kept[:16]}", "PAGE": page, "FILES": files}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in head.items()) + work


@cache
def _built() -> tuple[str, str]:
    """The worker itself, and a digest of the files that it keeps; they change with a release only."""
    digest = hashlib.sha256(b"".join((DIST / name).read_bytes() for name in FILES))
    return (DIST / "worker.js").read_text(encoding="utf-8"), digest.hexdigest()
