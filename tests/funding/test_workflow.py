"""The way of a line: waiting, completing, withdrawing; whatever happens, money and states agree."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.enums import ApplicationState, LineState, Verdict
from funding.applications.models import Application, PlanLine
from funding.applications.states import APPLICATION_PAIRS, LINE, UNDECIDED, state_of
from funding.applications.waiting import move_up
from funding.applications.withdrawing import withdraw
from funding.budgets import ledger
from funding.budgets.enums import Order
from funding.budgets.models import Budget
from funding.completing.actions import answer, ask, time_is_up
from funding.completing.models import CompletionRequest
from funding.decisions.actions import Finding, decide, take_up
from funding.decisions.errors import ChangedMeanwhile, NothingWasAsked, OnWaitingList
from funding.letters.models import Letter
from portal.people.enums import FUND_ROLES
from portal.people.models import User
from portal.record.models import OutboxMessage
from tests.funding.making import budget_of, load, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user
from tests.threads import at_once

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
REFUSE = Finding(Verdict.REFUSE, 0, "De cursus past niet bij de regeling.")
ASIDE = Finding(Verdict.SET_ASIDE, 0, "Je stuurde niet wat we vroegen.")


def grant(cents: int) -> Finding:
    return Finding(Verdict.GRANT, cents, "Je voldoet aan de voorwaarden.")


def whole(line: PlanLine) -> PlanLine:
    return PlanLine.objects.select_related("fund", "application__learner", "budget").get(pk=line.pk)


def only(application: Application) -> PlanLine:
    return whole(application.lines.get())


def colleague(name: str) -> User:
    user = make_user(name)
    for role in FUND_ROLES:
        give_role(user, role, FUND)
    return user


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna")


@pytest.fixture
def first(course: Course, today: date) -> Application:
    """Holds € 1.400 of a budget of € 2.000: for a second one there is not enough."""
    made = make_application(course, today)
    Budget.objects.filter(scheme=FUND).update(ceiling=200_000)
    return made


@pytest.fixture
def second(first: Application, course: Course, today: date) -> Application:
    return make_application(course, today, "Mo", waits=True)


def learner_of(application: Application) -> User:
    assert application.learner
    return application.learner


def test_who_comes_when_the_money_is_gone_can_wait_and_moves_up(first: Application, second: Application) -> None:
    assert only(second).state == LineState.WAITING
    assert (second.state, ledger.line_differences()) == (ApplicationState.SUBMITTED, [])
    withdraw(first, [only(first).pk], learner_of(first))
    mail.outbox.clear()
    work_off()
    assert only(second).state == LineState.RESERVED
    assert budget_of(FUND).reserved == 140_000
    assert (ledger.differences(), ledger.line_differences()) == ([], [])
    subjects = [one.subject for one in mail.outbox if one.to == [learner_of(second).email]]
    assert any("Er is geld voor je aanvraag" in subject for subject in subjects)


def test_the_order_is_that_of_completeness(
    first: Application, second: Application, course: Course, today: date
) -> None:
    third = make_application(course, today, "Noor", waits=True)
    line = only(second)
    PlanLine.objects.filter(pk=line.pk).update(complete_at=F("complete_at") + timedelta(days=1))
    withdraw(first, [only(first).pk], learner_of(first))
    work_off()
    assert (only(second).state, only(third).state) == (LineState.WAITING, LineState.RESERVED)


@pytest.mark.parametrize(("order", "served"), [(Order.LOTS, "low lot"), (Order.FREE, "nobody")])
def test_other_orders(
    first: Application, second: Application, course: Course, today: date, order: Order, served: str
) -> None:
    third = make_application(course, today, "Noor", waits=True)
    Budget.objects.filter(scheme=FUND).update(order=order)
    for lot, one in ((2, second), (1, third)):
        PlanLine.objects.filter(application=one).update(lot=lot)
    withdraw(first, [only(first).pk], learner_of(first))
    work_off()
    expected = LineState.RESERVED if served == "low lot" else LineState.WAITING
    assert (only(second).state, only(third).state) == (LineState.WAITING, expected)


def test_who_waits_has_the_money_before_who_comes_later(first: Application, second: Application) -> None:
    """€ 600 is left, too little for who waits; a newcomer does not get it."""
    from funding.check.assessing import schemes_on

    left = next(one.budget_left for one in schemes_on(date(2026, 11, 24)).all if one.slug == FUND)
    assert left == 0


def test_near_the_ceiling_who_is_first_gets_a_part(first: Application, second: Application, anna: User) -> None:
    line = only(second)
    with pytest.raises(OnWaitingList):
        decide(line, grant(140_000), anna, line.version)
    decision = decide(line, grant(60_000), anna, line.version)
    assert decision
    line = only(second)
    assert (line.state, line.granted_cents) == (LineState.PARTLY_GRANTED, 60_000)
    budget = budget_of(FUND)
    assert (budget.reserved, budget.committed, budget.left) == (140_000, 60_000, 0)
    assert (ledger.differences(), ledger.line_differences()) == ([], [])


def test_completing_stops_the_clock_and_sets_the_order(first: Application, anna: User, today: date) -> None:
    line = only(first)
    due, complete = line.due, line.complete_at
    assert due
    assert complete
    asked = ask(line, "Stuur je diploma.", today + timedelta(days=14), anna, line.version)
    assert (only(first).state, load(first).state) == (LineState.AWAITING_APPLICANT, ApplicationState.BEING_COMPLETED)
    work_off()
    assert "wil nog iets weten" in mail.outbox[-1].subject
    with time_machine.travel("2026-12-01T12:00:00+01:00", tick=True):
        assert answer(asked, "Hier is het.", learner_of(first))
        assert not answer(asked, "Nog eens.", learner_of(first))
        line = only(first)
        assert (line.state, line.suspended_on) == (LineState.IN_REVIEW, None)
        assert line.due == due + timedelta(days=7)
        assert line.complete_at
        assert line.complete_at.date() == date(2026, 12, 1)


def test_without_an_answer_the_fund_may_set_it_aside(first: Application, anna: User, today: date) -> None:
    line = only(first)
    take_up(line, anna, line.version)
    line = only(first)
    with pytest.raises(NothingWasAsked):
        decide(line, ASIDE, anna, line.version)
    asked = ask(line, "Stuur je diploma.", today, anna, line.version)
    time_is_up(asked)
    line = only(first)
    assert line.state == LineState.IN_REVIEW
    decide(line, ASIDE, anna, line.version)
    assert (only(first).state, load(first).state) == (LineState.EXPIRED, ApplicationState.LAPSED)
    assert ledger.line_differences() == []
    work_off()
    assert "artikel 4:5" in Letter.objects.get().html


def test_a_grant_can_be_withdrawn_and_the_promise_goes_back(
    first: Application, second: Application, anna: User
) -> None:
    line = only(first)
    decide(line, grant(140_000), anna, line.version)
    withdraw(load(first), [line.pk], learner_of(first))
    work_off()
    assert (load(first).state, only(second).state) == (ApplicationState.WITHDRAWN, LineState.RESERVED)
    assert (ledger.differences(), ledger.line_differences()) == ([], [])


def test_a_colleague_who_is_late_reads_who_did_what_and_when(first: Application, anna: User) -> None:
    bram = colleague("Bram")
    line = only(first)
    seen = line.version
    take_up(only(first), anna, seen)
    with pytest.raises(ChangedMeanwhile) as told:
        decide(line, REFUSE, bram, seen)
    assert "Anna heeft deze regel om " in told.value.message


def test_the_database_takes_only_the_steps_of_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a, b FROM unnest(%s::text[]) a, unnest(%s::text[]) b WHERE funding_application_step_allowed(a, b)",
            [ApplicationState.values, ApplicationState.values],
        )
        assert set(cursor.fetchall()) == set(APPLICATION_PAIRS)


def test_a_sent_application_takes_no_other_step(first: Application) -> None:
    with pytest.raises(IntegrityError, match="no step from submitted to evidence_due"), transaction.atomic():
        Application.objects.filter(pk=first.pk).update(state=ApplicationState.EVIDENCE_DUE)


def test_every_state_of_an_application_that_lines_can_bring_is_reachable() -> None:
    """Whatever two lines can be, the application has a state, and the step to it from any open one is allowed."""
    for one in LineState:
        for other in LineState:
            if LineState.PROPOSED in {one, other}:
                continue
            then = state_of([one, other], ApplicationState.SUBMITTED)
            assert then == ApplicationState.SUBMITTED or ("submitted", then.value) in APPLICATION_PAIRS, (one, other)


def test_pages_of_withdrawing_and_answering(client: Client, first: Application, anna: User, today: date) -> None:
    line = only(first)
    log_in(client, anna)
    page = reverse("funding:ask", args=[line.pk])
    assert "Wat mist er nog?" in client.get(page).text
    assert client.post(page, {"version": line.version}).status_code == 302
    assert "Fout" in client.get(page).text
    sent = {"version": line.version, "question": "Welk diploma heb je?", "weeks": "2"}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 409
    learner = Client()
    log_in(learner, learner_of(first), second_factor=False)
    own = reverse("funding:application", args=[first.pk])
    assert "Jij moet iets aanvullen" in learner.get(own).text
    asked = CompletionRequest.objects.get()
    where = reverse("funding:answer", args=[first.pk, asked.pk])
    assert "Welk diploma heb je?" in learner.get(where).text
    assert learner.post(where, {"answer": "Mbo 2."}).url == own
    assert "Mbo 2." in client.get(reverse("funding:line", args=[line.pk])).text
    other = Client()
    log_in(other, make_user("Ander"), second_factor=False)
    stop = reverse("funding:withdraw", args=[first.pk])
    assert other.get(where).status_code == other.post(stop, {"lines": [line.pk]}).status_code == 404
    assert learner.post(stop, {"lines": [line.pk]}).url == own
    assert "Je aanvraag is ingetrokken" in learner.get(own).text


def test_the_check_offers_the_waiting_list_when_money_is_gone(
    client: Client, first: Application, course: Course, today: date
) -> None:
    from tests.funding.making import make_draft

    Budget.objects.filter(scheme=FUND).update(ceiling=F("reserved"))
    mo = make_user("Mo")
    draft = make_draft(mo, course)
    log_in(client, mo, second_factor=False)
    page = reverse("funding:check_answers", args=[draft.pk])
    assert "Zet mij op de wachtlijst" in client.get(page).text
    client.post(reverse("funding:waiting_list", args=[draft.pk]))
    shown = client.get(page)
    assert client.post(page, {"consent": "on", "seen": shown.context["seen"]}).status_code == 302
    assert "plaats 1 van de wachtlijst" in client.get(reverse("funding:application", args=[draft.pk])).text


@pytest.mark.django_db(transaction=True)
def test_many_who_move_up_withdraw_and_decide_at_once_never_spend_a_euro_twice(
    first: Application, second: Application, course: Course, today: date, anna: User
) -> None:
    """€ 1.400 comes back and three wait for it, while a colleague grants a part and the portal looks four times."""
    waiting = [second, *(make_application(course, today, name, waits=True) for name in ("Noor", "Sam"))]
    budget = budget_of(FUND)
    message = OutboxMessage(task="funding.move_up", payload={"budget_id": str(budget.pk)})

    def looks(number: int) -> None:
        one = OutboxMessage.objects.create(key=f"look:{number}", task=message.task, payload=message.payload)
        move_up(one.pk)

    line = only(waiting[0])
    at_once(
        lambda: withdraw(first, [only(first).pk], learner_of(first)),
        lambda: withdraw(waiting[2], [only(waiting[2]).pk], learner_of(waiting[2])),
        lambda: decide(line, grant(60_000), anna, line.version),
        *(lambda number=number: looks(number) for number in range(4)),
    )
    work_off()
    states = [only(one).state for one in waiting]
    assert states[2] == LineState.WITHDRAWN
    assert states[0] in {LineState.PARTLY_GRANTED, LineState.RESERVED}
    budget = budget_of(FUND)
    assert budget.reserved + budget.committed <= budget.ceiling
    assert (ledger.differences(), ledger.line_differences()) == ([], [])
    assert not OutboxMessage.objects.filter(done=None).exists()


def test_every_step_is_taken_from_somewhere_and_leads_on() -> None:
    """No state is a dead end that the table does not call final, and none cannot be reached."""
    reached = {step.end for step in LINE} | {LineState.PROPOSED}
    assert reached == set(LineState)
    for state in UNDECIDED:
        assert LINE.from_state(state)
