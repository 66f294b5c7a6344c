"""A member of staff is invited by mail: the link lets them choose a password or link their work account, once."""

from django.core import signing
from django.http import HttpRequest

from portal.people.models import User

SALT = "portal.people.invitation"
DAYS_VALID = 7
SESSION_KEY = "invited_user"


def invitation_token(user: User) -> str:
    """A signed token, void once the person chose a password (part of the hash is inside) or linked a work account."""
    return signing.dumps([str(user.pk), user.password[-16:]], salt=SALT)


def user_of_token(token: str) -> User | None:
    """The invited person, or None when the link is old, changed or used: a password chosen, a work account linked."""
    try:
        pk, tail = signing.loads(token, salt=SALT, max_age=DAYS_VALID * 24 * 3600)
    except signing.BadSignature:
        return None
    waiting = User.objects.filter(password__endswith=tail, is_active=True, socialaccount=None)
    return waiting.filter(pk=pk).first()


def invited_user(request: HttpRequest) -> User | None:
    """The person whose invitation was opened in this session, if any."""
    token = request.session.get(SESSION_KEY)
    return user_of_token(token) if token else None
