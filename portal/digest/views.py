"""Today: what is wrong or due for who works here, and what is new; and what the portal could not do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.access import person, staff_only, user_of
from portal.digest import failed as found
from portal.digest.actions import want_mail, wants_mail
from portal.digest.due import due_for
from portal.digest.news import news_for
from portal.people.enums import Role
from portal.record.outbox import try_again


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def today(request: HttpRequest) -> HttpResponseBase:
    """What the digest says, as it is now; the button turns the mail on or off."""
    user, who = user_of(request), person(request)
    if request.method == "POST":
        want_mail(user, request.POST.get("mail") == "on")
        return redirect("portal:today")
    due = due_for(who)
    context = {
        "late": [one for one in due if one.late],
        "soon": [one for one in due if not one.late],
        "news": news_for(who, timezone.localdate()),
        "mails": wants_mail(user),
        "keeps_portal": who.has(Role.PORTAL_MANAGER),
    }
    return render(request, "portal/today.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def failed(request: HttpRequest) -> HttpResponseBase:
    """What was promised and did not happen; the button tries all that was given up once more."""
    if request.method == "POST":
        number = try_again(user_of(request))
        text = ngettext("We proberen %(n)s keer iets opnieuw.", "We proberen %(n)s dingen opnieuw.", number)
        messages.success(request, text % {"n": number})
        return redirect("portal:failed")
    pages = found.failed(request)
    return render(request, "portal/failed.html", {"pages": pages, "rows": found.told(pages)})
