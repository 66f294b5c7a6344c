"""Pages about schemes for everybody: all of them by name, and each with what it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from funding import scheme_access
from funding.check.assessing import standings
from funding.scheme_pages.page import scheme_page
from funding.scheme_pages.standing import rows
from portal.pages.context import address


@require_safe
def scheme_list(request: HttpRequest) -> HttpResponse:
    """Every scheme that is or was in force or will be, closed ones too; open ones first."""
    text = " ".join(request.GET.get("q", "")[: scheme_access.LONGEST_SEARCH].split())
    page = scheme_access.public_versions(request, text)
    shown = rows(page, timezone.localdate())
    context = {"rows": shown, "pages": page, "text": text, "has_examples": any(row.is_example for row in shown)}
    return render(request, "funding/schemes/list.html", context)


@require_safe
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: for whom, how much, which courses, how to apply, and where it is written."""
    version, today = scheme_access.public_version(request, slug), timezone.localdate()
    standing = standings([version], today)[slug]
    context = scheme_page(version, standing, scheme_access.next_version(version), today)
    context |= {"announcements": scheme_access.announced([slug]).get(slug, []), "orient_url": address("intake:orient")}
    return render(request, "funding/schemes/scheme.html", context)
