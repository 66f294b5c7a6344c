"""Where the mail server tells of mail that came back. And the demo's mailbox, which exists only in a demo portal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal import access
from portal.mail.returned import LARGEST, take_returned


@csrf_exempt  # a machine calls it; the token is what it shows
@require_POST
def returned(request: HttpRequest) -> HttpResponse:
    """A mail that came back, as the mail server got it (message/rfc822), with ``Authorization: Bearer`` and our token.

    204: noted. 422: no report about a mail of ours. 404 without the token, or where returned mail is not taken.
    """
    token: str = settings.RETURNED_MAIL_TOKEN
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(shown, token):
        return HttpResponse(status=404)
    return HttpResponse(status=204 if take_returned(request.read(LARGEST)) else 422)


@require_safe
def caught_mails(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/demo_mail.html", {"mails": access.caught_mails(request)})


@require_safe
def caught_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "portal/demo_mail_message.html", {"mail": access.caught_mail(request, pk)})
