"""The page on which somebody types the code that was mailed to them, which makes their appointment firm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from intake import access
from intake.agenda import draft, proof
from intake.agenda.errors import MissedOften
from intake.agenda.invitations import where
from intake.agenda.models import Appointment
from portal.access import person
from portal.brands.current import current_brand
from portal.confirming.actions import TooManyCodes
from portal.confirming.forms import CodeForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponseBase:
    """Asks for the code; ``do=again`` mails a new one, ``do=other`` lets the time go. The mail's link fills it in."""
    found = access.appointment(request, token)
    if not found.is_unconfirmed or access.is_over(found):
        return redirect("intake:appointment", token)
    if found.confirm_by_link:
        return _offered(request, found)
    form, again, asked = CodeForm(initial={"code": request.GET.get("code", "")[:20]}), False, request.POST.get("do")
    if asked == "other":
        proof.decline(found)
        return redirect("intake:region", found.adviser.team.region_id)
    if asked == "again":
        try:
            again = proof.mail_again(found, current_brand(request))
            found = access.appointment(request, token)
        except TooManyCodes:
            form = CodeForm({"code": "-"})
            form.add_error("code", _("Er zijn al veel codes gemaild. Probeer het over een uur opnieuw."))
    elif request.method == "POST":
        form = CodeForm(request.POST)
        if form.is_valid():
            code = form.cleaned_data["code"]
            try:
                if proof.prove(found, code, by=person(request).user, brand=current_brand(request)):
                    draft.forget(request)
                    return redirect("intake:appointment", token)
            except MissedOften as problem:
                # There one finds walk-in hours, the telephone and being called back.
                messages.error(request, problem.message)
                return redirect("intake:region", found.adviser.team.region_id)
            form.add_error("code", _("Die code klopt niet of werkt niet meer. Vraag een nieuwe code aan."))
    context = {"appointment": found, "form": form, "again": again}
    return render(request, "intake/code.html", context, status=422 if form.errors else 200)


def _offered(request: HttpRequest, found: Appointment) -> HttpResponseBase:
    """A time that somebody else chose for this person, or that came free: yes or no."""
    if request.method == "POST":
        if request.POST.get("do") == "no":
            proof.decline(found)
        else:
            proof.make_firm(found, by=person(request).user, brand=current_brand(request))
        return redirect("intake:appointment", found.token)
    return render(request, "intake/offered.html", {"appointment": found, "where": where(found)})


def lapsed_page(request: HttpRequest, found: Appointment) -> HttpResponse:
    """The time was kept and is not any more; what was typed waits for another time."""
    context = {"appointment": found, "typed": bool(draft.fields(request))}
    return render(request, "intake/lapsed.html", context, status=410)
