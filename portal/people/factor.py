"""Did this person prove who they are in two ways? Staff reach nothing before that."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from portal.people.models import User

#: Session key: [provider, subject] of the work account for which its provider said that a second factor was used.
SINGLE_SIGN_ON_FACTOR = "single_sign_on_factor"


def has_second_factor(request: HttpRequest) -> bool:
    """True when this session was opened with a second factor (TOTP, passkey, recovery code, or one at the employer).

    In a demo portal its own made-up people may do without; nobody else, nowhere.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    if demo_may_skip_factor(user):
        return True
    # Without `user` this function returns [] for everybody, silently.
    records = get_authentication_records(request, user)
    proven = request.session.get(SINGLE_SIGN_ON_FACTOR)
    return any(
        record["method"] == "mfa"
        or (record["method"] == "socialaccount" and [record.get("provider"), record.get("uid")] == proven)
        for record in records
    )


def demo_may_skip_factor(user: User) -> bool:
    """Only in a demo portal, and only for the people that it made up itself."""
    return bool(settings.DEMO) and user.is_demo and user.email.endswith(".example")
