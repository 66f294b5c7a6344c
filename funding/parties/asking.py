"""A learner asks their employer: as often as one with an employer needs to, and no more."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from funding.applications.models import Application
from funding.parties.actions import TooManyInvitations, invite
from funding.parties.enums import Party
from portal.access import user_of


def ask_employer(request: HttpRequest, application: Application, email: str) -> str:
    """Mail the employer the link; "" when that was done, else why it cannot be and what can.

    ``application`` comes with course and provider.
    """
    user = user_of(request)
    if not ratelimit.consume(request, action="ask_employer", key=str(user.pk)):
        return _("Je stuurde net al veel e-mails naar werkgevers. Over 24 uur kan het weer.")
    try:
        invite(Party.EMPLOYER, application, email, user, request.build_absolute_uri("/"))
    except TooManyInvitations:
        if application.submitted:
            return _("Hiervoor gingen al veel e-mails uit. Vraag het fonds om hulp.")
        return _("Hiervoor gingen al veel e-mails uit. Verstuur je aanvraag zonder antwoord. Dan helpt het fonds je.")
    return ""
