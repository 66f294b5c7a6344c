"""Sixty people choose the same time at the same moment."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from intake.agenda.availability import Offer, offer_at
from intake.models import Adviser, Appointment
from portal.mail.models import MailMessage
from portal.record.audit import broken_links
from tests.intake.teams import FIRST, NOW, confirm, make_adviser, press, times
from tests.threads import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]

PEOPLE = 60
#: As many prove that a race is one, or look for another way through.
A_FEW = 20
CONSTRAINT = "adviser_once_at_a_time"


@contextmanager
def without_the_constraint() -> Iterator[None]:
    """The table as it would be if only our own code looked whether a time is free."""
    constraint = next(c for c in Appointment._meta.constraints if c.name == CONSTRAINT)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Appointment, constraint)
    try:
        yield
    finally:
        Appointment.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Appointment, constraint)


def all_at_once(adviser: Any, people: int, key: str = "persoon-{}", starts: Sequence[datetime] = (FIRST,)) -> list[Any]:
    """Everybody presses the button together, each on a connection of their own; one after the other for each start."""
    ready = Barrier(people)

    def act(number: int) -> Any:
        try:
            client = Client(raise_request_exception=False, REMOTE_ADDR=f"192.0.2.{number}")
            connection.ensure_connection()
            ready.wait(PATIENCE)
            form = key.format(number)
            who = {"request_key": form, "name": f"Persoon {number}", "email": f"{form}@voorbeeld.example"}
            return press(client, adviser, starts[number % len(starts)], **who)
        except Exception:
            ready.abort()  # nobody waits for somebody who does not come
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as threads:
        return list(threads.map(act, range(people)))


def look_before_anybody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst that can be: everybody saw that the time is free before the first of them takes it."""
    all_looked = Barrier(A_FEW)

    def look_together(*where: Any, **whose: Any) -> Offer | None:
        offer = offer_at(*where, **whose)
        all_looked.wait(PATIENCE)
        return offer

    monkeypatch.setattr("intake.agenda.actions.offer_at", look_together)


def test_without_the_constraint_everybody_would_have_had_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves that the race is real, so that the next test proves something: all look before anybody writes."""
    look_before_anybody_writes(monkeypatch)
    adviser = make_adviser()
    with without_the_constraint():
        answers = all_at_once(adviser, A_FEW)
        assert {answer.status_code for answer in answers} == {302}
        assert Appointment.objects.filter(adviser=adviser, period__startswith=FIRST).count() == A_FEW


def test_of_sixty_people_one_gets_the_time_and_the_others_the_next() -> None:
    adviser = make_adviser()
    answers = all_at_once(adviser, PEOPLE)
    won = [answer for answer in answers if answer.status_code == 302]
    lost = [answer for answer in answers if answer.status_code == 409]
    assert (len(won), len(lost)) == (1, PEOPLE - 1)
    for answer in lost:
        assert times(answer)[0] == "11:00 met Sanne de Wit"
        assert "Wat je invulde, staat er nog." in answer.text
    assert Appointment.objects.get().start == FIRST
    assert MailMessage.objects.count() == 1
    assert broken_links() == []
    # And the next time can still be had.
    assert confirm(Client(), adviser, FIRST + timedelta(hours=1), request_key="later").status_code == 302


def test_one_form_sent_twenty_times_at_once_makes_one_appointment() -> None:
    adviser = make_adviser()
    answers = all_at_once(adviser, A_FEW, key="steeds-dezelfde")
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert MailMessage.objects.count() == 1


def test_one_address_in_many_windows_at_once_still_gets_two_appointments() -> None:
    adviser = make_adviser()
    ready = Barrier(8)

    def act(number: int) -> int:
        try:
            ready.wait(PATIENCE)
            start = FIRST + timedelta(days=number // 4, hours=number % 4)
            return press(Client(), adviser, start, request_key=f"venster-{number}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as windows:
        list(windows.map(act, range(8)))
    assert Appointment.objects.taking_time(NOW).count() <= 2


def full_on_tuesday() -> Adviser:
    """An adviser who wants one talk a day, and has two times that one can choose."""
    Adviser.objects.filter(pk=make_adviser().pk).update(most_a_day=1)
    return Adviser.objects.at_work(NOW.date()).select_related("user").get()


TWO_TIMES = (FIRST, FIRST + timedelta(hours=1))


def test_without_counting_again_both_times_of_a_full_day_would_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    adviser = full_on_tuesday()
    look_before_anybody_writes(monkeypatch)
    monkeypatch.setattr("intake.agenda.actions._refuse_full_day", lambda *_where: None)
    all_at_once(adviser, A_FEW, starts=TWO_TIMES)
    assert Appointment.objects.count() == len(TWO_TIMES)


def test_who_choose_two_times_of_one_day_get_as_many_talks_as_the_adviser_wants(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    adviser = full_on_tuesday()
    look_before_anybody_writes(monkeypatch)
    answers = all_at_once(adviser, A_FEW, starts=TWO_TIMES)
    assert [answer.status_code for answer in answers].count(302) == 1
    assert {answer.status_code for answer in answers} == {302, 409}
    assert Appointment.objects.count() == 1
