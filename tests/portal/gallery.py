"""Serves the page with all components to a browser without a server: every address is answered from memory."""

from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import Page, Route

from portal.brands.models import Brand
from portal.brands.palettes import PALETTES
from portal.pages.context import shell
from portal.pages.samples import question_sample, samples

HOST = "http://portal.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def brand(slug: str) -> Brand:
    """One of the demo brands, or one that sets nothing; not stored."""
    return Brand(slug=slug, name=f"Merk {slug}", tokens=PALETTES.get(slug, {}))


def gallery(slug: str, language: str = "nl", template: str = "portal/style.html") -> str:
    """The page with all components, or (``template``) the one with a question, as somebody who is not logged in."""
    request = RequestFactory().get("/stijl/", {"sector": "zorg", "pagina": "4"})
    request.brand = brand(slug)  # type: ignore[attr-defined]
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    with override(language):
        shown = samples(4) if template == "portal/style.html" else question_sample()
        context = shown | {"page": shell(request), "request": request, "csrf_token": "x", "csp_nonce": "n"}
        return render_to_string(template, context)


def serve(page: Page, slug: str, html: str) -> None:
    """Answer every request of ``page``: the document, our bundle, the brand's tokens."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0]
        if path.startswith(settings.STATIC_URL):
            found = finders.find(path.removeprefix(settings.STATIC_URL))
            assert isinstance(found, str), path
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        elif path.endswith(".css"):
            route.fulfill(body=brand(slug).stylesheet(), content_type="text/css")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{HOST}/")
