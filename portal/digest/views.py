"""Today: what is wrong or due for who works here, and what is new."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.access import person, staff_only, user_of
from portal.digest.actions import want_mail, wants_mail
from portal.digest.due import due_for
from portal.digest.news import news_for


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
    }
    return render(request, "portal/today.html", context)
