"""Promises: made in the transaction, kept after it, their effect once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.celery import app
from portal.mail.actions import send_mail
from portal.mail.models import MailMessage
from portal.record import outbox
from portal.record.models import OutboxMessage
from tests.outbox import work_off
from tests.threads import at_once

CALLS: list[str] = []


@outbox.consumes("tests.note")
def note(what: str) -> None:
    CALLS.append(what)


@outbox.consumes("tests.fail")
def fail() -> None:
    MailMessage.objects.create(kind="half", to="a@b.example", subject="half")
    raise RuntimeError("broken")


def keep(outcome: str, what: str) -> None:
    """What came of asking another system: written in one transaction with the mark."""
    CALLS.append(f"kept {outcome} {connection.in_atomic_block}")
    if what == "breaks" and CALLS.count("asked False") == 1:
        raise RuntimeError("killed between the answer and writing it down")


@outbox.consumes_outside("tests.ask", keep=keep)
def ask(what: str) -> str:
    CALLS.append(f"asked {connection.in_atomic_block}")
    return what


@pytest.fixture(autouse=True)
def _forget_calls() -> None:
    CALLS.clear()


@pytest.mark.django_db
def test_the_same_promise_twice_is_one() -> None:
    outbox.put("tests.note", "note:1", what="a")
    outbox.put("tests.note", "note:1", what="b")
    assert work_off() == 1
    assert CALLS == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_promise_goes_with_its_transaction() -> None:
    def put_and_fail() -> None:
        with transaction.atomic():
            outbox.put("tests.note", "note:1", what="a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_and_fail()
    assert work_off() == 0


@pytest.mark.django_db
def test_delivered_twice_by_the_broker_is_done_once() -> None:
    outbox.put("tests.note", "note:1", what="a")
    message = OutboxMessage.objects.get()
    note(message.pk)
    note(message.pk)
    assert CALLS == ["a"]


@pytest.mark.django_db(transaction=True)
def test_another_system_is_asked_in_no_transaction_and_its_answer_is_kept_in_one() -> None:
    outbox.put("tests.ask", "ask:1", what="a")
    outbox.put("tests.ask", "ask:2", what="breaks")
    outbox.relay(hand_over=lambda message: None)
    first, second = OutboxMessage.objects.order_by("pk")
    for _twice in range(2):
        ask(first.pk)
    assert CALLS == ["asked False", "kept a True"]
    CALLS.clear()
    ask(second.pk)
    second.refresh_from_db()
    assert (second.done, second.error, second.relayed) == (None, "RuntimeError", None)
    ask(second.pk)
    assert CALLS == ["asked False", "kept breaks True"] * 2
    second.refresh_from_db()
    assert second.done


@pytest.mark.django_db
def test_what_is_not_due_waits() -> None:
    outbox.put("tests.note", "note:1", due=timezone.now() + timedelta(hours=1), what="a")
    assert work_off() == 0


@pytest.mark.django_db
def test_a_failing_consumer_leaves_nothing_and_is_parked_after_five_attempts() -> None:
    outbox.put("tests.fail", "fail:1")
    for _ in range(10):
        OutboxMessage.objects.update(due=timezone.now(), relayed=None)
        work_off()
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.error, message.done) == (5, "RuntimeError", None)
    fail(message.pk)
    message.refresh_from_db()
    assert message.parked is not None
    assert not MailMessage.objects.exists()


@pytest.mark.django_db
def test_a_broker_that_is_away_leaves_the_promise_open() -> None:
    def away(_message: OutboxMessage) -> None:
        raise OperationalError("away")

    outbox.put("tests.note", "note:1", what="a")
    with pytest.raises(OperationalError):
        outbox.relay(hand_over=away)
    assert OutboxMessage.objects.get().relayed is None
    assert work_off() == 1


@pytest.mark.django_db
def test_what_the_broker_lost_is_sent_again() -> None:
    outbox.put("tests.note", "note:1", what="a")
    outbox.relay(hand_over=lambda message: None)
    assert work_off() == 0
    assert outbox.requeue_lost() == 0
    OutboxMessage.objects.update(relayed=timezone.now() - timedelta(seconds=21))
    assert outbox.requeue_lost() == 1
    assert work_off() == 1
    assert CALLS == ["a"]


@pytest.mark.django_db
def test_what_waits_behind_others_in_the_broker_is_not_taken_for_lost() -> None:
    outbox.put("tests.note", "note:1", what="a")
    outbox.relay()
    try:
        assert outbox.waiting_in_broker() == 1
        OutboxMessage.objects.update(relayed=timezone.now() - timedelta(minutes=4))
        assert outbox.requeue_lost() == 0
        OutboxMessage.objects.update(relayed=timezone.now() - timedelta(minutes=6))
        assert outbox.requeue_lost() == 1
    finally:
        app.control.purge()


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_is_busy_with_is_not_taken_for_lost() -> None:
    outbox.put("tests.note", "note:1", what="a")
    outbox.relay(hand_over=lambda message: None)
    OutboxMessage.objects.update(relayed=timezone.now() - timedelta(hours=1))
    with transaction.atomic():
        OutboxMessage.objects.select_for_update().get()
        assert at_once(outbox.requeue_lost) == [0]
    assert outbox.requeue_lost() == 1


@pytest.mark.django_db
def test_mail_goes_through_the_outbox_and_its_text_is_wiped() -> None:
    send_mail("login_code", to="lena@voorbeeld.example", context={"code": "BCDF-GHJK"})
    assert mail.outbox == []
    work_off()
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.to == ["lena@voorbeeld.example"]
    assert "BCDF-GHJK" in sent.body
    assert "\n" not in sent.subject
    kept = MailMessage.objects.get()
    assert (kept.text, kept.html) == ("", "")
    assert kept.sent is not None
