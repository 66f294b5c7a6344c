"""For machines that read the portal: which pages there are, and what is not for them."""

from django.conf import settings
from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.pages.findable import closed, sitemaps


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309. Nothing of a demo is to be found: its amounts and people are invented."""
    lines = ["User-agent: *", *(["Disallow: /"] if settings.DEMO else [f"Disallow: {path}" for path in closed()])]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Which sitemaps there are, at most 5,000 addresses each."""
    return views.index(request, sitemaps(request), sitemap_url_name="portal:sitemap_section")


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponseBase:
    """The addresses of one kind of page."""
    return views.sitemap(request, sitemaps(request), section=section)
