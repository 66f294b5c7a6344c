"""What the portal forgets by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mail.models import CaughtMail, MailMessage
from portal.record import outbox
from portal.record.models import OutboxMessage
from portal.record.sweeps import forget_what_is_old

pytestmark = pytest.mark.django_db


def test_mail_that_a_demo_caught_is_kept_for_a_week() -> None:
    now = timezone.now()
    for days, subject in ((8, "oud"), (6, "nieuw")):
        CaughtMail.objects.create(at=now - timedelta(days=days), to="lena@voorbeeld.example", subject=subject, text="x")
    forget_what_is_old()
    assert list(CaughtMail.objects.values_list("subject", flat=True)) == ["nieuw"]


def test_mail_and_promises_are_forgotten_a_month_after_they_are_done_and_never_before() -> None:
    now = timezone.now()
    for days in (31, 29, None):
        done = now - timedelta(days=days) if days else None
        MailMessage.objects.create(kind=f"{days}", to="lena@voorbeeld.example", subject="x", sent=done)
        outbox.put("tests.nothing", f"key:{days}")
        OutboxMessage.objects.filter(key=f"key:{days}").update(done=done)
    forget_what_is_old()
    assert set(MailMessage.objects.values_list("kind", flat=True)) == {"29", "None"}
    assert set(OutboxMessage.objects.values_list("key", flat=True)) == {"key:29", "key:None"}
