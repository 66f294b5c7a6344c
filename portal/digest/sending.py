"""The digest by mail: on working days from seven o'clock, once, and only when something is due."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone
from django.utils.translation import override

from portal.digest.due import due_for, roles_of
from portal.digest.models import NoDigest
from portal.digest.news import news_for
from portal.mail.actions import send_mail
from portal.people.models import Membership, User
from portal.record import outbox
from portal.record.outbox import consumes

FIRST_HOUR = 7
SATURDAY = 5


@shared_task(name="portal.morning_digest")
def morning_digest() -> None:
    """Promise everybody on the staff their mail of today; more often than once is harmless."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR or now.weekday() >= SATURDAY:
        return
    staff = Membership.objects.valid_on(now.date()).filter(user__is_active=True)
    for user in staff.exclude(user__in=NoDigest.objects.values("user")).values_list("user", flat=True).distinct():
        outbox.put("portal.send_digest", f"digest:{user}:{now.date()}", user_id=str(user))


@consumes("portal.send_digest")
def send_digest(user_id: str) -> None:
    """Mail somebody what is due for them, unless nothing is."""
    user = User.objects.filter(pk=UUID(user_id), is_active=True).first()
    if user is None or NoDigest.objects.filter(user=user).exists():
        return
    who, today = roles_of(user), timezone.localdate()
    with override(user.language):
        due = due_for(who)
        if due:
            context = {"name": user.name, "due": due, "news": [n for n in news_for(who, today) if n.since == today]}
            send_mail("digest", to=user.email, context=context, language=user.language)
