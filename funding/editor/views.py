"""The editor of schemes: the list, a scheme with its versions, one version with its parts, and the steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import scheme_access
from funding.editor.answering import seen, try_change
from funding.editor.forms import DocumentsForm, EndForm, PartForm, PeriodForm, SourcesForm, TextsForm
from funding.editor.money_forms import MoneyForm, StackingForm
from funding.editor.scheme_list import scheme_rows, state_of, version_rows
from funding.editor.steps import STEPS
from funding.editor.version_page import parts, version_page
from funding.schemes import actions
from funding.schemes.enums import Stage
from funding.schemes.errors import CannotChange
from portal.access import page_of, staff_only, user_of
from portal.pages import kept
from portal.people.enums import Role

#: The part of the address -> the form of that part. Rule and examples have views of their own.
FORMS: dict[str, type[PartForm]] = {
    "periode": PeriodForm,
    "geld": MoneyForm,
    "samen": StackingForm,
    "documenten": DocumentsForm,
    "bronnen": SourcesForm,
}


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme of this person's funds, and how it stands today."""
    page = page_of(request, scheme_access.schemes(request).select_related("fund"))
    rows = scheme_rows(list(page), timezone.localdate(), user_of(request).pk)
    changed = {slug for slug, found in scheme_access.origin_changes(page).items() if found}
    return render(request, "funding/editor/schemes.html", {"rows": rows, "pages": page, "changed": changed})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def new_scheme(request: HttpRequest) -> HttpResponseBase:
    """A scheme that did not exist: its texts; then its first version waits to be written."""
    form = TextsForm(kept.typed(request), funds=scheme_access.funds(request))
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.begin_scheme(form.cleaned_data["fund"], form.texts(), user_of(request))
        except CannotChange as found:
            problem = found
        else:
            messages.success(request, _("De regeling is gemaakt. Niemand ziet haar tot een collega haar publiceert."))
            return redirect("funding:version", draft.pk)
    status = 422 if form.errors else 409 if problem else 200
    context = {"form": form, "problem": problem}
    return render(request, "funding/editor/texts.html", context, status=status)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: what is said of it, and its versions."""
    found = scheme_access.scheme(request, slug)
    versions = scheme_access.scheme_versions(request).filter(scheme=found)
    page = page_of(request, versions.order_by("-number"))
    context = {
        "scheme": found,
        "rows": version_rows(page),
        "pages": page,
        "state": state_of(list(versions.published()), timezone.localdate()),
        "draft": versions.unpublished().first(),
        "earlier": scheme_access.earlier_texts(found),
        "origin": scheme_access.origin(found),
        "origin_changes": len(scheme_access.origin_changes([found]).get(found.pk, [])),
    }
    return render(request, "funding/editor/scheme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def scheme_texts(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Change what a scheme is called and what is said of it."""
    found = scheme_access.scheme(request, slug)
    form = TextsForm(kept.typed(request), scheme=found)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(found, form.texts(), user_of(request), seen(request))
        except CannotChange as one:
            problem, found = one, scheme_access.scheme(request, slug)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("funding:scheme", slug)
    status = 422 if form.errors else 409 if problem else 200
    context = {"form": form, "scheme": found, "problem": problem}
    return render(request, "funding/editor/texts.html", context, status=status)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def begin_version(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new version that begins as a copy of the newest one."""
    found = scheme_access.scheme(request, slug)
    try:
        draft = actions.begin_version(found, user_of(request))
    except CannotChange as problem:
        messages.error(request, problem.message)
        return redirect("funding:scheme", slug)
    messages.success(request, _("Hier is de nieuwe versie: een kopie van de vorige. Verander wat anders moet."))
    return redirect("funding:version", draft.pk)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version: what it says, what is still to be done, and the next step."""
    return _show(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def version_part(request: HttpRequest, pk: UUID, part: str) -> HttpResponseBase:
    """One part of a version as a form."""
    found = scheme_access.scheme_version(request, pk)
    if part not in FORMS:
        raise Http404(part)
    if found.stage == Stage.PUBLISHED:
        return redirect("funding:version", pk)
    form = FORMS[part](kept.typed(request), version=found)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = try_change(request, found, **form.values())
        if problem is None:
            return redirect("funding:version", pk)
        found = scheme_access.scheme_version(request, pk)
    title = next(one.title for one in parts() if one.slug == part)
    context = {"form": form, "version": found, "title": title, "part": part, "problem": problem}
    status = 422 if form.errors else 409 if problem else 200
    return render(request, "funding/editor/part.html", context, status=status)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def version_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a step with a version; STEPS names them."""
    found = scheme_access.scheme_version(request, pk)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return redirect("funding:version", pk)
    try:
        said = step(request, found)
    except CannotChange as problem:
        return _show(request, pk, problem=problem, status=409)
    messages.success(request, said)
    still_there = scheme_access.scheme_versions(request).filter(pk=pk).exists()
    return redirect("funding:version", pk) if still_there else redirect("funding:schemes")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def end_version(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Set the last day of a published version."""
    found = scheme_access.scheme_version(request, pk)
    if found.stage != Stage.PUBLISHED:
        return redirect("funding:version", pk)
    form, problem = EndForm(kept.typed(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(found, form.cleaned_data["last"], user_of(request))
        except CannotChange as one:
            problem = one
        else:
            messages.success(request, _("De laatste dag is bewaard."))
            return redirect("funding:version", pk)
    context = {"form": form, "version": found, "title": _("Laten eindigen"), "part": "einde", "problem": problem}
    return render(request, "funding/editor/part.html", context, status=422 if form.errors else 409 if problem else 200)


def _show(request: HttpRequest, pk: UUID, *, problem: CannotChange | None = None, status: int = 200) -> HttpResponse:
    context = version_page(scheme_access.scheme_version(request, pk), user_of(request).pk) | {"problem": problem}
    return render(request, "funding/editor/version.html", context, status=status)
