"""Acting for somebody: asking, agreeing, beginning, stopping, and what a learner sees of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import adviser_access, care_access, together_access
from intake.together import actions
from intake.together.enums import Level
from intake.together.forms import HelperForm, RemarkForm
from intake.together.parts import parts_together
from intake.together_access import SESSION_KEY
from portal.access import learner_only, staff_only, user_of
from portal.brands.current import current_brand
from portal.confirming.actions import TooManyCodes
from portal.confirming.forms import CodeForm
from portal.people.enums import Role


# --- The adviser asks, the learner agrees on the adviser's screen --------------------------------------------
@require_POST
@staff_only(Role.ADVISER)
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the person of a talk to act for them, and mail them a code to agree with."""
    talk, own = care_access.caring(request, pk), adviser_access.own_agenda(request)
    try:
        mandate = actions.ask_learner(talk, own, brand=current_brand(request))
    except actions.CannotAsk:
        messages.error(request, _("Voor deze persoon kan dit niet: er is geen eigen e-mailadres bekend."))
        return redirect("intake:case", pk)
    if mandate.is_running:
        return redirect("intake:together")
    return redirect("intake:agree_here", mandate.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.ADVISER)
def agree_here(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The learner reads what it means and types the code from their mail, on the adviser's screen."""
    mandate = together_access.mandate_asked_by(request, pk)
    form, mailed = CodeForm(), request.method == "POST"
    if request.method == "POST" and "code" in request.POST:
        form = CodeForm(request.POST)
        if form.is_valid():
            if actions.agree_by_code(mandate, form.cleaned_data["code"]):
                return _begin(request, mandate)
            form.add_error("code", _("Die code klopt niet of werkt niet meer. Vraag een nieuwe code aan."))
    elif request.method == "POST":
        try:
            actions.mail_agreement_code(mandate, brand=current_brand(request))
        except TooManyCodes:
            form = CodeForm({"code": ""})
            form.add_error(None, _("Er zijn al veel codes gemaild. Probeer het over een uur opnieuw."))
    context = {"mandate": mandate, "form": form, "mailed": mailed}
    return render(request, "intake/together/agree.html", context, status=422 if form.errors else 200)


# --- The helper ----------------------------------------------------------------------------------------------
@never_cache
@require_safe
@learner_only
def together(request: HttpRequest) -> HttpResponse:
    """For whom this person acts or may act."""
    found = together_access.mandates_of_helper(request)
    return render(request, "intake/together/together.html", {"mandates": found})


@require_POST
@learner_only
def begin(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """From now on the pages are about somebody else."""
    return _begin(request, together_access.mandate_to_act_on(request, pk))


@require_POST
@learner_only
def stop(request: HttpRequest) -> HttpResponseBase:
    """From now on the pages are about oneself again."""
    request.session.pop(SESSION_KEY, None)
    rotate_token(request)
    return redirect("intake:together")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def acting(request: HttpRequest) -> HttpResponseBase:
    """What is prepared for somebody, ways on, and remarks."""
    mandate = together_access.acting(request)
    if mandate is None:
        return redirect("intake:together")
    may = mandate.allows(Level.COMMENT)
    form = RemarkForm(request.POST if request.method == "POST" and may else None)
    if form.is_valid():
        actions.remark(mandate, form.cleaned_data["text"], user_of(request))
        return redirect("intake:acting")
    context: dict[str, Any] = {
        "mandate": mandate,
        "parts": parts_together(request),
        "pages": together_access.remarks(request, mandate),
        "form": form if may else None,
        "edits": mandate.allows(Level.EDIT),
    }
    return render(request, "intake/together/acting.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def accept(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Who was asked to help reads what it means, and agrees."""
    mandate = together_access.mandate_asked_of(request, pk)
    if request.method == "POST":
        actions.accept(mandate, user_of(request))
        return redirect("intake:together")
    return render(request, "intake/together/accept.html", {"mandate": mandate})


# --- The learner ---------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def helpers(request: HttpRequest) -> HttpResponseBase:
    """Who helps this learner, who asks to, and inviting somebody."""
    form = HelperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data, origin = form.cleaned_data, request.build_absolute_uri("/").rstrip("/")
        level, brand = Level(data["level"]), current_brand(request)
        try:
            actions.invite_helper(user_of(request), data["helper_email"], level, origin=origin, brand=brand)
        except actions.AskedOften:
            form.add_error("helper_email", _("Je vroeg vandaag al veel mensen. Probeer het morgen opnieuw."))
        except actions.CannotAsk:
            form.add_error(
                "helper_email",
                _("Dit kan niet: het is je eigen adres, diegene helpt je al, of je hebt al vijf helpers."),
            )
        else:
            messages.success(request, _("We mailden wie je helpt. Die persoon moet nog ja zeggen."))
            return redirect("intake:helpers")
    mandates = together_access.mandates_of_learner(request)
    context = {"mandates": mandates, "form": form}
    return render(request, "intake/together/helpers.html", context, status=422 if form.errors else 200)


@require_POST
@learner_only
def agree(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The learner agrees from their own account."""
    actions.agree(together_access.mandate_as_learner(request, pk))
    return redirect("intake:helpers")


@require_POST
@learner_only
def end(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Either side ends it."""
    found, user = together_access.own_mandate(request, pk), user_of(request)
    actions.end(found, user)
    messages.success(request, _("Het is gestopt. Wat er klaarstaat, blijft van de deelnemer."))
    return redirect("intake:helpers" if found.learner_id == user.pk else "intake:together")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def own_remarks(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What the learner and a helper said to each other; a post says something back."""
    mandate = together_access.mandate_as_learner(request, pk)
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.remark(mandate, form.cleaned_data["text"], user_of(request))
        return redirect("intake:own_remarks", pk)
    context = {"mandate": mandate, "pages": together_access.remarks(request, mandate), "form": form}
    return render(request, "intake/together/own_remarks.html", context, status=422 if form.errors else 200)


def _begin(request: HttpRequest, mandate: Any) -> HttpResponseBase:
    request.session[SESSION_KEY] = str(mandate.pk)
    # Forms of before were about somebody else: they are not taken any more.
    rotate_token(request)
    return redirect("intake:acting")
