"""How often one may ask for a talk, a place or a seat from one network, and have mail sent to an address."""

from allauth.core import ratelimit
from django.http import HttpRequest

from intake.agenda.errors import MailedOften, TooBusy
from portal.access import person


def ask_once(request: HttpRequest) -> None:
    """Count one that is asked from this network. Raises TooBusy."""
    if not ratelimit.consume(request, action="book_appointment"):
        raise TooBusy


def mail_once(request: HttpRequest, address: str) -> None:
    """Count one that is asked, and the mail that it sends to this address. Raises TooBusy, MailedOften.

    Whose address it is, is known of who logged in: they fill no mailbox but their own.
    """
    ask_once(request)
    user = person(request).user
    typed = address.strip().lower()
    if not (user and user.email == typed) and not ratelimit.consume(request, action="mail_typed_address", key=typed):
        raise MailedOften
