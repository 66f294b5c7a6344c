"""Budgets: ceilings with a reason, transfers by two, and parts that are only for some, under any concurrency."""

from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.withdrawing import withdraw
from funding.budgets import changing, ledger
from funding.budgets.enums import TransferState
from funding.budgets.errors import (
    AlreadyProposed,
    BelowWhatIsUsed,
    BudgetExhausted,
    NotTheirBudget,
    SameCeiling,
    TakesTwo,
    TransferGone,
)
from funding.budgets.models import Budget, BudgetTransfer, CeilingChange, Earmark
from portal.people.enums import Role
from portal.people.models import User
from portal.regions.models import Area
from tests.funding.making import load, make_application
from tests.funding.paying import FUND, colleague, whole
from tests.funding.test_ledger import another
from tests.outbox import work_off
from tests.people import log_in, make_user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna", Role.FUND_ADMINISTRATOR)


@pytest.fixture
def ingrid(schemes: None) -> User:
    return colleague("Ingrid")


@pytest.fixture
def line(course: Course, today: date) -> PlanLine:
    """Holds € 1.400 of a budget of € 3.000."""
    made = make_application(course, today).lines.get()
    Budget.objects.filter(scheme=FUND).update(ceiling=300_000)
    return whole(made)


def now() -> Budget:
    return Budget.objects.select_related("scheme__fund").get(scheme=FUND, period__contains=date(2026, 11, 24))


@pytest.fixture
def later(line: PlanLine) -> Budget:
    """The budget of another year, of nothing."""
    Budget.objects.filter(pk=now().pk).update(period=DateRange(date(2026, 1, 1), date(2027, 1, 1)))
    return Budget.objects.create(scheme=now().scheme, period=DateRange(date(2027, 1, 1), None), ceiling=0)


def sound() -> bool:
    return not (ledger.differences() or ledger.line_differences() or ledger.earmark_differences())


def set_ceiling(cents: int, reason: str, by: User, second: User) -> None:
    asked = changing.propose_ceiling(now(), cents, reason, by)
    changing.transfer(whole_transfer(asked), second)


def whole_transfer(asked: BudgetTransfer) -> BudgetTransfer:
    return BudgetTransfer.objects.select_related("source__scheme", "target__scheme").get(pk=asked.pk)


def test_a_ceiling_goes_up_by_two_with_a_reason_and_who_waits_gets_money(
    line: PlanLine, course: Course, today: date, anna: User, ingrid: User
) -> None:
    waiting = [make_application(course, today, name, waits=True).lines.get() for name in ("Mo", "Noor")]
    assert [one.state for one in waiting] == [LineState.RESERVED, LineState.WAITING]
    asked = whole_transfer(changing.propose_ceiling(now(), 500_000, "Besluit 12 van het bestuur.", ingrid))
    assert now().ceiling == 300_000
    for alone, problem in ((ingrid, TakesTwo), (anna, NotTheirBudget)):
        with pytest.raises(problem):
            changing.transfer(asked, alone)
    changing.transfer(asked, colleague("Kim"))
    work_off()
    assert whole(waiting[1]).state == LineState.RESERVED
    for cents in (0, now().used - 1, -1, -(10**30)):
        with pytest.raises(BelowWhatIsUsed):
            changing.propose_ceiling(now(), cents, "Minder.", anna)
    with pytest.raises(SameCeiling):
        changing.propose_ceiling(now(), now().ceiling, "Niets.", anna)
    late = whole_transfer(changing.propose_ceiling(now(), now().used, "Minder.", anna))
    for cents in (now().used, now().ceiling + 1):  # asked twice it would be done twice
        with pytest.raises(AlreadyProposed):
            changing.propose_ceiling(now(), cents, "Nog eens.", anna)
    Budget.objects.filter(pk=now().pk).update(ceiling=F("ceiling") - 1)
    with pytest.raises(BelowWhatIsUsed):
        changing.transfer(late, ingrid)
    Budget.objects.filter(pk=now().pk).update(ceiling=F("ceiling") + 1)
    changing.transfer(late, ingrid)
    with pytest.raises(NotTheirBudget):
        changing.propose_ceiling(now(), 1, "Ik wil het.", make_user("Ander"))
    assert [(one.before_cents, one.after_cents) for one in CeilingChange.objects.all()] == [
        (500_000, 420_000),
        (300_000, 500_000),
    ]
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        CeilingChange.objects.update(reason="Anders.")
    # The database itself: no change without a transfer that was done, and none of another amount.
    done = BudgetTransfer.objects.filter(state=TransferState.DONE).first()
    late = changing.propose_ceiling(now(), now().ceiling + 1, "Later.", anna)
    told = {"budget": now(), "before_cents": 1, "reason": "Zelf.", "by": anna}
    for more in (
        {"transfer": None, "after_cents": 2},
        {"transfer": late, "after_cents": 2},
        {"transfer": done, "after_cents": 2},
    ):
        with pytest.raises(IntegrityError, match="by two people only"), transaction.atomic():
            CeilingChange.objects.create(**told, **more)
    assert sound()


