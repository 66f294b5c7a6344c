"""Whatever people do with lines, in any order and on old pages: money and states agree."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from courses.models import Course
from funding.applications.enums import ApplicationState, LineState
from funding.applications.models import Application, PlanLine
from funding.applications.states import UNDECIDED, counts_as, state_of
from funding.applications.withdrawing import withdraw
from funding.budgets import ledger
from funding.budgets.models import Budget
from funding.completing.actions import answer, ask, time_is_up
from funding.completing.models import CompletionRequest
from funding.decisions.actions import Finding, approve, decide, put_back, send_back, take_up
from funding.decisions.errors import CannotDecide
from funding.decisions.models import Decision
from funding.payments import batches
from funding.payments.enums import BatchState
from funding.payments.models import Payment, PaymentBatch
from funding.payments.verifying import payment_differences
from funding.settling.actions import see_start, settle
from portal.people.models import Fund, User
from tests.funding.making import make_application
from tests.funding.paying import name_accounts, proposed, told_by_bank
from tests.funding.test_workflow import ASIDE, FUND, REFUSE, colleague, grant, learner_of, only
from tests.outbox import work_off

pytestmark = pytest.mark.django_db


class Walk(RuleBasedStateMachine):
    """Two administrators, three learners and a bank do whatever they can think of, in any order, also on old pages."""

    applications: list[Application]
    people: list[User]

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint_create()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def line(self, number: int) -> PlanLine:
        return only(self.applications[number])

    def tried(self, work: Any) -> None:
        try:
            with transaction.atomic():
                work()
        except CannotDecide:
            pass

    lines = st.integers(0, 2)
    who = st.integers(0, 1)

    @rule(number=lines, who=who, cents=st.sampled_from([1, 60_000, 139_999, 140_000, 140_001]), old=st.booleans())
    def grant(self, number: int, who: int, cents: int, old: bool) -> None:
        line = self.line(number)
        self.tried(lambda: decide(line, grant(cents), self.people[who], line.version - old))

    @rule(number=lines, who=who, finding=st.sampled_from([REFUSE, ASIDE]))
    def refuse(self, number: int, who: int, finding: Finding) -> None:
        line = self.line(number)
        self.tried(lambda: decide(line, finding, self.people[who], line.version))

    @rule(number=lines, who=who)
    def approve(self, number: int, who: int) -> None:
        line = self.line(number)
        self.tried(lambda: approve(line, self.people[who], line.version))

    @rule(number=lines, who=who)
    def send_back(self, number: int, who: int) -> None:
        line = self.line(number)
        self.tried(lambda: send_back(line, "Kijk nog eens.", self.people[who], line.version))

    @rule(number=lines, who=who, up=st.booleans())
    def take(self, number: int, who: int, up: bool) -> None:
        line = self.line(number)
        self.tried(lambda: (take_up if up else put_back)(line, self.people[who], line.version))

    @rule(number=lines, who=who)
    def ask(self, number: int, who: int) -> None:
        line = self.line(number)
        self.tried(lambda: ask(line, "Wat?", date(2026, 12, 8), self.people[who], line.version))

    @rule(number=lines, answered=st.booleans())
    def complete(self, number: int, answered: bool) -> None:
        asked = CompletionRequest.objects.select_related("line__fund").filter(line=self.line(number)).last()
        if asked and answered:
            answer(asked, "Dit.", learner_of(self.applications[number]))
        elif asked:
            time_is_up(asked)

    @rule(number=lines)
    def withdraw(self, number: int) -> None:
        line = self.line(number)
        withdraw(self.applications[number], [line.pk], learner_of(self.applications[number]))

    @rule(number=lines, who=who)
    def begin(self, number: int, who: int) -> None:
        line = self.line(number)
        if line.state in {LineState.GRANTED, LineState.PARTLY_GRANTED}:
            self.tried(lambda: see_start(line, date(2026, 11, 24), self.people[who]))

    @rule(number=lines, who=who, cents=st.sampled_from([0, 50_000, 60_000, 140_000]))
    def settle(self, number: int, who: int, cents: int) -> None:
        line = self.line(number)
        self.tried(lambda: settle(line, cents, "Bewijs gezien.", self.people[who], line.version))

    @rule()
    def propose_payments(self) -> None:
        self.tried(lambda: proposed(self.people[0]))

    @rule(released=st.booleans())
    def follow_a_batch(self, released: bool) -> None:
        batch = PaymentBatch.objects.filter(state__in=[BatchState.PROPOSED, BatchState.CHECKED]).first()
        if batch and batch.state == BatchState.PROPOSED:
            self.tried(lambda: batches.check(batch, self.people[0]))
        elif batch and released:
            self.tried(lambda: batches.release(batch, date(2026, 11, 24), self.people[1]))
        elif batch:
            self.tried(lambda: batches.cancel(batch, self.people[0]))

    @rule(number=lines, status=st.sampled_from(["betaald", "betaald", "mislukt", "teruggekomen", "in behandeling"]))
    def the_bank_tells(self, number: int, status: str) -> None:
        payment = Payment.objects.filter(line=self.line(number)).last()
        if payment:
            told = (payment.number, f"{payment.cents // 100},{payment.cents % 100:02d}", status)
            second = self.people[1] if status in {"mislukt", "teruggekomen"} else None
            self.tried(lambda: told_by_bank(self.people[0], told, second=second))

    @rule(limit=st.sampled_from([100_000, 150_000]))
    def change_limit(self, limit: int) -> None:
        Fund.objects.filter(pk=FUND).update(sole_decision_limit=limit)

    @rule()
    def work(self) -> None:
        work_off()

    @invariant()
    def money_and_states_agree(self) -> None:
        assert ledger.differences() == []
        assert ledger.line_differences() == []
        assert payment_differences() == []
        for one in Application.objects.prefetch_related("lines"):
            assert one.state == state_of(
                [counts_as(line.state, line.settled_cents) for line in one.lines.all()], ApplicationState(one.state)
            )
        for line in PlanLine.objects.prefetch_related("decisions"):
            assert line.state not in UNDECIDED or line.decision is None
            assert (line.suspended_on is not None) == (line.state == LineState.AWAITING_APPLICANT)
            assert line.decision is None or line.decision.cents == line.granted_cents
        for decision in Decision.objects.all():
            assert decision.asked_cents <= decision.limit_cents or decision.prepared_by_id != decision.decided_by_id


def test_whatever_people_do_money_and_states_agree(course: Course, today: date) -> None:
    Budget.objects.filter(scheme=FUND).update(ceiling=200_000)  # enough for one and a half
    anna = colleague("Anna")
    Walk.applications = [make_application(course, today, name, waits=name != "Lena") for name in ("Lena", "Mo", "Noor")]
    Walk.people = [anna, colleague("Bram")]
    name_accounts(PlanLine.objects.select_related("fund", "application__course__provider").all()[0], anna)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
