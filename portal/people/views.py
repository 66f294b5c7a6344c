"""Coming in: learners by mail code or passkey, staff by password and second factor or by single sign-on."""

from urllib.parse import urlsplit

from allauth.account.views import LoginView, RequestLoginCodeView, email_verification_sent
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import access
from portal.people.actions import accept_invitation
from portal.people.factor import has_second_factor
from portal.people.forms import MailCodeForm, StaffLoginForm
from portal.people.invitations import SESSION_KEY, user_of_token
from portal.people.route import route_of
from portal.people.work import work_for


class LearnerLoginView(RequestLoginCodeView):  # type: ignore[misc]
    form_class = MailCodeForm

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        return context | {"goes_on": _is_application(self.get_next_url())}


@method_decorator(never_cache, name="dispatch")
class StaffLoginView(LoginView):  # type: ignore[misc]
    form_class = StaffLoginForm
    template_name = "portal/staff_login.html"

    def get_form_class(self) -> type[StaffLoginForm]:
        return StaffLoginForm

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        return context | {"single_sign_on": bool(settings.OIDC_SERVER_URL)}


def confirm_address(request: HttpRequest) -> HttpResponseBase:
    """Asks the code that was mailed to a new address; who is already in has nothing to confirm."""
    if request.user.is_authenticated:
        return redirect("portal:after_login")
    found: HttpResponseBase = email_verification_sent(request)
    return found


@access.staff_only()
def staff_home(request: HttpRequest) -> HttpResponse:
    """What this member of staff can go and do."""
    who = access.person(request)
    return render(request, "portal/staff_home.html", {"who": who, "work": work_for(request, who)})


@never_cache
@require_safe
@access.learner_only
def route(request: HttpRequest) -> HttpResponse:
    """Everything of this learner on one page."""
    return render(request, "portal/route.html", route_of(request))


@access.learner_only
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Tells staff without a second factor in this session what to do now."""
    if has_second_factor(request):
        return redirect("portal:staff_home")
    return render(request, "portal/second_factor.html", {"has_factor": access.has_factor(request)})


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """An invited member of staff chooses a password here, or goes on to link the work account."""
    user = user_of_token(token)
    if user is None:
        return render(request, "portal/invitation_void.html", status=410)
    request.session[SESSION_KEY] = token
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept_invitation(form)
        return redirect("portal:staff_login")
    return render(
        request,
        "portal/invitation.html",
        {"form": form, "invited": user, "single_sign_on": bool(settings.OIDC_SERVER_URL)},
        status=422 if form.errors else 200,
    )


def _is_application(address: str | None) -> bool:
    """True for the address of one application: who comes from there has answers that wait."""
    try:
        found = resolve(urlsplit(address or "").path)
    except (Resolver404, ValueError):  # no page of ours, or no address at all
        return False
    return found.app_name == "funding" and "pk" in found.kwargs
