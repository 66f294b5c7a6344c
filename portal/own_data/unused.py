"""Accounts that nobody uses: their people are told, and then all that may go of them goes (GDPR art. 5(1)(e))."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.mail.actions import send_mail
from portal.own_data.actions import erase
from portal.own_data.holding import in_use
from portal.own_data.site import site_of
from portal.people.models import User

#: As long as talks are kept: who asks after a course of last year finds their answers again.
KEPT = timedelta(days=2 * 365)
#: So long before, the person is told; no account goes of who was not told so long ago.
TOLD_AHEAD = timedelta(days=30)


def unused_since(moment: datetime) -> QuerySet[User]:
    """Accounts of people without a role, ever, who did not log in after this moment and left nothing that stays."""
    people = User.objects.filter(erased=None, memberships=None, created__lte=moment).exclude(is_demo=True)
    return people.filter(Q(last_login=None) | Q(last_login__lte=moment)).exclude(in_use(moment))


@shared_task(name="portal.forget_unused_accounts")
def forget_unused_accounts() -> tuple[int, int]:
    """Beat runs this daily: who stayed away is told, and who was told long enough ago is erased; how many of both."""
    return tell_before_erasing(), erase_unused()


def tell_before_erasing() -> int:
    """Mail each person once that their account will be erased, and how to keep it; returns how many."""
    now, number = timezone.now(), 0
    soon = unused_since(now - KEPT + TOLD_AHEAD)
    # Who was told before that came back after it, or something of theirs stayed until now.
    untold = soon.filter(Q(told_of_erasing=None) | Q(told_of_erasing__lte=now - KEPT + TOLD_AHEAD))
    for pk in list(untold.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            if not untold.filter(pk=pk).update(told_of_erasing=now):
                continue
            user = User.objects.get(pk=pk)
            brand, link = site_of(user)
            context = {"name": user.name, "email": user.email, "until": now + TOLD_AHEAD, "brand": brand, "link": link}
            send_mail("account_erased_soon", to=user.email, context=context, language=user.language)
            number += 1
    return number


def erase_unused() -> int:
    """Erase who was told TOLD_AHEAD ago and did not come back; returns how many."""
    now, number = timezone.now(), 0
    left = unused_since(now - KEPT)
    left = left.filter(told_of_erasing__gt=now - KEPT, told_of_erasing__lte=now - TOLD_AHEAD)
    for pk in list(left.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # The row first: a log-in at this moment waits, or was before and is seen.
            user = User.objects.select_for_update().filter(pk=pk).first()
            if user and left.filter(pk=pk).exists():
                erase(user, brand=site_of(user)[0], unused=True)
                number += 1
    return number
