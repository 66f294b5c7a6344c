"""The library: copy a scheme of another fund, and see what changes later in the original."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from funding import scheme_access
from funding.editor.forms import CopyForm
from funding.editor.origin_words import origin_rows
from funding.scheme_pages.standing import rows
from funding.schemes import library
from funding.schemes.errors import CannotChange
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import Role


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def library_list(request: HttpRequest) -> HttpResponse:
    """Every published scheme of every fund, to copy."""
    text = " ".join(request.GET.get("q", "")[: scheme_access.LONGEST_SEARCH].split())
    page = scheme_access.public_versions(request, text)
    context = {"rows": rows(page, timezone.localdate()), "pages": page, "text": text}
    return render(request, "funding/editor/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def copy_scheme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Copy one of them into a fund of one's own, under another name."""
    version = scheme_access.public_version(request, slug)
    form, problem = CopyForm(kept.typed(request), funds=scheme_access.funds(request)), None
    if request.method == "POST" and form.is_valid():
        name = " ".join(form.cleaned_data["name"].split())
        try:
            draft = library.copy(version, form.cleaned_data["fund"], name, user_of(request))
        except CannotChange as one:
            problem = one
        else:
            messages.success(
                request, _("De kopie is gemaakt. Pas haar aan: wie, waar, hoeveel, en jouw eigen bronnen.")
            )
            return redirect("funding:version", draft.pk)
    context = {"form": form, "version": version, "problem": problem}
    status = 422 if form.errors else 409 if problem else 200
    return render(request, "funding/editor/copy.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def origin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What changed in the original of a copy; take each change over, or leave it."""
    scheme = scheme_access.scheme(request, slug)
    found = scheme_access.origin(scheme)
    if found is None:
        raise Http404("no copy")
    problem = None
    if request.method == "POST":
        accept = request.POST.get("answer") == "accept"
        key, digest = request.POST.get("key", ""), request.POST.get("digest", "")
        try:
            library.answer(found, key, digest, user_of(request), accept=accept)
        except CannotChange as one:
            problem = one
        else:
            taken = _("Overgenomen in de nieuwe versie. Kijk de voorbeelden na.")
            messages.success(request, taken if accept else _("Dit blijft bij jou zoals het is."))
            return redirect("funding:scheme_origin", slug)
    context = {
        "scheme": scheme,
        "origin": found,
        "rows": origin_rows(scheme_access.origin_changes([scheme]).get(scheme.pk, [])),
        "draft": scheme_access.scheme_versions(request).unpublished().filter(scheme=scheme).first(),
        "problem": problem,
    }
    return render(request, "funding/editor/origin.html", context, status=409 if problem else 200)
