"""Messages to a fund's own system: where they go, what arrived, and sending one again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import connection_access, payment_access
from funding.decisions.errors import CannotDecide
from funding.reading_api.errors import AddressMadeBefore, SecretMadeBefore
from funding.webhooks import actions
from funding.webhooks.forms import WebhookForm
from funding.webhooks.page import webhook_page, webhooks_page
from portal.access import person, staff_only, user_of
from portal.people.enums import Role


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def webhooks(request: HttpRequest) -> HttpResponseBase:
    """The webhooks of this person's funds."""
    return render(request, "funding/connections/webhooks.html", webhooks_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def new_webhook(request: HttpRequest) -> HttpResponseBase:
    """Make a webhook; the answer shows its secret, once."""
    funds = payment_access.funds(request, Role.FUND_ADMINISTRATOR)
    form = WebhookForm(request.POST if request.method == "POST" else None, funds=funds)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            webhook, secret = actions.make_webhook(
                told["fund"],
                told["webhook_address"],
                told["events"],
                user_of(request),
                person(request),
                told["request_key"],
            )
        except AddressMadeBefore as problem:
            messages.error(request, problem.message)
            return redirect("funding:webhooks")
        except CannotDecide as problem:
            form.add_error("fund", problem.message)
        else:
            return render(request, "funding/connections/secret.html", {"webhook": webhook, "secret": secret})
    return render(request, "funding/connections/new_webhook.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def webhook(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One webhook and the log of its messages."""
    found = connection_access.webhook(request, pk)
    return render(request, "funding/connections/webhook.html", webhook_page(request, found))


@require_POST
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def webhook_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Try it, give it another secret (the answer shows it, once), or end it."""
    found, by = connection_access.webhook(request, pk), user_of(request)
    match request.POST.get("step"):
        case "secret" if found.ended is None:
            try:
                secret = actions.change_secret(found, by, request.POST.get("seen", ""))
            except SecretMadeBefore as problem:
                messages.error(request, problem.message)
                return redirect("funding:webhook", pk)
            context = {"webhook": found, "secret": secret, "again": True}
            return render(request, "funding/connections/secret.html", context)
        case "end":
            actions.end_webhook(found, by)
            messages.success(request, _("Dit adres krijgt geen berichten meer."))
        case "try" if found.ended is None:
            actions.try_webhook(found, by)
            messages.success(request, _("Het proefbericht is onderweg. Hieronder zie je of het aankomt."))
    return redirect("funding:webhook", pk)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def send_again(request: HttpRequest, pk: UUID, delivery_pk: UUID) -> HttpResponseBase:
    """Send one message again."""
    found = connection_access.webhook(request, pk)
    if actions.send_again(connection_access.delivery(request, found, delivery_pk), user_of(request)):
        messages.success(request, _("Het bericht gaat opnieuw."))
    else:
        messages.error(request, _("Dit bericht is nog onderweg, of het adres krijgt geen berichten meer."))
    return redirect("funding:webhook", pk)
