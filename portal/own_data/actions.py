"""Erasing a person: what may go goes, what the law keeps says who it was and nothing more can be added."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone

from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.mail.models import MailMessage
from portal.mail.returned import is_used
from portal.own_data.holding import erasers, what_runs
from portal.people.models import Membership, User
from portal.record.audit import record


class WorksHere(Exception):
    """Who has or had a role is not erased: who decided what must stay readable."""


@transaction.atomic
def erase(user: User, *, brand: Brand, unused: bool = False) -> bool:
    """Erase what may go of this person; True when the account went too, False while something of it runs.

    ``unused``: they did not ask for it, but stayed away (``unused``).

    What hangs on the account by law keeps a user without name, address or way in (constraint
    ``erased_user_tells_nothing``). Raises WorksHere.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if Membership.objects.filter(user=locked).exists():
        raise WorksHere
    whole = not what_runs(locked)
    for run in erasers():
        run(locked)
    MailMessage.objects.filter(to=locked.email, sent__isnull=False).delete()
    is_used(locked.email)
    send_mail(
        "data_erased",
        to=locked.email,
        context={"whole": whole, "unused": unused, "brand": brand},
        language=locked.language,
    )
    record(None if unused else locked, "erase_own_data", locked, whole=whole)
    if whole:
        _close(locked)
    return whole


def _close(user: User) -> None:
    try:
        with transaction.atomic():
            user.delete()
    except RestrictedError:
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
        user.email, user.name, user.phone = f"{user.pk}@gewist.invalid", "", ""
        user.is_active, user.erased = False, timezone.now()
        user.set_unusable_password()
        user.save()
