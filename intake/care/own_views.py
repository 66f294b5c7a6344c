"""What goes on after a talk, as its person sees it. The address of the talk is the key, as for the appointment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from intake import care_access
from intake.agenda.former_page import former_page
from intake.care import actions
from intake.care.forms import TalkMessageForm
from portal.access import person
from portal.brands.current import current_brand


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_case(request: HttpRequest, token: str) -> HttpResponseBase:
    """The shared plan, and messages with the adviser; a post writes one."""
    if former := former_page(request, token):
        return former
    found = care_access.own_case(request, token)
    form = TalkMessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        carer = found.carer
        text = form.cleaned_data["text"]
        actions.write(found, text, author=person(request).user, carer=carer, brand=current_brand(request))
        messages.success(request, _("Je bericht is verstuurd."))
        return redirect(f"{reverse('intake:own_case', args=[token])}#berichten")
    if request.method == "GET":
        actions.mark_read(found, by_person=True)
    context = {
        "appointment": found,
        "plan": care_access.plan_of(found),
        "pages": care_access.messages_of(request, found),
        "kept": care_access.kept(found),
        "form": form,
    }
    return render(request, "intake/care/own_case.html", context, status=422 if form.errors else 200)


@require_POST
def own_step(request: HttpRequest, token: str) -> HttpResponseBase:
    """Tick a step of one's own, or untick it."""
    found = care_access.own_case(request, token)
    step = care_access.step(request, found, request.POST.get("step", ""), of_person=True)
    actions.tick(step, done=request.POST.get("do") == "done")
    return redirect(f"{reverse('intake:own_case', args=[token])}#plan")
