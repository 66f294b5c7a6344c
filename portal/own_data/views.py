"""A learner's own data: what there is, taking it along, and having it erased."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import is_or_was_staff, learner_only, user_of
from portal.brands.current import current_brand
from portal.confirming.actions import TooManyCodes, confirm, mail_code
from portal.confirming.forms import CodeForm
from portal.own_data.actions import erase
from portal.own_data.archive import archive
from portal.own_data.holding import sheets_of, what_runs, what_stays

#: What a code says yes to.
ERASE = "erase"


@never_cache
@require_safe
@learner_only
def own_data(request: HttpRequest) -> HttpResponse:
    """What the portal holds, counted."""
    sheets = [sheet for sheet in sheets_of(user_of(request)) if sheet.rows]
    return render(request, "portal/own_data/own_data.html", {"sheets": sheets, "staff": is_or_was_staff(request)})


@never_cache
@require_POST
@learner_only
def download(request: HttpRequest) -> HttpResponseBase:
    """All of it in one archive."""
    name = f"mijn-gegevens-{timezone.localdate().isoformat()}.zip"
    return FileResponse(archive(user_of(request)), as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def erase_own_data(request: HttpRequest) -> HttpResponseBase:
    """First what goes and what stays, then a code by mail, and only that code erases."""
    user = user_of(request)
    if is_or_was_staff(request):
        return redirect("portal:own_data")
    form, asked, problem = CodeForm(), request.POST.get("step") == "code", ""
    if request.method == "POST" and not asked:
        try:
            with override(user.language):
                words = _("verwijder je wat we van je hebben")
            mail_code(user, ERASE, asked=words, brand=current_brand(request))
            asked = True
        except TooManyCodes:
            problem = _("Je vroeg al veel codes aan. Probeer het over een uur opnieuw.")
    elif asked:
        form = CodeForm(request.POST)
        if form.is_valid():
            if confirm(user, ERASE, form.cleaned_data["code"]):
                return _erase(request)
            form.add_error("code", _("Die code klopt niet of werkt niet meer. Vraag een nieuwe code aan."))
    context = {
        "form": form,
        "asked": asked,
        "problem": problem,
        "runs": what_runs(user),
        "stays": what_stays(user),
        "email": user.email,
    }
    return render(request, "portal/own_data/erase.html", context, status=422 if form.errors or problem else 200)


def _erase(request: HttpRequest) -> HttpResponseBase:
    if erase(user_of(request), brand=current_brand(request)):
        logout(request)
        messages.success(request, _("Je account en je gegevens zijn verwijderd."))
        return redirect("portal:home")
    messages.success(request, _("We hebben gewist wat gewist mag worden. Je aanvraag loopt door."))
    return redirect("portal:route")
