"""The widget that partners embed, and who may embed it. The widget sets no cookie and keeps nothing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import access as courses
from funding import partner_access
from funding.partners import actions
from funding.partners.enums import Step
from funding.partners.forms import PartnerForm, WidgetForm
from funding.partners.page import SHOWN, check_page
from portal.access import staff_only, user_of
from portal.people.enums import Role

#: The pages that a partner can show in a frame.
WIDGETS = ("widget_check", "widget_courses")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def partners(request: HttpRequest) -> HttpResponseBase:
    """Every partner with its numbers, and letting a new one in."""
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_partner(data["organisation"], data["sites"], user_of(request))
        except actions.KnownPartner:
            form.add_error("organisation", _("Deze partner is er al."))
        else:
            return redirect("funding:partners")
    pages = partner_access.partners(request)
    rows = [
        (one, [request.build_absolute_uri(reverse(f"funding:{name}", args=[one.pk])) for name in WIDGETS])
        for one in pages
    ]
    context = {"pages": pages, "rows": rows, "form": form, "days": partner_access.DAYS}
    return render(request, "funding/partners/partners.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.PORTAL_MANAGER)
def end_partner(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The widget of this partner shows nothing any more."""
    actions.end_partner(partner_access.partner(request, pk), user_of(request))
    return redirect("funding:partners")


@xframe_options_exempt
@require_safe
def widget_check(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Two questions, answered in the address of this page alone, and the schemes that may be for somebody."""
    partner = partner_access.widget(pk)
    asked = "place" in request.GET  # whatever else an address has behind it is no answer
    form = WidgetForm(request.GET if asked else None)
    context: dict[str, object] = {"form": form, "partner": partner}
    if asked and form.is_valid():
        context |= check_page(form.cleaned_data["place"], form.cleaned_data["work"], timezone.localdate())
    actions.count(partner, Step.ASKED if asked else Step.SEEN)
    return _framed(request, partner.origins, "funding/partners/check.html", context)


@xframe_options_exempt
@require_safe
def widget_courses(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The courses of this brand's regions that begin first."""
    partner = partner_access.widget(pk)
    actions.count(partner, Step.SEEN)
    context = {"partner": partner, "sessions": courses.starting_soon(request, SHOWN)}
    return _framed(request, partner.origins, "funding/partners/courses.html", context)


@require_safe
def follow_widget(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """From the widget to the portal: counted, and nothing goes along."""
    actions.count(partner_access.widget(pk), Step.FOLLOWED)
    return redirect("courses:catalogue" if request.GET.get("naar") == "opleidingen" else "funding:entitlements")


def _framed(request: HttpRequest, origins: list[str], template: str, context: dict[str, object]) -> HttpResponseBase:
    """A page that only the partner's own sites may show in a frame, and that loads nothing but our styles and font."""
    answer = render(request, template, context, status=422 if _wrong(context) else 200)
    policy: dict[str, list[str]] = {
        "default-src": [CSP.NONE],
        "style-src": [CSP.SELF],
        "font-src": [CSP.SELF],
        "img-src": [CSP.SELF],
        "form-action": [CSP.SELF],
        "frame-ancestors": origins,
        "base-uri": [CSP.NONE],
    }
    answer[CSP.HEADER_ENFORCE] = build_policy(policy)  # the middleware leaves a policy that is there
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _wrong(context: dict[str, object]) -> bool:
    form = context.get("form")
    return isinstance(form, WidgetForm) and bool(form.errors)
