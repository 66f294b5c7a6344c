"""Samples: drawing, and one drawn line with its steps; and the page on which its learner answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import sampling_access
from funding.decisions.errors import CannotDecide
from funding.sampling import actions
from funding.sampling.enums import Outcome
from funding.sampling.forms import AskProofForm, ConcludeForm, DrawForm, HearSampleForm, SampleAnswerForm
from funding.sampling.page import case_page, draw_page, stands_of
from portal.access import learner_only, person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role

#: The forms of a drawn line, by the "step" that they post.
ASK, HEAR, CONCLUDE = "ask", "hear", "conclude"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def samples(request: HttpRequest) -> HttpResponseBase:
    """Every draw, and, for who decides, a new one."""
    funds = sampling_access.funds(request)
    may_draw = person(request).has(Role.FUND_ADMINISTRATOR)
    form = DrawForm(kept.typed(request) if may_draw else None, funds=funds)
    if request.method == "POST" and may_draw:
        if form.is_valid():
            told = form.cleaned_data
            try:
                made = actions.draw_sample(
                    told["fund"],
                    told["drawn_first"],
                    told["drawn_last"],
                    told["size"],
                    told["seed"],
                    user_of(request),
                )
            except CannotDecide as problem:
                form.add_error("drawn_first", problem.message)
            else:
                return redirect("funding:sample_draw", made.pk)
        elif kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"form": form, "may_draw": may_draw, "pages": sampling_access.draws(request)}
    return render(request, "funding/sampling/draws.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(*FUND_ROLES)
def sample_draw(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One draw with its lines."""
    found = sampling_access.draw(request, pk)
    return render(request, "funding/sampling/draw.html", draw_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def sample_case(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One drawn line; posting takes a step: ask, hear or conclude."""
    found = sampling_access.case(request, pk)
    typed = kept.typed(request)
    step = typed.get("step", "") if typed else ""
    if request.method == "POST":
        found = sampling_access.case(request, pk, Role.FUND_ADMINISTRATOR)
    made: dict[str, forms.Form] = {
        ASK: AskProofForm(typed if step == ASK else None),
        HEAR: HearSampleForm(typed if step == HEAR else None),
        CONCLUDE: ConcludeForm(typed if step == CONCLUDE else None, stands=stands_of(found)),
    }
    form, problem = made.get(step), None
    if request.method == "POST" and form is not None:
        if form.is_valid():
            try:
                _take(request, found, step, form)
            except CannotDecide as reason:
                problem = reason
            else:
                return redirect("funding:sample_case", pk)
        elif kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    may_approve = found.line.fund_id in person(request).funds(Role.APPROVER)
    context = case_page(found, may_approve=may_approve, by=user_of(request).pk) | {
        "ask_form": made[ASK],
        "hear_form": made[HEAR],
        "conclude_form": made[CONCLUDE],
        "may_act": found.line.fund_id in person(request).funds(Role.FUND_ADMINISTRATOR),
        "form": form,
        "problem": problem,
    }
    status = 409 if problem else 422 if form and form.errors else 200
    return render(request, "funding/sampling/case.html", context, status=status)


def _take(request: HttpRequest, case: Any, step: str, form: forms.Form) -> None:
    told, by = form.cleaned_data, user_of(request)
    if step == ASK:
        actions.ask_proof(case, told["question"], told["proof_until"], by)
        messages.success(request, _("Je vraag is verstuurd."))
    elif step == HEAR:
        actions.hear_sample(case, told["heard_on"], told["note"], by)
        messages.success(request, _("Vastgelegd."))
    elif actions.conclude(case, Outcome(told["outcome"]), told["amount"] or 0, told["reasons"].strip(), by):
        messages.success(request, _("De controle is afgerond."))
    else:
        messages.success(request, _("Je voorstel staat klaar voor een collega."))


@require_POST
@staff_only(*FUND_ROLES)
def approve_sample(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Agree to an amount that goes down, as a second person."""
    found = sampling_access.case(request, pk, Role.APPROVER)
    try:
        actions.approve_sample(found, user_of(request))
    except CannotDecide as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("De controle is afgerond. De deelnemer krijgt een brief."))
    return redirect("funding:sample_case", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def sample_answer(request: HttpRequest, pk: UUID, case_pk: UUID) -> HttpResponseBase:
    """Answer what a fund asks when it looks at an application again."""
    case = sampling_access.own_case(request, pk, case_pk)
    form = SampleAnswerForm(kept.typed(request), initial={"answer": case.answer})
    if request.method == "POST":
        if form.is_valid():
            if actions.answer_sample(case, form.cleaned_data["answer"].strip()):
                messages.success(request, _("Je antwoord is verstuurd."))
            else:
                messages.warning(request, _("Deze controle is afgerond. Je antwoord is niet verstuurd."))
            return redirect("funding:application", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {
        "case": case,
        "form": form,
        "open": not case.outcome,
        "back_url": reverse("funding:application", args=[pk]),
        "documents_url": reverse("funding:documents", args=[pk]),
    }
    return render(request, "funding/sampling/answer.html", context, status=422 if form.errors else 200)
