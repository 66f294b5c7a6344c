"""Objecting as a learner; hearing and deciding again as a fund."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import access, fund_access
from funding.decisions.enums import DecisionKind
from funding.decisions.errors import CannotDecide
from funding.decisions.forms import SendBackForm
from funding.objections import actions
from funding.objections.errors import CannotObject
from funding.objections.forms import HearForm, ObjectForm, ObjectionForm
from funding.queue.page import term
from portal.access import learner_only, page_of, person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def object_to(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """A learner objects to the decision on one line."""
    line = access.decided_line(request, pk, line_pk)
    form = ObjectForm(kept.typed(request))
    if (made := access.open_objection(line)) and request.method != "POST":
        context = {"line": line, "made": made, "back_url": reverse("funding:application", args=[pk])}
        return render(request, "funding/objection_made.html", context)
    if line.decision and line.decision.kind == DecisionKind.OBJECTION:
        messages.warning(request, _("Op je bezwaar is besloten. In de brief staat wat je nu nog kunt doen."))
        return redirect("funding:application", pk)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.make_objection(line, form.cleaned_data["text"], user_of(request))
            except CannotObject:
                messages.warning(request, _("Je hebt al bezwaar gemaakt. Het fonds kijkt ernaar."))
            else:
                messages.success(request, _("Je bezwaar is binnen. Je krijgt een brief."))
            return redirect("funding:application", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    until = actions.last_day(line.decision) if line.decision else None
    late = until is not None and timezone.localdate() > until
    context = {
        "line": line,
        "form": form,
        "until": until,
        "late": late,
        "back_url": reverse("funding:application", args=[pk]),
    }
    return render(request, "funding/object.html", context, status=422 if form.errors else 200)


@require_POST
@learner_only
def withdraw_objection(request: HttpRequest, pk: UUID, line_pk: UUID) -> HttpResponseBase:
    """A learner takes an objection back."""
    made = access.open_objection(access.decided_line(request, pk, line_pk))
    if made and actions.withdraw_objection(made, user_of(request)):
        messages.success(request, _("Je bezwaar is ingetrokken. Het besluit blijft zoals het was."))
    else:
        messages.warning(
            request, _("Dit bezwaar kun je niet meer intrekken: het fonds beslist erover, of heeft dat gedaan.")
        )
    return redirect("funding:application", pk)


@require_safe
@staff_only(*FUND_ROLES)
def objections(request: HttpRequest) -> HttpResponseBase:
    """Open objections of the funds of this person, the most urgent on top."""
    today = timezone.localdate()
    pages = page_of(request, fund_access.objections(request))
    rows = [{"one": one, "term": term(one.due, today)} for one in pages]
    context = {"pages": pages, "rows": rows, "totals": fund_access.objection_totals(request)}
    return render(request, "funding/objections.html", context)


@require_safe
@staff_only(*FUND_ROLES)
def objection(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One objection with the decision it is about, and the step that comes next."""
    return _show(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def objection_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Note that the learner was heard, or why not."""
    if request.method != "POST":
        return redirect("funding:objection", pk)
    found = fund_access.objection(request, pk, Role.FUND_ADMINISTRATOR)
    form = HearForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, hear=form, status=422)
    on = form.cleaned_data["on"] if form.cleaned_data["heard"] == "yes" else None
    try:
        actions.hear(found, on, form.cleaned_data["note"], user_of(request))
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    return redirect("funding:objection", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def decide_objection(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Decide on an objection, or above the limit prepare that."""
    if request.method != "POST":
        return redirect("funding:objection", pk)
    found = fund_access.objection(request, pk, Role.FUND_ADMINISTRATOR)
    form = ObjectionForm.about(found, request.POST)
    if not form.is_valid():
        return _show(request, pk, decide=form, status=422)
    try:
        hardship = form.cleaned_data["hardship"]
        decision = actions.decide_objection(found, form.finding(), user_of(request), hardship=hardship)
    except CannotDecide as problem:
        return _show(request, pk, decide=form, problem=problem, status=409)
    messages.success(
        request,
        _("Het besluit op bezwaar staat vast. De deelnemer krijgt een brief.")
        if decision
        else _("Je voorstel staat klaar. Een collega beslist."),
    )
    return redirect("funding:objection", pk)


@require_POST
@staff_only(*FUND_ROLES)
def approve_objection(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make a prepared decision on an objection final."""
    found = fund_access.objection(request, pk, Role.APPROVER)
    try:
        actions.approve_objection(found, user_of(request))
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    messages.success(request, _("Het besluit op bezwaar staat vast. De deelnemer krijgt een brief."))
    return redirect("funding:objection", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def send_back_objection(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Return a prepared decision on an objection, with the reason."""
    if request.method != "POST":
        return redirect("funding:objection", pk)
    found = fund_access.objection(request, pk, Role.APPROVER)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, back=form, status=422)
    try:
        actions.send_back_objection(found, form.cleaned_data["reason"].strip(), user_of(request))
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    messages.success(request, _("Teruggestuurd. Je collega leest waarom."))
    return redirect("funding:objection", pk)


def _show(
    request: HttpRequest,
    pk: UUID,
    *,
    hear: HearForm | None = None,
    decide: ObjectionForm | None = None,
    back: SendBackForm | None = None,
    problem: CannotDecide | None = None,
    status: int = 200,
) -> HttpResponseBase:
    found = fund_access.objection(request, pk)
    before, proposal = found.decision, fund_access.objection_proposal(found)
    who = person(request)
    took_part = actions.took_part(found, user_of(request))
    prepared = proposal is not None and proposal.prepared_by_id == user_of(request).pk
    context = {
        "took_part": took_part,
        "prepared": prepared,
        "handles": not took_part and before.line.fund_id in who.funds(Role.FUND_ADMINISTRATOR),
        "approves": not took_part and not prepared and before.line.fund_id in who.funds(Role.APPROVER),
        "objection": found,
        "line": before.line,
        "before": before,
        "proposal": proposal,
        "outcome": fund_access.objection_outcome(found),
        "hear_form": hear or HearForm(),
        "decide_form": decide or ObjectionForm.about(found),
        "back_form": back or SendBackForm(),
        "returned": fund_access.objection_returned(found),
        "problem": problem,
    }
    return render(request, "funding/objection.html", context, status=status)
