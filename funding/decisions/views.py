"""The fund administrator's pages: the queue, one file, and the steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import forwarding_access, fund_access, scheme_access
from funding.applications.enums import Verdict
from funding.applications.states import FINAL, UNDECIDED
from funding.checks import answering as checks
from funding.checks.blocking import what_blocks
from funding.checks.enums import CheckState
from funding.decisions.actions import Finding, approve, decide, put_back, send_back, take_up
from funding.decisions.correcting import CORRECTABLE, waiting_correction
from funding.decisions.errors import CannotDecide
from funding.decisions.file import file_of, may_set_aside, parts_of, proposal_of
from funding.decisions.forms import CheckForm, DecisionForm, ReasonForm, SeenVersion, SendBackForm
from funding.decisions.involvement import declare
from funding.decisions.library import end_reason, write_reason
from funding.decisions.preview import preview
from funding.decisions.signals import signals_of
from funding.employers.page import employer_of
from funding.queue.enums import Together
from intake import fund_form_access
from portal.access import page_of, person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FILE_ROLES, FUND_ROLES, Role

#: The page with the letter, and what its buttons say in their "step".
LETTER = "funding/check_decision.html"
CONFIRM, CHANGE = "confirm", "change"


@require_safe
@staff_only(*FILE_ROLES)
def line(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One line with its file, and the steps that this person can take; what went elsewhere leads to how it went."""
    try:
        return _show(request, pk)
    except Http404:
        if gone := forwarding_access.line_forwarded(request, pk):
            return redirect("funding:forwarding", gone.pk)
        raise


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def decide_line(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Grant or refuse, or above the limit: prepare for a second person."""
    if request.method != "POST":
        typed = kept.typed(request)
        return _show(request, pk, typed=typed.dict()) if typed else redirect("funding:line", pk)
    found = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = _form(request, found, request.POST)
    step = request.POST.get("step")
    if not form.is_valid() or step == CHANGE:
        return _show(request, pk, decision_form=form, status=422 if form.errors else 200)
    if step != CONFIRM and found.cents <= found.fund.sole_decision_limit:
        seen = SeenVersion(request.POST).value
        return render(request, LETTER, preview(found, form.finding(), user_of(request), seen, form))
    try:
        decision = decide(found, form.finding(), by=user_of(request), seen_version=SeenVersion(request.POST).value)
    except CannotDecide as problem:
        return _show(request, pk, decision_form=form, problem=problem, status=409)
    if decision:
        messages.success(request, _("Je besluit staat vast. De deelnemer krijgt een brief."))
    else:
        messages.success(request, _("Je voorstel staat klaar. Boven de grens van het fonds beslist nu een collega."))
    return _back_to(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def approve_line(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make a prepared verdict final."""
    if request.method != "POST":
        return redirect("funding:line", pk)
    found = fund_access.plan_line(request, pk, Role.APPROVER)
    proposal = proposal_of(found)
    if proposal and request.POST.get("step") != CONFIRM:
        finding = Finding(Verdict(proposal.verdict), proposal.cents, proposal.reasons, proposal.hardship)
        seen = SeenVersion(request.POST).value
        return render(request, LETTER, preview(found, finding, user_of(request), seen))
    try:
        approve(found, by=user_of(request), seen_version=SeenVersion(request.POST).value)
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    messages.success(request, _("Het besluit staat vast. De deelnemer krijgt een brief."))
    return redirect("funding:line", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def send_back_line(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Return a prepared verdict to the fund administrators."""
    if request.method != "POST":
        typed = kept.typed(request)
        return _show(request, pk, typed=typed.dict()) if typed else redirect("funding:line", pk)
    found = fund_access.plan_line(request, pk, Role.APPROVER)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, send_back_form=form, status=422)
    try:
        seen = SeenVersion(request.POST).value
        send_back(found, form.cleaned_data["reason"], by=user_of(request), seen_version=seen)
    except CannotDecide as problem:
        return _show(request, pk, send_back_form=form, problem=problem, status=409)
    messages.success(request, _("Het voorstel is terug bij de fondsbeheerder."))
    return redirect("funding:line", pk)


@require_POST
@staff_only(*FILE_ROLES)
def take_up_line(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Begin to look at a line, or with "terug" give it back to the queue of all."""
    found = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    step = put_back if request.POST.get("step") == "terug" else take_up
    try:
        step(found, user_of(request), SeenVersion(request.POST).value)
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    return _back_to(request, pk)


@require_POST
@staff_only(*FILE_ROLES)
def involved(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Declare to be involved with who applies; the file is then no longer there for this person."""
    declare(fund_access.plan_line(request, pk), user_of(request))
    messages.success(request, _("Vastgelegd. Een collega behandelt deze aanvraag."))
    return redirect("funding:queue")


def _back_to(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """To the file after a step, or to the queue where that step ended the work of an assessor on it."""
    return redirect("funding:line", pk) if fund_access.stays(request, pk) else redirect("funding:queue")


def _form(request: HttpRequest, line: Any, data: Any = None) -> DecisionForm:
    """The form of a decision, with the texts of the fund's library."""
    library = [one for one in fund_access.reasons(request) if one.fund_id == line.fund_id]
    known = None if data is not None else {"amount": line.cents}
    aside = may_set_aside(line)
    return DecisionForm(data, initial=known, asked=line.cents, may_set_aside=aside, library=library)


@require_POST
@staff_only(*FILE_ROLES)
def answer_check(request: HttpRequest, pk: UUID, check_pk: UUID) -> HttpResponseBase:
    """Say what came of a check."""
    found = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            checks.answer_check(
                fund_access.check(request, found, check_pk), CheckState(form.cleaned_data["state"]), user_of(request)
            )
        except CannotDecide as problem:
            return _show(request, pk, problem=problem, status=409)
    return redirect("funding:line", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def library(request: HttpRequest) -> HttpResponseBase:
    """The texts of the funds that this person administers, and a form for one more."""
    form = ReasonForm(kept.typed(request), funds=list(scheme_access.funds(request)))
    if request.method == "POST":
        if form.is_valid():
            if write_reason(**form.cleaned_data, by=user_of(request)):
                messages.success(request, _("De tekst staat in de bibliotheek."))
            else:
                messages.warning(
                    request, _("Er is al een tekst met deze naam. Beëindig die eerst, of kies een andere naam.")
                )
            return redirect("funding:library")
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"form": form, "pages": page_of(request, fund_access.reasons(request))}
    return render(request, "funding/library.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def end_text(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a text out of the library; letters that have it keep it."""
    end_reason(fund_access.reason(request, pk))
    messages.success(request, _("De tekst is uit de bibliotheek."))
    return redirect("funding:library")


def _show(
    request: HttpRequest,
    pk: UUID,
    *,
    decision_form: DecisionForm | None = None,
    send_back_form: SendBackForm | None = None,
    typed: dict[str, Any] | None = None,
    problem: CannotDecide | None = None,
    status: int = 200,
) -> HttpResponse:
    """The file; ``typed`` is what stood in one of its forms when the session ended."""
    found = fund_access.plan_line(request, pk)
    who = person(request)
    if typed and "reason" in typed:
        send_back_form = SendBackForm(typed)
    elif typed:
        decision_form = _form(request, found, typed)
    file = file_of(found)
    context = {
        "line": found,
        "file": file,
        "advice_forms": fund_form_access.approved_for(
            found.application.profile_id, found.application.course_id, found.fund_id
        ),
        "parts": parts_of(file),
        "signals": signals_of(request, found),
        "employer": employer_of(found),
        "unread": fund_access.unread_messages(found),
        "give_url": f"{reverse('funding:together')}?doe={Together.ASSIGN.value}&regel={found.pk}",
        "steps": fund_access.steps(who, found),
        "decision_form": decision_form or _form(request, found),
        "blocking": what_blocks(found),
        "forwarding": forwarding_access.of_line(found) if found.state in UNDECIDED else None,
        "may_approve": found.fund_id in who.funds(Role.APPROVER),
        "may_correct": found.state in CORRECTABLE,
        "correction": waiting_correction(found) if found.state in CORRECTABLE else None,
        "may_give": found.fund_id in who.funds(Role.FUND_ADMINISTRATOR),
        "may_pay": found.fund_id in who.funds(Role.FUND_ADMINISTRATOR),
        "send_back_form": send_back_form or SendBackForm(),
        "next": fund_access.next_waiting(request, found) if found.state in FINAL else None,
        "typed": typed,
        "problem": problem,
    }
    return render(request, "funding/line.html", context, status=status)
