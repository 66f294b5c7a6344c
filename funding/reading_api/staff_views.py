"""Keys for a fund's own system: which there are, a new one, and withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import connection_access, payment_access
from funding.decisions.errors import CannotDecide
from funding.reading_api.errors import KeyMadeBefore
from funding.reading_api.forms import KeyForm
from funding.reading_api.keys import make_key, withdraw_key
from funding.reading_api.page import keys_page
from portal.access import person, staff_only, user_of
from portal.people.enums import Role


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def api_keys(request: HttpRequest) -> HttpResponseBase:
    """The keys of this person's funds, and how a system uses one."""
    return render(request, "funding/connections/keys.html", keys_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def new_api_key(request: HttpRequest) -> HttpResponseBase:
    """Make a key; the answer shows it, once."""
    funds = payment_access.funds(request, Role.FUND_ADMINISTRATOR)
    form = KeyForm(request.POST if request.method == "POST" else None, funds=funds)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        name = told["system_name"].strip()
        try:
            key, text = make_key(
                told["fund"],
                name,
                told["scopes"],
                told["last_day"],
                user_of(request),
                person(request),
                told["request_key"],
            )
        except KeyMadeBefore as problem:
            messages.error(request, problem.message)
            return redirect("funding:api_keys")
        except CannotDecide as problem:
            form.add_error("fund", problem.message)
        else:
            context = {
                "key": key,
                "secret": text,
                "service_url": request.build_absolute_uri(reverse("fund_api:service")),
            }
            return render(request, "funding/connections/key_made.html", context)
    context = {"form": form}
    return render(request, "funding/connections/new_key.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def withdraw_api_key(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """From now on the key opens nothing."""
    withdraw_key(connection_access.key(request, pk), user_of(request))
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect("funding:api_keys")
