"""A proposal for the best use of budgets: worked out apart, adopted by two people, never half and never late."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.budgets import ledger
from funding.budgets.enums import Order
from funding.budgets.models import Budget
from funding.schemes.models import Scheme
from funding.steering import adopting
from funding.steering.enums import RunState
from funding.steering.errors import CannotAdopt
from funding.steering.gathering import gather
from funding.steering.models import Adoption, Choice, RunBudget, SteeringRun
from funding.steering.page import extra_words
from funding.steering.running import ask_run, stop_run
from portal.people.enums import Role
from portal.people.models import User
from portal.record import outbox
from portal.record.models import AuditEvent
from portal.templatetags.portal import euros
from tests.funding.making import budget_of, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def staff(anna: User, bram: User) -> tuple[User, User]:
    """Anna administers the fund, Bram approves."""
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    return anna, bram


@pytest.fixture
def waiting(course: Course, today: date) -> list[Application]:
    """A budget that is empty, and five people who wait for it: the first for much, the others for less."""
    Budget.objects.filter(scheme=FUND).update(ceiling=0, order=Order.FREE)
    found = [
        make_application(course, today, f"Lena{n}", waits=True, employer_contribution=paid)
        for n, paid in enumerate([0, 100_000, 100_000, 100_000, 100_000])
    ]
    work_off()
    return found


def money(cents: int) -> Budget:
    Budget.objects.filter(scheme=FUND).update(ceiling=cents)
    return budget_of(FUND)


def line_of(application: Application) -> PlanLine:
    return PlanLine.objects.get(application=application, fund=FUND)


def proposal(by: User, **asked: object) -> SteeringRun:
    run = ask_run([FUND], by, **{"emphasis": "heads", **asked})  # type: ignore[arg-type]
    work_off()
    run.refresh_from_db()
    return run


def test_more_people_get_what_they_asked_and_two_people_adopt_it(
    waiting: list[Application], staff: tuple[User, User], client: Client
) -> None:
    anna, bram = staff
    asked = [line_of(application).cents for application in waiting]
    assert asked[0] > 2 * asked[1]
    budget = money(sum(asked[1:3]) + asked[0] // 2)
    run = proposal(anna)
    assert run.state == RunState.READY
    result = run.result or {}
    assert result["helped"] > result["by_receipt"]
    assert result["helped"] <= result["bound"]
    chosen = set(Choice.objects.filter(run=run, served=True, as_asked=True).values_list("application", flat=True))
    log_in(client, anna)
    page = client.get(reverse("funding:steering_run", args=[run.pk]))
    assert f"<strong>{result['helped']}</strong> van de 5" in page.text
    assert "Dat is bewezen" in page.text or "bewezen de beste" in page.text
    # What € 10.000 more would do: of who is left, nobody asks more than the first of them.
    (row,) = result["budgets"].values() if isinstance(result["budgets"], dict) else result["budgets"]
    assert 1_000_000 / asked[0] * 0.99 <= row["extra"] <= 1_000_000 / min(asked) * 1.01
    assert extra_words(row["extra"], Scheme.objects.get(pk=FUND).name) in unescape(page.text)
    people = client.get(reverse("funding:steering_choices", args=[run.pk]) + "?toon=verschil").text
    assert waiting[0].number in people

    prepare = reverse("funding:prepare_adoption", args=[run.pk])
    assert client.post(prepare).status_code == 422
    assert client.post(prepare, {"budgets": [str(budget.pk)]}).status_code == 302
    assert client.post(reverse("funding:adopt", args=[run.pk])).status_code == 404  # not an approver
    with pytest.raises(CannotAdopt, match="tweede persoon"):
        adopting.adopt(Adoption.objects.all(), anna)
    log_in(client, bram)
    assert client.post(reverse("funding:adopt", args=[run.pk]), follow=True).status_code == 200
    states = {a.pk: line_of(a).state for a in waiting}
    assert {pk for pk, state in states.items() if state == LineState.RESERVED} == chosen
    assert ledger.differences() == []
    assert ledger.line_differences() == []
    assert AuditEvent.objects.filter(verb="adopt", actor=bram.pk).count() == 1
    assert AuditEvent.objects.filter(verb="move_up", actor=bram.pk).count() == len(chosen)


def test_more_money_is_told_in_people() -> None:
    assert extra_words(6.7, "Fonds") == f"{euros(1_000_000)} extra in Fonds helpt ongeveer 7 mensen meer."
    assert extra_words(1.2, "Fonds") == f"{euros(1_000_000)} extra in Fonds helpt ongeveer 1 mens meer."
    assert extra_words(0.25, "Fonds") == f"Voor ongeveer {euros(4_000_000)} extra in Fonds help je één mens meer."
    assert extra_words(0.0, "Fonds") == f"{euros(1_000_000)} extra in Fonds helpt niemand meer."


def test_a_budget_that_moved_makes_the_proposal_stale_in_code_and_in_the_database(
    waiting: list[Application], staff: tuple[User, User]
) -> None:
    anna, bram = staff
    budget = money(line_of(waiting[0]).cents)
    run = proposal(anna)
    (adoption,) = adopting.prepare(run, [budget], anna)
    money(budget.ceiling + 1)
    with pytest.raises(CannotAdopt, match="nieuw voorstel"):
        adopting.adopt([adoption], bram)
    with pytest.raises(Error, match="cannot be adopted"), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(adopted_by=bram, adopted="2026-11-24T12:00Z")
    assert not PlanLine.objects.filter(state=LineState.RESERVED).exists()
    money(budget.ceiling)
    with pytest.raises(Error, match="nobody_adopts_alone"), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(adopted_by=anna, adopted="2026-11-24T12:00Z")
    assert adopting.adopt([adoption], bram) >= 1
    assert adopting.adopt([adoption], bram) == 0  # pressed twice


def test_somebody_who_left_meanwhile_undoes_the_whole_adoption(
    waiting: list[Application], staff: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bram = staff
    budget = money(sum(line_of(application).cents for application in waiting[1:]))
    run = proposal(anna)
    (adoption,) = adopting.prepare(run, [budget], anna)
    stale = list(adopting.lines_of(run, budget))
    PlanLine.objects.filter(pk=stale[-1].pk).update(state=LineState.WITHDRAWN)
    monkeypatch.setattr(adopting, "lines_of", lambda *_: stale)  # the list as it was read just before
    with pytest.raises(CannotAdopt):
        adopting.adopt([adoption], bram)
    assert not PlanLine.objects.filter(state=LineState.RESERVED).exists()
    adoption.refresh_from_db()
    assert adoption.adopted is None


def test_where_the_scheme_goes_by_receipt_nobody_chooses(waiting: list[Application], staff: tuple[User, User]) -> None:
    anna, _bram = staff
    Budget.objects.filter(scheme=FUND).update(order=Order.COMPLETENESS)
    budget = money(line_of(waiting[1]).cents)  # not enough for the first, and nobody overtakes
    run = proposal(anna)
    assert run.result is not None
    assert run.result["helped"] == 0
    with pytest.raises(CannotAdopt, match="volgorde van binnenkomst"):
        adopting.prepare(run, [budget], anna)
    with pytest.raises(Error, match="cannot be adopted"), transaction.atomic():
        Adoption.objects.create(run=run, budget=budget, prepared_by=anna)


def test_other_combinations_are_told_and_never_adopted_without_the_learner(
    waiting: list[Application], staff: tuple[User, User]
) -> None:
    anna, _bram = staff
    budget = money(line_of(waiting[0]).cents)
    run = proposal(anna, combinations=True, even=80)
    assert run.state == RunState.READY
    changed = Choice.objects.filter(run=run, as_asked=False).values_list("application", flat=True)
    assert not {line.application_id for line in adopting.lines_of(run, budget)} & {
        choice.application_id
        for choice in Choice.objects.filter(run=run, application__in=changed)
        if not any(line["as_asked"] for line in choice.lines)
    }


def test_of_other_funds_no_more_is_given_than_is_free_there(
    waiting: list[Application], staff: tuple[User, User], today: date
) -> None:
    anna, _bram = staff
    budget = money(line_of(waiting[0]).cents)
    Budget.objects.exclude(scheme=FUND).update(ceiling=150_000, reserved=0, committed=0, paid=0)
    run = proposal(anna, combinations=True)
    counted = {one.scheme: one.cents for one in gather(run, [budget], today).built.budgets}
    assert counted.pop(FUND) == budget.left
    assert counted
    assert set(counted.values()) == {150_000}
    assert [row["scheme"] for row in run.result["budgets"]] == [FUND]
    given: dict[str, int] = {}
    for choice in Choice.objects.filter(run=run):
        for line in choice.lines:
            given[line["scheme"]] = given.get(line["scheme"], 0) + line["cents"]
    assert all(given.get(scheme, 0) <= cents for scheme, cents in counted.items())


def test_a_run_that_is_stopped_or_asked_twice_leaves_nothing_behind(
    waiting: list[Application], staff: tuple[User, User]
) -> None:
    anna, _bram = staff
    run = ask_run([FUND], anna, emphasis="heads")
    stop_run(run)
    work_off()
    run.refresh_from_db()
    assert (run.state, Choice.objects.count(), RunBudget.objects.count()) == (RunState.CANCELLED, 0, 0)
    again = proposal(anna)
    rows = Choice.objects.count()
    outbox.put("funding.steer", "once more", run_id=str(again.pk))
    work_off()
    assert Choice.objects.count() == rows


def test_a_solver_that_dies_is_told_and_changes_nothing(
    waiting: list[Application], staff: tuple[User, User], client: Client, settings: object, tmp_path: Path
) -> None:
    anna, _bram = staff
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]  # from there the module is not found
    run = proposal(anna)
    assert run.state == RunState.FAILED
    log_in(client, anna)
    assert "mislukt" in client.get(reverse("funding:steering_run", args=[run.pk])).text


def test_nobody_who_waits_is_an_answer_too(schemes: None, staff: tuple[User, User], client: Client) -> None:
    anna, _bram = staff
    log_in(client, anna)
    listed = reverse("funding:steering_runs")
    assert client.post(listed, {"emphasis": "luck", "even": 0}).status_code == 422
    asked = client.post(listed, {"emphasis": "first_time", "even": 90})
    work_off()
    page = client.get(asked.url)
    assert "Er wacht nu niemand op geld." in page.text