def test_a_transfer_takes_two_and_moves_only_what_is_free(
    line: PlanLine, later: Budget, anna: User, ingrid: User
) -> None:
    with pytest.raises(BelowWhatIsUsed):
        changing.propose_transfer(now(), later, 160_001, "Te veel.", anna)
    asked = changing.propose_transfer(now(), later, 160_000, "Naar volgend jaar.", ingrid)
    with pytest.raises(AlreadyProposed):
        changing.propose_transfer(now(), later, 160_000, "Naar volgend jaar.", ingrid)
    asked = whole_transfer(asked)
    with pytest.raises(TakesTwo):
        changing.transfer(asked, ingrid)
    with pytest.raises(NotTheirBudget):
        changing.transfer(asked, anna)
    with pytest.raises(IntegrityError, match="transfer_takes_two_people"), transaction.atomic():
        BudgetTransfer.objects.update(state=TransferState.DONE, decided_by=ingrid, decided=asked.proposed)
    kim = colleague("Kim")
    set_ceiling(299_999, "Iets minder.", anna, kim)
    with pytest.raises(BelowWhatIsUsed):
        changing.transfer(asked, kim)
    set_ceiling(300_000, "Toch niet.", anna, kim)
    changing.transfer(asked, kim)
    for again in (lambda: changing.transfer(asked, kim), lambda: changing.cancel_transfer(asked, anna)):
        with pytest.raises(TransferGone):
            again()
    later.refresh_from_db()
    assert (now().ceiling, later.ceiling, sound()) == (140_000, 160_000, True)


def test_who_a_part_is_for_draws_on_it_first_and_others_never(
    line: PlanLine, course: Course, today: date, anna: User
) -> None:
    """€ 1.600 is free, of which € 1.000 only for who lives in Assen, as Lena and Mo do; Noor lives in Tynaarlo."""
    mark = changing.keep_apart(now(), "Assen", ["metal"], ["GM0106"], 100_000, anna)
    assert now().left == 60_000
    with pytest.raises(BelowWhatIsUsed):
        changing.keep_apart(now(), "Nog een", [], ["GM0106"], 60_001, anna)
    noor = make_application(course, today, "Noor", waits=True, residence="GM1730", work_municipality="GM1730")
    assert noor.lines.get().state == LineState.WAITING
    with pytest.raises(BudgetExhausted):
        ledger.reserve(now().pk, noor.lines.get().pk, 60_001)
    mo = make_application(course, today, "Mo", waits=True)
    work_off()
    assert whole(mo.lines.get()).state == LineState.RESERVED
    mark.refresh_from_db()
    assert (mark.used, now().kept, now().left, sound()) == (100_000, 0, 20_000, True)
    assert mo.learner
    withdraw(load(mo), [mo.lines.get().pk], mo.learner)
    mark.refresh_from_db()
    assert (mark.used, now().kept, now().left, sound()) == (0, 100_000, 60_000, True)
    for change in ({"used": 100_001}, {"used": -1}):
        with pytest.raises(IntegrityError, match="earmark_never_overdrawn"), transaction.atomic():
            Earmark.objects.update(**change)
    with pytest.raises(IntegrityError, match="budget_never_over_ceiling"), transaction.atomic():
        Budget.objects.filter(pk=now().pk).update(kept=160_001)
    changing.let_go(Earmark.objects.select_related("budget__scheme").get(pk=mark.pk), anna)
    work_off()
    assert (whole(noor.lines.get()).state, sound()) == (LineState.RESERVED, True)


def test_a_budget_that_is_divided_over_areas_has_a_ceiling_for_each(
    line: PlanLine, course: Course, today: date, anna: User
) -> None:
    """€ 1.600 is free: € 1.400 for Assen, € 200 for Tynaarlo. Nobody draws on what is of another area."""
    changing.keep_apart(now(), "Tynaarlo", [], ["GM1730"], 20_000, anna)
    changing.keep_apart(now(), "Assen", [], ["GM0106"], 140_000, anna)
    assert now().left == 0
    noor = make_application(course, today, "Noor", waits=True, residence="GM1730", work_municipality="GM1730")
    mo, sam = (make_application(course, today, name, waits=True) for name in ("Mo", "Sam"))
    work_off()
    states = [whole(one.lines.get()).state for one in (noor, mo, sam)]
    assert states == [LineState.WAITING, LineState.RESERVED, LineState.WAITING]
    with pytest.raises(BudgetExhausted):
        ledger.reserve(now().pk, sam.lines.get().pk, 1)
    assert sound()


def _marked(line: PlanLine, mark: Earmark | None, number: int) -> list[PlanLine]:
    with transaction.atomic():
        made = [another(line) for _ in range(number)]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            PlanLine.objects.filter(pk__in=[one.pk for one in made]).update(earmark=mark)
        return made


