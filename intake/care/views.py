"""What goes on after a talk, as the adviser sees it: plan, messages, handing over; and everything to be done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import adviser_access, care_access
from intake.care import actions
from intake.care.enums import Who
from intake.care.errors import EnoughSteps, NotYours
from intake.care.forms import HandOverForm, StepForm, TalkMessageForm
from portal.access import page_of, staff_only, user_of
from portal.brands.current import current_brand
from portal.people.enums import Role

#: Where a step can be ticked beside its plan.
TASK_PAGES = ("today", "tasks")


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Everything that this adviser has to do for people, the earliest first."""
    return render(request, "intake/care/tasks.html", {"pages": page_of(request, care_access.tasks(request))})


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Plan, messages and who has the care; a post writes a message."""
    found = care_access.caring(request, pk) if request.method == "POST" else care_access.case(request, pk)
    if request.method == "POST":
        form = TalkMessageForm(request.POST)
        if not form.is_valid():
            return _page(request, found, message=form)
        actions.write(
            found, form.cleaned_data["text"], author=user_of(request), carer=None, brand=current_brand(request)
        )
        messages.success(request, _("Je bericht is verstuurd."))
        return redirect(f"{reverse('intake:case', args=[pk])}#berichten")
    if care_access.cares(request, found):
        actions.mark_read(found, by_person=False)
    return _page(request, found)


@staff_only(Role.ADVISER)
@require_POST
def settle(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What the person wrote needs no answer."""
    actions.settle(care_access.caring(request, pk))
    return redirect(f"{reverse('intake:case', args=[pk])}#berichten")


@staff_only(Role.ADVISER)
@require_POST
def plan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Add a step to the plan, tick it, or take it out."""
    found = care_access.caring(request, pk)
    back = redirect(f"{reverse('intake:case', args=[pk])}#plan")
    if do := request.POST.get("do"):
        step = care_access.step(request, found, request.POST.get("step", ""))
        if do == "drop":
            actions.drop(step)
        else:
            actions.tick(step, done=do == "done")
        return redirect(f"intake:{came_from}") if (came_from := request.POST.get("from")) in TASK_PAGES else back
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, step=form)
    data = form.cleaned_data
    try:
        actions.add_step(found, Who(data["who"]), data["text"], data["due"], by=user_of(request))
    except EnoughSteps:
        form.add_error(None, _("Dertig stappen is genoeg. Haal er eerst een weg."))
        return _page(request, found, step=form)
    return back


@staff_only(Role.ADVISER)
@require_POST
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give the care for this person to a colleague."""
    found, own = care_access.case(request, pk), adviser_access.own_agenda(request)
    colleagues = {str(one.pk): one for one in care_access.colleagues(found, own)}
    form = _hand_over_form(colleagues, request.POST)
    if not form.is_valid():
        return _page(request, found, over=form)
    to, note = colleagues[form.cleaned_data["to"]], form.cleaned_data["note"]
    try:
        actions.hand_over(found, own, to, note, seen=found.carer, brand=current_brand(request))
    except NotYours:
        form.add_error(None, _("Een collega heeft dit al overgenomen. Je leest mee, maar draagt het niet meer over."))
        return _page(request, found, over=form)
    told = _("Overgedragen aan %(name)s. Jullie zien het allebei.")
    messages.success(request, told % {"name": to.name})
    return redirect("intake:case", pk)


def _hand_over_form(colleagues: dict[str, Any], data: Any = None) -> HandOverForm:
    return HandOverForm(data, colleagues=[(key, one.name) for key, one in colleagues.items()])


def _page(
    request: HttpRequest,
    found: Any,
    *,
    message: TalkMessageForm | None = None,
    step: StepForm | None = None,
    over: HandOverForm | None = None,
) -> HttpResponse:
    own = adviser_access.own_agenda(request)
    mine = found.carer.pk == own.pk
    colleagues = {str(one.pk): one for one in care_access.colleagues(found, own)} if mine else {}
    wrong = message or step or over
    context: dict[str, Any] = {
        "appointment": found,
        "plan": care_access.plan_of(found),
        "pages": care_access.messages_of(request, found),
        "kept": care_access.kept(found),
        "hand_overs": care_access.hand_overs_of(found),
        "mine": mine,
        "waits": care_access.waits_for_answer(found),
        "message_form": message or TalkMessageForm(),
        "step_form": step or StepForm(),
        "over_form": (over or _hand_over_form(colleagues)) if mine or over else None,
        "colleagues": bool(colleagues),
        "form": wrong,
    }
    return render(request, "intake/care/case.html", context, status=422 if wrong else 200)
