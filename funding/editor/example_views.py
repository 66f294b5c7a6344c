"""The examples of a version: the list with what came out, one as a form, and taking one away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import scheme_access
from funding.editor.answering import seen
from funding.editor.example_form import ExampleForm
from funding.editor.example_rows import example_rows
from funding.schemes import actions
from funding.schemes.enums import Stage
from funding.schemes.errors import CannotChange
from funding.schemes.readiness import Section, problems_of, read
from portal.access import page_of, staff_only, user_of
from portal.pages import kept
from portal.people.enums import Role

PREVIEW = "preview"


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def examples(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every example with what is expected and what came out by the rule as it is now."""
    version = scheme_access.scheme_version(request, pk)
    page = page_of(request, scheme_access.scheme_examples(version))
    known = read(version)
    rows = example_rows(page, known)
    problems = [] if version.stage == Stage.PUBLISHED else problems_of(version)
    context = {
        "version": version,
        "rows": rows,
        "pages": page,
        "problems": [one.text for one in problems if one.section is Section.EXAMPLES],
        "unfinished": known.rule is None or known.terms is None,
        "may_change": version.stage != Stage.PUBLISHED,
    }
    return render(request, "funding/editor/examples.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def example(request: HttpRequest, pk: UUID, example_pk: UUID | None = None) -> HttpResponseBase:
    """One example as a form; "preview" works it out without saving."""
    version = scheme_access.scheme_version(request, pk)
    if version.stage == Stage.PUBLISHED:
        return redirect("funding:examples", pk)
    found = scheme_access.scheme_example(request, version, example_pk) if example_pk else None
    known, typed = read(version), kept.typed(request)
    form = ExampleForm(typed, read=known, today=timezone.localdate(), example=found)
    problem, came, status = None, None, 200
    if request.method == "POST" and form.is_valid():
        filled = form.example()
        if request.POST.get("step") == PREVIEW:
            came = example_rows([filled], known)[0]
        else:
            try:
                actions.save_example(version, filled, user_of(request), seen(request))
            except CannotChange as one:
                problem, status = one, 409
                version = scheme_access.scheme_version(request, pk)
            else:
                messages.success(request, _("Het voorbeeld is bewaard."))
                return redirect("funding:examples", pk)
    elif form.errors:
        status = 422
    context = {"version": version, "form": form, "example": found, "problem": problem, "came": came}
    return render(request, "funding/editor/example.html", context, status=status)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def drop_example(request: HttpRequest, pk: UUID, example_pk: UUID) -> HttpResponseBase:
    """Take an example away."""
    version = scheme_access.scheme_version(request, pk)
    found = scheme_access.scheme_example(request, version, example_pk)
    try:
        actions.drop_example(version, found, user_of(request), seen(request))
    except CannotChange as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Het voorbeeld is weg."))
    return redirect("funding:examples", pk)
