"""The pages on which staff take courses and providers out of sight, and bring them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.hiding import access, actions
from courses.hiding.forms import HidingForm
from courses.hiding.pages import as_row, row_of
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import Role


@require_safe
@staff_only(Role.PORTAL_MANAGER)
def hidden(request: HttpRequest) -> HttpResponse:
    """What is out of sight, the latest first."""
    page = access.hidden(request)
    return render(request, "courses/hidden.html", {"rows": [as_row(**one) for one in page], "pages": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def hide(request: HttpRequest, kind: str, pk: UUID) -> HttpResponseBase:
    """Asks why, then takes it out of sight."""
    what = access.to_hide(request, kind, pk)
    form = HidingForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        actions.hide(what, form.cleaned_data["reason"], user_of(request))
        messages.success(request, _("Dit is uit beeld. Je kunt het hier terugzetten."))
        return redirect("courses:hidden")
    context = {"form": form, "row": row_of(what)}
    return render(request, "courses/hide.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.PORTAL_MANAGER)
def show(request: HttpRequest, kind: str, pk: UUID) -> HttpResponseBase:
    """Back in sight."""
    actions.show(access.to_hide(request, kind, pk), user_of(request))
    messages.success(request, _("Dit is weer te vinden."))
    return redirect("courses:hidden")
