"""The demo's mailbox: reads what was caught. These addresses exist only in a demo portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import access


@require_safe
def caught_mails(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/demo_mail.html", {"mails": access.caught_mails(request)})


@require_safe
def caught_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "portal/demo_mail_message.html", {"mail": access.caught_mail(request, pk)})
