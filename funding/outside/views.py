"""A line that another fund decides on: its packet, sending it, and telling the outcome."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import access, fund_access
from funding.documents import actions as documents
from funding.documents.enums import DocumentKind
from funding.outside import actions
from funding.outside.enums import ToldBy
from funding.outside.forms import ToldForm, ToldWithProofForm
from funding.outside.packet import packet_pdf, parts_of
from funding.parties import actions as parties
from funding.parties.enums import Party
from funding.parties.forms import AddressForm
from portal.access import learner_only, staff_only, user_of
from portal.pages import kept
from portal.pages.uploading import takes_file, was_too_large
from portal.people.enums import FUND_ROLES, Role


@require_safe
@learner_only
def outside(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """What to send where, with every field to copy; and what comes after."""
    line = access.outside_line(request, pk, line_pk)
    return render(request, "funding/outside.html", _context(line, AddressForm()))


@require_safe
@learner_only
def packet(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """The packet as a PDF."""
    line = access.outside_line(request, pk, line_pk)
    answer = HttpResponse(packet_pdf(line), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{line.application.number}-{line.fund_id}.pdf"'
    return answer


@require_POST
@learner_only
def sent_outside(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """The learner says that the packet went out."""
    line = access.outside_line(request, pk, line_pk)
    if actions.mark_sent(line, user_of(request)):
        messages.success(request, _("Goed. Over drie weken vragen we of je antwoord hebt."))
    return redirect("funding:outside", pk, line_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def ask_outside(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """Send the fund a link by which it tells its decision itself."""
    line = access.outside_line(request, pk, line_pk)
    form = AddressForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            email, origin = form.cleaned_data["email"], request.build_absolute_uri("/")
            try:
                parties.invite(Party.FUND, line.application, email, user_of(request), origin, line)
            except parties.TooManyInvitations:
                messages.warning(request, _("Hiervoor gingen al veel e-mails uit. Bel het fonds."))
            else:
                messages.success(request, _("Het fonds heeft een e-mail met een link gekregen."))
            return redirect("funding:outside", pk, line_pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    return render(request, "funding/outside.html", _context(line, form), status=422 if form.errors else 200)


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def tell(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """The learner tells what the other fund decided, with its letter."""
    line = access.outside_line(request, pk, line_pk)
    form = ToldWithProofForm(asked=line.cents)
    if request.method == "POST":
        form = ToldWithProofForm(request.POST, request.FILES, asked=line.cents, too_large=was_too_large(request))
        if form.is_valid() and form.found:
            try:
                name, by = form.cleaned_data["file"].name, user_of(request)
                proof = documents.add(line.application, form.found, name, DocumentKind.OUTCOME, by)
            except documents.TooMany:
                messages.warning(request, _("Meer bestanden kan niet. Stuur het fonds een bericht."))
            else:
                actions.tell_outcome(
                    line, form.cents(), ToldBy.LEARNER, by, note=form.cleaned_data["note"], proof=proof
                )
                messages.success(request, _("Dank je. Je aanvraag is bijgewerkt."))
            return redirect("funding:application", pk)
    context = {"line": line, "form": form, "back_url": reverse("funding:outside", args=[pk, line_pk])}
    return render(request, "funding/tell_outside.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def record_outside(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Staff record what their fund decided outside this portal."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = ToldForm(kept.typed(request), asked=line.cents)
    if request.method == "POST":
        if form.is_valid():
            note = form.cleaned_data["note"]
            if actions.tell_outcome(line, form.cents(), ToldBy.STAFF, user_of(request), note=note):
                messages.success(request, _("Vastgelegd. De deelnemer krijgt een e-mail."))
            else:
                messages.warning(request, _("Iemand anders legde dit intussen vast."))
            return redirect("funding:line", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"line": line, "form": form, "back_url": reverse("funding:line", args=[pk])}
    return render(request, "funding/tell_outside.html", context, status=422 if form.errors else 200)


def _context(line: Any, form: AddressForm) -> dict[str, object]:
    return {
        "line": line,
        "parts": parts_of(line),
        "form": form,
        "asked": access.open_invitation(line),
        "back_url": reverse("funding:application", args=[line.application_id]),
    }
