"""The form of a fund: the adviser fills it in, the person reads it, prints it, and decides whether the fund sees it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import access, adviser_access, care_access, fund_form_access
from intake.advice.errors import AlreadyApproved
from intake.fund_forms import actions
from intake.fund_forms.forms import FundForm
from intake.fund_forms.pdf import pdf_of
from portal.access import person, staff_only
from portal.brands.current import current_brand
from portal.people.enums import Role


@staff_only(Role.ADVISER)
@require_safe
def choose(request: HttpRequest, pk: UUID, course: UUID) -> HttpResponseBase:
    """Go to the form that was chosen in a list; without one, back to the talk."""
    wanted = request.GET.get("formulier", "")
    if any(one.slug == wanted for one in fund_form_access.offered_forms()):
        return redirect("intake:fund_form", pk, course, wanted)
    return redirect(f"{reverse('intake:visit', args=[pk])}#opleidingen")


@never_cache
@staff_only(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def fund_form(request: HttpRequest, pk: UUID, course: UUID, form: str) -> HttpResponseBase:
    """Fill in the form of a fund for a course, or mend it."""
    found, asked = care_access.caring(request, pk), fund_form_access.asked_form(request, form)
    wanted, own = fund_form_access.course(request, course), adviser_access.own_agenda(request)
    before = fund_form_access.filled(found, wanted, asked)
    filling = FundForm(
        request.POST if request.method == "POST" else None, asked=asked, initial=before.answers if before else {}
    )
    if filling.is_valid():
        try:
            actions.fill(
                found, wanted, asked, filling.cleaned_data, filling.told(), by=own, brand=current_brand(request)
            )
        except AlreadyApproved:
            filling.add_error(None, _("Deze persoon liet het fonds dit al zien. Daarom staat het vast."))
        else:
            messages.success(request, _("Bewaard. Deze persoon beslist of het fonds het ziet."))
            return redirect(f"{reverse('intake:visit', args=[pk])}#opleidingen")
    context: dict[str, Any] = {
        "appointment": found,
        "asked": asked,
        "course": wanted,
        "head": actions.head_of(found, wanted, own),
        "form": filling,
        "before": before,
    }
    return render(request, "intake/fund_forms/fill.html", context, status=422 if filling.errors else 200)


@never_cache
@staff_only(Role.ADVISER)
@require_safe
def visit_pdf(request: HttpRequest, pk: UUID, form: UUID) -> HttpResponse:
    """What was filled in, to print and hand over."""
    return _pdf(fund_form_access.of_visit(request, pk, form))


@never_cache
@require_safe
def own_form(request: HttpRequest, token: str, form: UUID) -> HttpResponse:
    """What the adviser filled in, for its person; the address of the talk is the key."""
    found = fund_form_access.own(request, token, form)
    return render(request, "intake/fund_forms/own.html", {"filled": found, "token": token})


@never_cache
@require_safe
def own_pdf(request: HttpRequest, token: str, form: UUID) -> HttpResponse:
    """The same to print."""
    return _pdf(fund_form_access.own(request, token, form))


@require_POST
def approve_form(request: HttpRequest, token: str, form: UUID) -> HttpResponseBase:
    """The person lets the fund see it, or takes that back."""
    found = fund_form_access.own(request, token, form)
    if request.POST.get("agree") == "yes":
        talk = access.appointment(request, token)
        actions.approve(found, access.profile_of(request, talk), by=person(request).user)
    else:
        actions.disapprove(found)
    return redirect("intake:own_fund_form", token, form)


def _pdf(filled: Any) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="scholingsadvies-{filled.form}.pdf"'}
    return HttpResponse(pdf_of(filled), content_type="application/pdf", headers=headers)
