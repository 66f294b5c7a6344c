"""What a brand looks like, for machines: its tokens, its mark, the image of a link to it, and its manifest.

Addresses carry a digest of what they give (``portal.brands.addresses``), so that it may be kept for good.
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.csp import CSP
from django.utils.translation import override
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal import access
from portal.brands import drawing
from portal.brands.addresses import manifest_of
from portal.brands.current import current_brand

FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def brand_css(request: HttpRequest, slug: str) -> HttpResponse:
    """The few design tokens of a brand as a stylesheet."""
    return _kept(request, HttpResponse(access.brand(slug).stylesheet(), content_type="text/css; charset=utf-8"))


@require_safe
@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]})  # a drawing of our own, without scripts
def mark(request: HttpRequest, slug: str) -> HttpResponse:
    """The mark as a drawing, for browsers' tabs."""
    return _kept(request, HttpResponse(drawing.mark(access.brand(slug)), content_type="image/svg+xml"))


@require_safe
def mark_picture(request: HttpRequest, slug: str, size: int, *, full: bool = False) -> HttpResponse:
    """The mark as a picture of one of ``drawing.SIZES``; ``full`` for phones that cut its shape themselves."""
    if size not in drawing.SIZES:
        raise Http404("size")
    return _picture(request, drawing.mark_picture(access.brand(slug), size, full=full))


@require_safe
def mark_icon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico, which some programs ask for without having read a page."""
    response = HttpResponse(drawing.mark_icon(current_brand(request)), content_type="image/vnd.microsoft.icon")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def social_picture(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The image of a link to this brand, 1200 by 630 pixels, with its greeting in a language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404("language")
    with override(language):
        return _picture(request, drawing.social_picture(access.brand(slug)))


@require_safe
def manifest(request: HttpRequest, slug: str) -> HttpResponse:
    """How the portal presents itself on a phone's screen (W3C, Web Application Manifest)."""
    response = JsonResponse(manifest_of(access.brand(slug)), content_type="application/manifest+json")
    return _kept(request, response)


def _picture(request: HttpRequest, picture: bytes) -> HttpResponse:
    return _kept(request, HttpResponse(picture, content_type="image/png"))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = FOR_GOOD if "v" in request.GET else "no-cache"
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:16]}"'
    return response