@pytest.mark.django_db(transaction=True)
def test_a_crowd_never_takes_what_is_kept_for_others(line: PlanLine, anna: User) -> None:
    """€ 300 is free, of which € 100 for some: 15 + 15 who each ask € 20 get exactly € 300, others at most € 200."""
    Budget.objects.filter(pk=now().pk).update(ceiling=F("reserved") + 30_000)
    mark = changing.keep_apart(now(), "Assen", [], ["GM0106"], 10_000, anna)
    marked, others = _marked(line, mark, 15), _marked(line, None, 15)
    budget = now().pk
    asks = [lambda one=one: ledger.reserve(budget, one.pk, 2_000) for one in (*others, *marked)]
    results = at_once(*asks)
    got = [result is None for result in results]
    mark.refresh_from_db()
    assert sum(got) == 15
    assert sum(got[:15]) <= 10
    assert (now().left, now().kept, mark.used, ledger.earmark_differences(), ledger.differences()) == (
        *(0, 0, 10_000),
        *([], []),
    )
    gives_back: list[Any] = [
        lambda one=one: ledger.release(budget, one.pk, 2_000)
        for one, had in zip((*others, *marked), got, strict=True)
        if had
    ]
    assert set(at_once(*gives_back)) == {None}
    mark.refresh_from_db()
    assert (now().kept, mark.used, ledger.earmark_differences(), ledger.differences()) == (10_000, 0, [], [])


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_draw_the_same_part(line: PlanLine, anna: User) -> None:
    """The control: look at what a part has left and write afterwards, with its CHECK taken away."""
    mark = changing.keep_apart(now(), "Assen", [], ["GM0106"], 2_000, anna)
    looked = Barrier(2)

    def careless() -> bool:
        with transaction.atomic():
            seen = Earmark.objects.get(pk=mark.pk)
            looked.wait(PATIENCE)
            if seen.left < 2_000:
                return False
            Earmark.objects.filter(pk=mark.pk).update(used=F("used") + 2_000)
            return True

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE funding_earmark DROP CONSTRAINT earmark_never_overdrawn")
    try:
        assert at_once(careless, careless) == [True, True]
        assert len(ledger.earmark_differences()) == 2
    finally:
        Earmark.objects.update(used=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE funding_earmark ADD CONSTRAINT earmark_never_overdrawn CHECK (used >= 0 AND used <= cents)"
            )


def test_the_pages_of_a_budget(line: PlanLine, later: Budget, anna: User, ingrid: User, client: Client) -> None:
    log_in(client, anna)
    page = reverse("funding:budget", args=[now().pk])
    assert "1.600" in client.get(reverse("funding:budgets")).text
    form = reverse("funding:ceiling", args=[now().pk])
    for amount, told in (("1", "Zoveel is er niet vrij"), ("3000", "plafond van nu"), ("veel", "bedrag in euro")):
        client.post(form, {"ceiling": amount, "reason": "x"})
        assert told in client.get(form).text
    assert client.post(form, {"ceiling": "2.000.000,00", "reason": "Besluit 12."}).url == page
    other = log_in(Client(), ingrid)
    assert "verhogen: van € 3.000 naar € 2.000.000" in " ".join(client.get(page).text.replace("\xa0", " ").split())
    assert "Stel het plafond vast" not in client.get(page).text
    assert "Stel het plafond vast" in other.get(page).text
    assert other.post(reverse("funding:transfer", args=[BudgetTransfer.objects.get().pk])).url == page
    assert now().ceiling == 200_000_000
    assert "Besluit 12." in client.get(page).text
    form = reverse("funding:keep_apart", args=[now().pk])
    client.post(form, {"mark_name": "Emmen", "cents": "10"})
    assert "Kies een sector of een gemeente" in client.get(form).text
    assert client.post(form, {"mark_name": "Emmen", "cents": "10", "places": "Emmen"}).url == page
    assert "Vrij voor: Emmen" in client.get(page).text
    north = Area.objects.get(slug="noord-nederland")
    told = {"mark_name": "Noord", "cents": "20", "area": north.pk, "places": "Zwolle"}
    assert client.post(form, told).url == page
    codes = set(north.municipalities.values_list("code", flat=True))
    assert {"GM0106", "GM0114"} < codes
    assert set(Earmark.objects.get(name="Noord").municipalities) == codes | {"GM0193"}
    form = reverse("funding:propose_transfer", args=[now().pk])
    assert client.post(form, {"target": later.pk, "cents": "5", "reason": "Volgend jaar."}).url == page
    agree = reverse("funding:transfer", args=[BudgetTransfer.objects.get(state="proposed").pk])
    assert agree in other.get(page).text
    assert agree not in client.get(page).text
    assert other.post(agree).url == page
    later.refresh_from_db()
    assert later.ceiling == 500
