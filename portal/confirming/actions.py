"""Mailing a code and taking it: who types it has the mailbox that it was sent to.

A code is of a user, or of a mail address for who has no account.
"""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.brands.models import Brand
from portal.confirming.models import MOST_TRIES, Confirmation
from portal.mail.actions import send_mail
from portal.mail.returned import is_used
from portal.people.models import User
from portal.record.turns import take_turn

LIFE = timedelta(minutes=15)
#: Counted by MOST_A_DAY; after that nothing is left of who asked for one.
KEPT = timedelta(days=1)
#: So many codes for one person within an hour: enough to try again, too few to fill a mailbox.
MOST_AN_HOUR = 6
#: And so many within a day: who can have six an hour for ever can fill it all the same.
MOST_A_DAY = 20


class TooManyCodes(Exception):
    """This person got as many codes as they can get in an hour, or in a day."""


def mail_code(user: User, subject: str, *, asked: str, brand: Brand) -> None:
    """Mail this person a code for one thing; an earlier code for it works no more. Raises TooManyCodes.

    ``asked`` says in the person's language what it is for, as the end of "Met deze code ...".
    """
    with transaction.atomic():
        code = new_code(user, subject)
        context = {"name": user.name, "code": code, "asked": asked, "brand": brand}
        send_mail("confirmation_code", to=user.email, context=context, language=user.language)


@transaction.atomic
def new_code(whose: User | str, subject: str) -> str:
    """A new code for one thing of this user or mail address, to be mailed by the caller in the same transaction.

    An earlier code for it works no more. Raises TooManyCodes.
    """
    now, mine = timezone.now(), _of(whose)
    take_turn("codes", _key(whose))  # one at a time, so that each counts the other
    earlier = Confirmation.objects.filter(**mine)
    made_at = list(earlier.filter(made__gt=now - timedelta(days=1)).values_list("made", flat=True))
    if len(made_at) >= MOST_A_DAY or sum(one > now - timedelta(hours=1) for one in made_at) >= MOST_AN_HOUR:
        raise TooManyCodes
    earlier.filter(subject=subject, used=None).update(until=now)
    code: str = get_adapter().generate_login_code()
    made = Confirmation.objects.create(**mine, subject=subject, digest="", made=now, until=now + LIFE)
    Confirmation.objects.filter(pk=made.pk).update(digest=_digest(made, code))
    return code


def confirm(whose: User | str, subject: str, typed: str) -> bool:
    """Take the code for this thing: True once, when it is the one that was mailed last and its time is not over.

    Every wrong one counts, whatever the transaction around it does later; so call this outside of one.
    """
    now = timezone.now()
    mine = Confirmation.objects.filter(**_of(whose), subject=subject, used=None)
    found = mine.filter(until__gt=now).order_by("-made").first()
    if found is None:
        return False
    tried = Confirmation.objects.filter(pk=found.pk, used=None, tries__lt=MOST_TRIES)
    if not tried.update(tries=F("tries") + 1):
        return False
    code = "".join(typed.split()).upper()
    if not constant_time_compare(_digest(found, code), found.digest):
        return False
    if not Confirmation.objects.filter(pk=found.pk, used=None).update(used=timezone.now()):
        return False
    is_used(whose if isinstance(whose, str) else whose.email)
    return True


def forget_old_codes() -> int:
    """Remove codes of longer than KEPT ago; returns how many."""
    return Confirmation.objects.filter(made__lt=timezone.now() - KEPT).delete()[0]


def _of(whose: User | str) -> dict[str, Any]:
    return {"user": whose} if isinstance(whose, User) else {"user": None, "email": whose.lower()}


def _key(whose: User | str) -> str:
    return str(whose.pk) if isinstance(whose, User) else whose.lower()


def _digest(confirmation: Confirmation, code: str) -> str:
    plain = code.replace("-", "")
    return salted_hmac("portal.confirming", f"{confirmation.pk}:{plain}", algorithm="sha256").hexdigest()
