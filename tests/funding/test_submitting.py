"""Sending an application: once, whole, with money held, and a receipt that comes also when the broker is away."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kombu.exceptions import OperationalError

from courses.models import Course, Session
from funding.applications.actions import plan_digest, submit
from funding.applications.enums import ApplicationState, LineState
from funding.applications.errors import AlreadyApplied, EnoughRunning, NobodyDecidesHere, PlanChanged, SessionGone
from funding.applications.models import Application, PlanLine
from funding.budgets import ledger
from funding.budgets.models import Budget, LedgerEntry
from funding.check.current import scheme_on_date
from funding.engine import snapshot
from funding.schemes.models import SchemeVersion
from intake.profile.actions import answer
from intake.profile.models import Consent
from portal.record import outbox
from portal.record.audit import broken_links
from portal.record.models import AuditEvent, OutboxMessage
from tests.funding.making import assessed, budget_of, get_course, load, make_course, make_draft, send
from tests.outbox import work_off
from tests.people import make_user
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def test_one_line_per_scheme_with_its_money_held(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = load(send(make_draft(lena, course), lena, today))
    assert (sent.state, sent.own_cents, sent.learner) == (ApplicationState.SUBMITTED, 0, lena)
    line = sent.lines.get()
    assert (line.fund_id, line.cents, line.state) == ("het-noorden-leert-door", 140_000, LineState.RESERVED)
    assert line.parts == [{"kind": "tuition", "cents": 140_000}]
    assert budget_of("het-noorden-leert-door").reserved == 140_000
    assert ledger.differences() == []
    # Eight weeks (Awb 4:13) after 24 November 2026 is Tuesday 19 January 2027.
    assert line.due == date(2027, 1, 19)
    assert list(Consent.objects.values_list("user", "scope")) == [(lena.pk, ["fund:het-noorden-leert-door"])]


def test_the_receipt_says_who_decides_by_when_and_holds_no_answers(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)
    assert mail.outbox == []
    work_off()
    message = mail.outbox[-1]
    assert sent.number in message.subject
    assert message.to == [lena.email]
    assert "Het Noorden Leert Door" in message.body
    assert "19 januari 2027" in message.body
    assert f"http://testserver/mijn/aanvragen/{sent.pk}/" in message.body
    assert "1984" not in message.body


def test_employer_and_loan_are_arranged_outside_and_never_granted_here(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course, employer_contribution=40_000), lena, today)
    states = dict(PlanLine.objects.filter(application=sent).values_list("scheme_version__scheme", "state"))
    assert states == {"werkgeversbijdrage": LineState.OUTSIDE, "het-noorden-leert-door": LineState.RESERVED}
    assert budget_of("het-noorden-leert-door").reserved == 100_000


def test_what_it_rests_on_is_frozen_and_gives_the_same_again(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)
    versions = {
        str(version.pk): scheme_on_date(version) for version in SchemeVersion.objects.select_related("scheme__fund")
    }
    again = snapshot.to_document(snapshot.assess_again(sent.calculation, versions))
    assert snapshot.differences(sent.calculation, again) == []
    for change in ({"calculation": {}}, {"own_cents": 1}, {"learner_name": "X"}, {"state": ApplicationState.DRAFT}):
        with pytest.raises(IntegrityError, match=r"keeps what was sent|sent_application"), transaction.atomic():
            Application.objects.filter(pk=sent.pk).update(**change)


def test_a_busy_budget_is_held_for_as_short_as_can_be(course: Course, today: date) -> None:
    """At an opening everybody waits for its row: after the money only the line, its moment, the trail are written."""
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    with CaptureQueriesContext(connection) as asked:
        send(draft, lena, today)
    texts = [one["sql"] for one in asked.captured_queries]
    held = next(place for place, text in enumerate(texts) if "UPDATE funding_budget" in text)
    after = [text for text in texts[held + 1 :] if not text.startswith("RELEASE")]
    assert [text.split()[0] for text in after] == ["UPDATE", "SELECT", "SELECT", "INSERT"]
    assert '"funding_planline"' in after[0]
    assert '"portal_auditevent"' in after[-1]


def test_sent_twice_is_sent_once(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    seen = plan_digest(assessed(draft.profile, course, today, lena))
    first = submit(load(draft), lena, seen=seen, origin="http://testserver")
    second = submit(load(draft), lena, seen=seen, origin="http://testserver")
    assert first.number == second.number
    assert LedgerEntry.objects.count() == 1
    assert OutboxMessage.objects.filter(task="portal.deliver_mail").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    seen = plan_digest(assessed(draft.profile, course, today, lena))
    results = at_once(*[lambda: submit(load(draft), lena, seen=seen, origin="http://testserver").state] * 5)
    assert results == [ApplicationState.SUBMITTED] * 5
    assert (PlanLine.objects.count(), LedgerEntry.objects.count()) == (1, 1)
    assert broken_links() == []


def test_a_plan_that_changed_since_it_was_seen_is_not_sent(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    seen = plan_digest(assessed(draft.profile, course, today, lena))
    answer(draft.profile, "residence", "GM0153")
    with pytest.raises(PlanChanged):
        submit(load(draft), lena, seen=seen, origin="http://testserver")
    assert Application.objects.get().state == ApplicationState.DRAFT
    assert not PlanLine.objects.exists()


def test_money_that_ran_out_leaves_the_draft_and_nothing_held(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    seen = plan_digest(assessed(draft.profile, course, today, lena))
    Budget.objects.filter(scheme="het-noorden-leert-door").update(ceiling=100)
    with pytest.raises(PlanChanged):
        submit(load(draft), lena, seen=seen, origin="http://testserver")
    assert not LedgerEntry.objects.exists()
    assert not AuditEvent.objects.filter(verb="reserve").exists()


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_for_the_last_three_places_get_exactly_three(course: Course, today: date) -> None:
    learners = [make_user(f"Leerling{number}") for number in range(10)]
    drafts = [make_draft(learner, course) for learner in learners]
    seen = plan_digest(assessed(drafts[0].profile, course, today, learners[0]))
    Budget.objects.filter(scheme="het-noorden-leert-door").update(ceiling=3 * 140_000)
    results = at_once(
        *[
            lambda draft=draft, learner=learner: submit(load(draft), learner, seen=seen, origin="http://testserver")
            for draft, learner in zip(drafts, learners, strict=True)
        ]
    )
    assert sum(isinstance(result, Application) for result in results) == 3, results
    assert sum(isinstance(result, PlanChanged) for result in results) == 7, results
    assert budget_of("het-noorden-leert-door").left == 0
    assert ledger.differences() == []


def test_a_start_that_is_gone_is_told_and_the_draft_stays(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    seen = plan_digest(assessed(draft.profile, course, today, lena))
    Session.objects.update(status="full")
    with pytest.raises(SessionGone):
        submit(load(draft), lena, seen=seen, origin="http://testserver")
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_the_same_course_and_start_twice_is_refused(course: Course, today: date) -> None:
    lena = make_user("Lena")
    send(make_draft(lena, course), lena, today)
    with pytest.raises(AlreadyApplied):
        send(make_draft(lena, course), lena, today)
    assert Application.objects.filter(state=ApplicationState.SUBMITTED).count() == 1


def test_without_a_fund_that_decides_here_there_is_nothing_to_send(course: Course, today: date) -> None:
    lena = make_user("Lena")
    with pytest.raises(NobodyDecidesHere):
        send(make_draft(lena, course, residence="GM0518", work_municipality="GM0518"), lena, today)


def test_a_broker_that_is_away_loses_nothing(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)

    def away(_message: Any) -> None:
        raise OperationalError("away")

    with pytest.raises(OperationalError):
        outbox.relay(hand_over=away)
    assert Application.objects.get(pk=sent.pk).state == ApplicationState.SUBMITTED
    assert work_off() == 1
    assert len(mail.outbox) == 1


def test_a_closed_scheme_is_judged_and_shown_but_never_pays(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)
    stap = next(row for row in sent.calculation["schemes"] if row["slug"] == "stap")
    assert (stap["state"], stap["why_not"], stap["cents"]) == ("closed", "closed", 0)
    assert stap["closed_reason"]


def test_what_was_sent_cannot_be_thrown_away_and_lines_begin_as_proposals(course: Course, today: date) -> None:
    lena = make_user("Lena")
    sent = send(make_draft(lena, course), lena, today)
    line = PlanLine.objects.get(application=sent)
    granted = PlanLine(**{field.attname: getattr(line, field.attname) for field in PlanLine._meta.concrete_fields})
    granted.pk, granted.state, granted._state.adding = uuid4(), LineState.GRANTED, True
    with pytest.raises(IntegrityError, match="begins as granted"), transaction.atomic():
        granted.save(force_insert=True)
    for rows in (PlanLine.objects.filter(pk=line.pk), Application.objects.filter(pk=sent.pk)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing pending, or PostgreSQL refuses for another reason
        for table in ("planline", "application", "decision", "letter", "ledgerentry", "schemeversion"):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(f"TRUNCATE funding_{table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_two_courses_sent_at_once_stay_within_what_a_person_may_have_in_a_year(
    schemes: None, today: date, tmp_path: Path
) -> None:
    first, second = make_course(tmp_path / "feed", key="p1", beside="p2"), get_course("p2")
    version = SchemeVersion.objects.get(scheme="het-noorden-leert-door")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # a published version does not change by itself
        SchemeVersion.objects.filter(pk=version.pk).update(terms=version.terms | {"cap_per_year": 150_000})
        cursor.execute("SET session_replication_role = DEFAULT")
    lena = make_user("Lena")
    drafts = [make_draft(lena, course) for course in (first, second)]
    results = at_once(*[lambda draft=draft: send(draft, lena, today) for draft in drafts])
    held = budget_of("het-noorden-leert-door").reserved
    assert held <= 150_000, results
    assert sum(isinstance(result, Application) for result in results) >= 1, results


def test_five_applications_can_wait_and_a_sixth_is_told_so(course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # only their number matters here
        for _ in range(5):
            copy = Application.objects.get(pk=draft.pk)
            copy.pk, copy.learner, copy.state, copy._state.adding = uuid4(), lena, ApplicationState.SUBMITTED, True
            copy.number, copy.session_id, copy.submitted = f"DL-{uuid4().hex[:8]}", uuid4(), timezone.now()
            copy.course_snapshot, copy.calculation = {"a": 1}, {"a": 1}
            copy.own_cents, copy.origin, copy.profile = 0, "x", None
            copy.consent_id = uuid4()
            copy.save()
        cursor.execute("SET session_replication_role = DEFAULT")
    with pytest.raises(EnoughRunning):
        send(draft, lena, today)
    assert not LedgerEntry.objects.exists()
