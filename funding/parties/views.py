"""Asking an employer or provider, and the pages that a signed link opens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from funding import access, fund_access
from funding.applications.states import UNDECIDED
from funding.outside.actions import outcome_by_link
from funding.parties import actions
from funding.parties.asking import ask_employer
from funding.parties.enums import Party
from funding.parties.forms import AddressForm, AnswerForm, OpinionAskForm
from funding.parties.page import form_for, invited_page, proposal_page, statements
from portal.access import learner_only, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FILE_ROLES, FUND_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def employer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the employer, or another address when the first was wrong."""
    application = access.own_application(request, pk)
    form = AddressForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        refusal = ask_employer(request, application, form.cleaned_data["email"])
        if not refusal:
            messages.success(request, _("We hebben je werkgever een e-mail gestuurd."))
            return redirect("funding:employer", pk)
        form.add_error("email", refusal)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    sent = application.submitted is not None
    context = {
        "application": application,
        "form": form,
        "statements": statements(application, Party.EMPLOYER),
        "back_url": reverse("funding:application" if sent else "funding:tasks", args=[pk]),
    }
    return render(request, "funding/employer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def provider(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the provider for seat, date and price; granting waits for the answer."""
    return _ask_provider(request, pk, Party.PROVIDER)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def attendance(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the provider after the course whether the learner took part: evidence for fixing the amount."""
    return _ask_provider(request, pk, Party.ATTENDANCE)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def opinion(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask somebody outside for their opinion; they see the chosen parts of the file, until the decision."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    if line.state not in UNDECIDED:
        messages.warning(request, _("Er is al besloten. Een advies vraag je daarvoor."))
        return redirect("funding:line", pk)
    form = OpinionAskForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            email, origin = form.cleaned_data["email"], request.build_absolute_uri("/")
            try:
                actions.invite(
                    Party.OPINION, line.application, email, user_of(request), origin, line, asked=form.asked()
                )
            except actions.TooManyInvitations:
                messages.warning(request, _("Hiervoor gingen al veel e-mails uit. Bel de deskundige."))
            else:
                messages.success(request, _("De link is verstuurd. Het advies komt in het dossier."))
            return redirect("funding:line", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"line": line, "form": form, "back_url": reverse("funding:line", args=[pk])}
    return render(request, "funding/ask_opinion.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def proposal(request: HttpRequest, pk: UUID, invitation_pk: UUID) -> HttpResponseBase:
    """Agree to another start or price that the provider proposes, or not."""
    found = access.proposal(request, pk, invitation_pk)
    if request.method == "POST":
        accepted = request.POST.get("answer") == "yes"
        if actions.answer_proposal(found, user_of(request), accepted=accepted):
            messages.success(request, _("Vastgelegd. Het fonds ziet je antwoord."))
        else:
            messages.warning(request, _("Dit voorstel staat niet meer open."))
        return redirect("funding:application", pk)
    context = proposal_page(found) | {"back_url": reverse("funding:application", args=[pk])}
    return render(request, "funding/proposal.html", context)


def _ask_provider(request: HttpRequest, pk: UUID, party: Party) -> HttpResponseBase:
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = AddressForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            email, origin = form.cleaned_data["email"], request.build_absolute_uri("/")
            try:
                actions.invite(party, line.application, email, user_of(request), origin, line)
            except actions.TooManyInvitations:
                messages.warning(request, _("Hiervoor gingen al veel e-mails uit. Bel de opleider."))
            else:
                said = _("De opleider heeft een e-mail gekregen. Toekennen kan na het antwoord.")
                later = _("De opleider heeft een e-mail gekregen. Het antwoord komt in het dossier.")
                messages.success(request, said if party is Party.PROVIDER else later)
            return redirect("funding:line", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"line": line, "form": form, "party": party, "back_url": reverse("funding:line", args=[pk])}
    return render(request, "funding/ask_provider.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the link of a mail opens: a few questions, answered once, without an account."""
    invitation = access.invitation(token)
    if invitation is None:
        return render(request, "funding/link_void.html", status=410)
    if invitation.answered:
        return render(request, "funding/invited_done.html", invited_page(invitation, None))
    form = form_for(invitation, kept.typed(request))
    if request.method == "POST":
        if form.is_valid() and _take(form, token):
            return redirect("funding:invited", token)
        if form.is_valid():
            return render(request, "funding/link_void.html", status=410)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    status = 422 if form.errors else 200
    return render(request, "funding/invited.html", invited_page(invitation, form), status=status)


def _take(form: AnswerForm, token: str) -> bool:
    invitation = access.invitation(token)
    if invitation is None:
        return False
    if invitation.party == Party.FUND:
        return outcome_by_link(invitation, form.told())
    return actions.answer(invitation, form.told())
