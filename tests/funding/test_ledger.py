"""Never over a ceiling, never a cent that the ledger does not know."""

from datetime import date
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import Course
from funding.applications.models import PlanLine
from funding.budgets import ledger
from funding.budgets.enums import Movement
from funding.budgets.errors import BudgetExhausted
from funding.budgets.models import Budget, LedgerEntry
from funding.schemes.models import Scheme
from portal.people.models import Fund
from tests.funding.making import budget_of, make_application
from tests.threads import PATIENCE, at_once


@pytest.fixture
def line(course: Course, today: date) -> PlanLine:
    """A line with € 1.400 reserved."""
    return make_application(course, today).lines.select_related("budget").get()


def another(line: PlanLine) -> PlanLine:
    """One more line on the same budget, to move money for; only the ledger matters here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        copy = PlanLine.objects.get(pk=line.pk)
        copy.pk, copy.application_id, copy._state.adding = uuid4(), uuid4(), True
        copy.save()
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return copy


@pytest.mark.django_db
def test_every_movement_moves_the_counters_and_adds_an_entry(line: PlanLine) -> None:
    budget = budget_of("het-noorden-leert-door")
    assert (budget.reserved, budget.committed, budget.paid) == (140_000, 0, 0)
    ledger.commit(budget.pk, line.pk, 100_000)
    ledger.release(budget.pk, line.pk, 40_000)
    budget.refresh_from_db()
    assert (budget.reserved, budget.committed, budget.paid) == (0, 100_000, 0)
    assert list(LedgerEntry.objects.values_list("movement", "cents")) == [
        (Movement.RESERVE, 140_000),
        (Movement.COMMIT, 100_000),
        (Movement.RELEASE, 40_000),
    ]
    assert ledger.differences() == []


@pytest.mark.django_db
def test_the_same_movement_twice_is_one(line: PlanLine) -> None:
    budget = budget_of("het-noorden-leert-door")
    ledger.reserve(budget.pk, line.pk, 140_000)
    ledger.reserve(budget.pk, line.pk, 140_000)
    budget.refresh_from_db()
    assert budget.reserved == 140_000
    assert ledger.differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_and_less_cannot_be_moved(line: PlanLine, cents: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        ledger.reserve(line.budget_id, line.pk, cents)


@pytest.mark.django_db
def test_a_ceiling_is_refused_to_the_cent(line: PlanLine) -> None:
    budget = budget_of("het-noorden-leert-door")
    more = another(line)
    with pytest.raises(BudgetExhausted):
        ledger.reserve(budget.pk, more.pk, budget.left + 1)
    ledger.reserve(budget.pk, more.pk, budget.left)
    budget.refresh_from_db()
    assert budget.left == 0


@pytest.mark.django_db
def test_the_database_itself_refuses_what_goes_over_or_under(line: PlanLine) -> None:
    budget = budget_of("het-noorden-leert-door")
    for change in ({"reserved": F("ceiling") + 1}, {"ceiling": 1}, {"committed": -1}):
        with pytest.raises(IntegrityError, match="budget_"), transaction.atomic():
            Budget.objects.filter(pk=budget.pk).update(**change)
    entries = LedgerEntry.objects.filter(budget=budget)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entries.update(cents=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entries.delete()


@pytest.mark.django_db
def test_a_counter_that_was_changed_behind_the_ledger_is_found(line: PlanLine) -> None:
    Budget.objects.filter(scheme="het-noorden-leert-door").update(committed=F("committed") + 5)
    found = ledger.differences()
    assert [(one.counters, one.entries) for one in found] == [((140_000, 5, 0), (140_000, 0, 0))]


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_applicants_for_2500_places_get_exactly_the_ceiling(line: PlanLine) -> None:
    """The opening of a fund: 32 at a time, each for another application, until all 10,000 were told."""
    budget = budget_of("het-noorden-leert-door")
    Budget.objects.filter(pk=budget.pk).update(ceiling=F("reserved") + 2_500 * 1_000)
    waiting = _many(line, 10_000)

    def hand() -> list[bool]:
        told = []
        while True:
            try:
                one = waiting.pop()
            except IndexError:
                return told
            try:
                ledger.reserve(budget.pk, one, 1_000)
            except BudgetExhausted:
                told.append(False)
            else:
                told.append(True)

    told = [got for hands in at_once(*[hand] * 32) for got in hands]
    assert (len(told), told.count(True)) == (10_000, 2_500)
    budget.refresh_from_db()
    assert (budget.left, budget.reserved) == (0, 140_000 + 2_500 * 1_000)
    assert LedgerEntry.objects.filter(cents=1_000).count() == 2_500
    assert ledger.differences() == []


def _many(line: PlanLine, number: int) -> list[UUID]:
    """The ids of as many lines on the same budget, each of an application of its own; only the ledger matters here."""
    columns = [field.column for field in PlanLine._meta.local_fields if field.column not in {"id", "application_id"}]
    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"INSERT INTO funding_planline (id, application_id, {names})"  # noqa: S608 - names of our own columns
            f" SELECT gen_random_uuid(), gen_random_uuid(), {names}"
            " FROM funding_planline, generate_series(1, %s) WHERE id = %s RETURNING id",
            [number, line.pk],
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_guard(line: PlanLine) -> None:
    """The control: look first and write afterwards, as a careless writer would, with the CHECK taken away."""
    budget = budget_of("het-noorden-leert-door")
    Budget.objects.filter(pk=budget.pk).update(ceiling=F("reserved") + 10 * 1_000)

    all_looked = Barrier(20)  # so that the race is certain

    def careless() -> bool:
        with transaction.atomic():
            seen = Budget.objects.get(pk=budget.pk)
            all_looked.wait(PATIENCE)
            if seen.left < 1_000:
                return False
            Budget.objects.filter(pk=budget.pk).update(reserved=F("reserved") + 1_000)
            return True

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE funding_budget DROP CONSTRAINT budget_never_over_ceiling")
    try:
        results = at_once(*[careless] * 20)
        budget.refresh_from_db()
        assert results.count(True) == 20
        assert budget.left < 0
    finally:
        Budget.objects.filter(pk=budget.pk).update(reserved=140_000)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE funding_budget ADD CONSTRAINT budget_never_over_ceiling "
                "CHECK (ceiling >= (((reserved + committed) + paid) + kept))"
            )


class AnyOrderOfMovements(TestCase):
    """Whatever is tried, in whatever order: the counters stay in bounds and the ledger adds up."""

    @given(
        st.lists(st.tuples(st.sampled_from(["reserve", "release", "commit"]), st.integers(1, 60_000)), max_size=25),
        st.integers(0, 100_000),
    )
    @settings(max_examples=60, deadline=None)
    def test_ledger_and_counters_agree(self, movements: list[tuple[str, int]], ceiling: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the lines themselves do not matter here
        budget = _empty_budget(ceiling)
        for name, cents in movements:
            try:
                getattr(ledger, name)(budget.pk, uuid4(), cents)
            except BudgetExhausted:
                continue
            budget.refresh_from_db()
            assert 0 <= budget.reserved + budget.committed + budget.paid <= ceiling
        assert ledger.differences() == []


def _empty_budget(ceiling: int) -> Budget:
    fund, _made = Fund.objects.get_or_create(slug="fonds", defaults={"name": "Fonds", "sector": "public"})
    slug = uuid4().hex
    scheme = Scheme.objects.create(slug=slug, name=slug, summary="x", for_whom="x", fund=fund)
    return Budget.objects.create(scheme=scheme, period=DateRange(date(2026, 1, 1), None), ceiling=ceiling)


@pytest.mark.django_db
def test_a_line_gives_no_more_than_it_held_and_nothing_of_another(line: PlanLine) -> None:
    budget = budget_of("het-noorden-leert-door")
    more = another(line)
    ledger.reserve(budget.pk, more.pk, 50_000)
    for move in (ledger.commit, ledger.release):
        with pytest.raises(BudgetExhausted):
            move(budget.pk, line.pk, 140_001)
    ledger.commit(budget.pk, line.pk, 100_000)
    with pytest.raises(BudgetExhausted):
        ledger.release(budget.pk, line.pk, 40_001)
    with pytest.raises(ValueError, match="moved 100000 cents before"):
        ledger.commit(budget.pk, line.pk, 90_000)


@pytest.mark.django_db
def test_a_line_whose_entries_do_not_fit_its_state_is_found(line: PlanLine) -> None:
    assert ledger.line_differences() == []
    ledger.commit(line.budget_id, line.pk, 140_000)
    assert ledger.differences() == []
    assert [(one.line, one.reserved, one.committed) for one in ledger.line_differences()] == [
        (str(line.pk), 140_000, 140_000)
    ]
