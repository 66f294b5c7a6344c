"""A pool: divided by its rules to the cent, never overdrawn, by two people, with a report that adds up."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook

from funding.budgets.errors import BelowWhatIsUsed, NotTheirBudget
from funding.budgets.models import Budget, CeilingChange
from funding.pool_access import needs
from funding.pools import actions, lending, taking_part
from funding.pools.dividing import Member, distribution, divide
from funding.pools.enums import Kind, State
from funding.pools.errors import (
    AllotmentGone,
    AskedByYou,
    InAnotherPool,
    LoanNotAgreed,
    NameTaken,
    NoLongerIn,
    NotFromThePool,
    NothingToDivide,
    NotInThePool,
    PlaceGone,
    SameShare,
    StillHasMoney,
    TakesTwoHere,
)
from funding.pools.models import Allotment, Contribution, LoanTerm, Pool, PoolMember, Repayment
from funding.pools.page import parts_of
from funding.pools.verifying import pool_differences
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.paying import FUND, colleague
from tests.people import give_role, log_in, make_user
from tests.threads import PATIENCE, at_once

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(cents=st.integers(0, 10**12), weights=WEIGHTS)
def test_dividing_loses_no_cent_and_is_fair_to_one(cents: int, weights: list[int]) -> None:
    if not sum(weights):
        return
    shares = divide(cents, weights)
    assert sum(shares) == cents
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - cents * weight) < sum(weights)


@given(
    cents=st.integers(0, 10**10),
    percent=st.integers(0, 100),
    members=st.lists(st.builds(Member, st.integers(1, 1000), st.integers(0, 10**9)), min_size=1, max_size=8),
)
def test_by_need_nobody_gets_more_than_they_are_short_of(cents: int, percent: int, members: list[Member]) -> None:
    got = distribution(cents, percent, members)
    fixed = divide(cents * percent // 100, [member.weight for member in members])
    assert sum(got) <= cents
    for amount, share, member in zip(got, fixed, members, strict=True):
        assert share <= amount <= max(share, member.need)
    if sum(got) < cents:  # something stays only when nobody is short any more
        assert all(amount >= member.need for amount, member in zip(got, members, strict=True))


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna", Role.FUND_ADMINISTRATOR)


@pytest.fixture
def ingrid(schemes: None) -> User:
    return colleague("Ingrid")


@pytest.fixture
def maria(schemes: None) -> User:
    maria = make_user("Maria")
    give_role(maria, Role.PORTAL_MANAGER)
    return maria


@pytest.fixture
def members(anna: User, maria: User) -> list[PoolMember]:
    """A pool of € 600 and a loan of € 400 in three terms, half of it by share, over two budgets."""
    found = [Budget.objects.filter(scheme__fund=FUND).select_related("scheme").order_by("period")[0]]
    Budget.objects.filter(pk=found[0].pk).update(period=DateRange(date(2026, 1, 1), date(2027, 1, 1)))
    found.append(Budget.objects.create(scheme=found[0].scheme, period=DateRange(date(2027, 1, 1), None), ceiling=0))
    pool = taking_part.begin_pool(Fund.objects.get(pk=FUND), "Samen", 50, maria)
    actions.contribute(pool, "Provincie", Kind.GRANT, 60_000, anna)
    actions.contribute(pool, "Bank", Kind.LOAN, 40_000, anna, 3, date(2027, 1, 31))
    for one, weight in zip(found, (1, 3), strict=True):
        taking_part.ask_to_join(pool, one.pk, weight, maria)
    made = list(PoolMember.objects.select_related("pool", "budget__scheme").order_by("pk"))
    for member in made:
        taking_part.accept(member, member.weight, anna)
    return made


def place(pk: int) -> PoolMember:
    """A budget in a pool as it is now."""
    return PoolMember.objects.select_related("pool", "budget__scheme").get(pk=pk)


def now(pool: Pool) -> tuple[int, int, int]:
    pool.refresh_from_db()
    return pool.contributed, pool.held, pool.allotted


@pytest.mark.django_db
def test_two_people_divide_a_pool_and_it_is_never_overdrawn(
    members: list[PoolMember], anna: User, ingrid: User, today: date
) -> None:
    first, second = members
    pool, before = first.pool, first.budget.ceiling
    assert [(one.due, one.cents) for one in Repayment.objects.all()] == [
        (date(2027, 1, 28), 13_334),
        (date(2027, 3, 1), 13_333),  # 28 February is a Sunday
        (date(2027, 3, 30), 13_333),  # 28 March is Easter
    ]
    actions.keep_back(pool, 20_000, today + timedelta(days=30), anna)
    with pytest.raises(NotInThePool):
        actions.propose_division(Pool.objects.get(pk=pool.pk), 80_001, {}, "x", anna)
    with pytest.raises(NotTheirBudget):
        actions.propose_division(pool, 1, {}, "x", make_user("Mo"))
    # Half of € 800 by share (1 : 3); of the other half € 150 is needed, by the second.
    asked = actions.propose_division(pool, 80_000, {second.pk: 45_000}, "Besluit 1", anna)
    assert now(pool) == (100_000, 20_000, 0)
    give_role(anna, Role.APPROVER, FUND)
    with pytest.raises(TakesTwoHere):
        actions.carry_out(asked, anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Allotment.objects.filter(pk=asked.pk).update(state=State.DONE, decided_by=anna, decided=asked.proposed)
    actions.carry_out(asked, ingrid)
    with pytest.raises(AllotmentGone):
        actions.carry_out(asked, ingrid)
    assert now(pool) == (100_000, 20_000, 55_000)
    assert list(PoolMember.objects.values_list("allotted", flat=True)) == [10_000, 45_000]
    assert list(Budget.objects.filter(pk=first.budget_id).values_list("ceiling", flat=True)) == [before + 10_000]
    assert CeilingChange.objects.filter(reason="Samen: Besluit 1").count() == 2

    # From one budget to another, and no more than came from the pool, and only what is free there.
    moved = [PoolMember.objects.select_related("pool").get(pk=one.pk) for one in members]
    with pytest.raises(NotFromThePool):
        actions.propose_move(moved[0], moved[1], 10_001, "x", anna)
    over = actions.propose_move(moved[1], moved[0], 45_000, "Besluit 2", anna)
    Budget.objects.filter(pk=second.budget_id).update(reserved=1)
    with pytest.raises(BelowWhatIsUsed):
        actions.carry_out(over, ingrid)
    assert now(pool) == (100_000, 20_000, 55_000)  # all of it or nothing
    Budget.objects.filter(pk=second.budget_id).update(reserved=0)
    actions.carry_out(over, ingrid)
    assert list(PoolMember.objects.values_list("allotted", flat=True)) == [55_000, 0]
    assert now(pool) == (100_000, 20_000, 55_000)

    # A loan goes back out of what is free, once; the reserve comes free on its day and not before.
    for term in Repayment.objects.select_related("contribution__pool")[:1]:
        assert actions.repay(term, today, anna)
        assert not actions.repay(term, today, anna)
    actions.release_reserves()
    assert now(pool) == (86_666, 20_000, 55_000)
    pool.reserves.update(release_on=today)
    actions.release_reserves()
    actions.release_reserves()
    assert now(pool) == (86_666, 0, 55_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.filter(pk=pool.pk).update(allotted=90_000)


@pytest.mark.django_db
def test_a_budget_takes_part_only_when_somebody_else_of_its_fund_says_so(
    anna: User, ingrid: User, maria: User, client: Client
) -> None:
    keeper = Fund.objects.exclude(pk=FUND).order_by("pk")[0]
    give_role(anna, Role.FUND_ADMINISTRATOR, keeper.pk)
    pool = taking_part.begin_pool(keeper, "Samen", 100, maria)
    actions.contribute(pool, "Provincie", Kind.GRANT, 60_000, anna)
    pool.refresh_from_db()
    budget = Budget.objects.filter(scheme__fund=FUND).order_by("period")[0]
    give_role(maria, Role.FUND_ADMINISTRATOR, FUND)
    member = taking_part.ask_to_join(pool, budget.pk, 1, maria)
    # Nobody answered: it gets nothing, by the rules or behind their back.
    with pytest.raises(NothingToDivide):
        actions.propose_division(pool, 60_000, {}, "x", anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolMember.objects.filter(pk=member.pk).update(allotted=1)
    with pytest.raises(AskedByYou):
        taking_part.accept(place(member.pk), 1, maria)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolMember.objects.filter(pk=member.pk).update(accepted=member.asked, accepted_by=maria)
    # Somebody of the fund sees the pool that another fund keeps, and answers; who works elsewhere cannot.
    page, answer = reverse("funding:pool", args=[pool.pk]), reverse("funding:answer_pool", args=[member.pk])
    farid = colleague("Farid", Role.FUND_ADMINISTRATOR)
    log_in(client, farid)
    assert "1 vraag of voorstel wacht op jou" in client.get(reverse("portal:staff_home")).text
    assert "Doe mee" in client.get(page).text
    client.post(answer, {"decline": "1"})
    assert client.get(page).status_code == 404  # no longer any of theirs
    assert client.post(answer, {"accept": "1"}).status_code == 404
    member = taking_part.ask_to_join(pool, budget.pk, 1, maria)
    stranger = make_user("Mo")
    give_role(stranger, Role.FUND_ADMINISTRATOR, keeper.pk)
    log_in(client, stranger)
    answer = reverse("funding:answer_pool", args=[member.pk])
    assert client.post(answer, {"accept": "1"}).status_code == 404
    log_in(client, farid)
    # What they accept is the share on the page: one that changed meanwhile is shown first.
    taking_part.ask_to_join(pool, budget.pk, 2, maria)
    assert "intussen veranderd" in client.post(answer, {"accept": "1", "weight": "1"}, follow=True).text
    assert "Jullie vaste deel" in client.get(page).text
    assert "Dit budget doet mee" in client.post(answer, {"accept": "1", "weight": "2"}, follow=True).text
    assert "een collega antwoordde al" in client.post(answer, {"accept": "1", "weight": "2"}, follow=True).text
    asked = actions.propose_division(pool, 60_000, {}, "Besluit 1", anna)
    assert [part.cents for part in asked.parts.all()] == [60_000]


@pytest.mark.django_db
def test_a_share_changes_only_when_the_fund_agrees_and_a_budget_leaves_without_money(
    members: list[PoolMember], anna: User, ingrid: User, maria: User, client: Client
) -> None:
    first, second = members
    pool = first.pool
    pool.refresh_from_db()
    with pytest.raises(SameShare):
        taking_part.ask_to_join(pool, first.budget_id, 1, maria)
    taking_part.ask_to_join(pool, first.budget_id, 99, maria)
    asked = actions.propose_division(pool, 40_000, {}, "Besluit 1", anna)  # as before: half of it, 1 : 3
    assert sorted(part.cents for part in asked.parts.all()) == [5_000, 15_000]
    page, answer = reverse("funding:pool", args=[pool.pk]), reverse("funding:answer_pool", args=[first.pk])
    log_in(client, anna)
    assert "is nu 25,0\N{NO-BREAK SPACE}% en wordt dan 97,1\N{NO-BREAK SPACE}%" in client.get(page).text
    client.post(answer, {"decline": "1"})
    assert place(first.pk).weight == 1
    taking_part.ask_to_join(pool, first.budget_id, 2, maria)
    assert "nieuwe vaste deel geldt" in client.post(answer, {"accept": "1", "weight": "2"}, follow=True).text
    assert (place(first.pk).weight, place(first.pk).asked_weight) == (2, None)
    # Nobody leaves while a proposal waits or money is in it; who left gets nothing, and can be asked again.
    leave = reverse("funding:leave_pool", args=[second.pk])
    assert "Doe niet meer mee" in client.get(leave).text
    assert "nog een voorstel" in client.post(leave, follow=True).text
    actions.carry_out(asked, ingrid)
    with pytest.raises(StillHasMoney):
        taking_part.leave(place(second.pk), anna)
    assert "zit nog €" in client.get(leave).text
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolMember.objects.filter(pk=second.pk).update(left=second.asked)
    actions.carry_out(actions.propose_move(place(second.pk), None, 15_000, "Terug", anna), ingrid)
    assert "doet niet meer mee" in client.post(leave, follow=True).text
    late = lending.propose_loan(second, 100, 1, date(2027, 1, 4), "Van voordat het stopte", anna)
    lending.agree(late.loan, colleague("Farid", Role.FUND_ADMINISTRATOR))
    with pytest.raises(NoLongerIn):
        actions.carry_out(late, ingrid)
    with pytest.raises(PlaceGone):
        taking_part.leave(second, anna)
    assert taking_part.ask_to_join(pool, second.budget_id, 5, maria).pk != second.pk
    assert not pool_differences()


@pytest.mark.django_db
def test_a_pool_lends_to_who_agreed_and_gets_it_back_in_terms_by_two_people(
    members: list[PoolMember], anna: User, ingrid: User, client: Client
) -> None:
    pool, first = members[0].pool, members[0]
    farid = colleague("Farid", Role.FUND_ADMINISTRATOR)
    log_in(client, anna)
    lend = reverse("funding:lend_from_pool", args=[pool.pk])
    told = {"target": first.pk, "cents": "300", "terms": "3", "first_term": "2027-01-31", "reason": "Voorjaar"}
    for wrong, said in (
        ({"cents": "2000"}, "niet vrij"),
        ({"terms": "0"}, "hoeveel maanden"),
        ({"terms": "x"}, "heel"),
    ):
        assert said in client.post(lend, told | wrong, follow=True).text
    assert "Kies een dag die nog komt" in client.post(lend, told | {"first_term": "2020-01-01"}, follow=True).text
    client.post(lend, told)
    asked = Allotment.objects.select_related("pool", "loan").get()
    answer, page = reverse("funding:answer_loan", args=[asked.loan.pk]), reverse("funding:pool", args=[pool.pk])
    assert "Akkoord met de lening" not in client.get(page).text  # who asked does not answer
    assert "Een ander van het fonds antwoordt" in client.post(answer, {"agree": "1"}, follow=True).text
    before = Budget.objects.get(pk=first.budget_id).ceiling
    with pytest.raises(LoanNotAgreed):
        actions.carry_out(asked, ingrid)
    log_in(client, farid)
    assert "1 vraag of voorstel wacht op jou" in client.get(reverse("portal:staff_home")).text
    assert "elke maand ongeveer € 100" in client.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "zijn akkoord" in client.post(answer, {"agree": "1"}, follow=True).text
    assert "was je voor" in client.post(answer, {"agree": "1"}, follow=True).text
    actions.carry_out(asked, ingrid)
    member = place(first.pk)
    assert (member.allotted, member.lent, now(pool)[2]) == (30_000, 30_000, 30_000)
    assert Budget.objects.get(pk=first.budget_id).ceiling == before + 30_000
    with pytest.raises(NotFromThePool):  # what is lent comes back by its terms
        actions.propose_move(member, None, 1, "x", anna)
    terms = list(LoanTerm.objects.values_list("due", "cents"))
    assert terms == [(date(2027, 1, 28), 10_000), (date(2027, 3, 1), 10_000), (date(2027, 3, 30), 10_000)]
    # The fund that borrowed says it pays, somebody else that it came; each once.
    term = LoanTerm.objects.all()[0]
    step = reverse("funding:repay_loan_term", args=[term.pk])
    assert "antwoordde al" in client.post(step, {"received": "1"}, follow=True).text
    assert "Opgeschreven" in client.post(step, {"offered": "1"}, follow=True).text
    assert "antwoordde al" in client.post(step, {"offered": "1"}, follow=True).text
    assert "Een ander bevestigt" in client.post(step, {"received": "1"}, follow=True).text
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanTerm.objects.filter(pk=term.pk).update(received_by=farid, received=asked.proposed)
    log_in(client, anna)
    # What waits for her stands on top, once; the loan itself is a line that folds open.
    drawn = html.document_fromstring(client.get(page).content.decode())
    assert len(drawn.xpath("//button[@name='received']")) == 1
    assert [one.get("open") for one in drawn.xpath("//details[.//li[contains(., 'Nu te doen')]]")] == [None]
    Budget.objects.filter(pk=first.budget_id).update(reserved=before + 20_001)
    assert "met eigen geld" in client.post(step, {"received": "1"}, follow=True).text
    assert now(pool)[2] == 30_000  # all of it or nothing
    Budget.objects.filter(pk=first.budget_id).update(reserved=0)
    assert "terug in het gezamenlijke" in client.post(step, {"received": "1"}, follow=True).text
    assert "antwoordde al" in client.post(step, {"received": "1"}, follow=True).text
    member = place(first.pk)
    assert (member.allotted, member.lent, now(pool)[2]) == (20_000, 20_000, 20_000)
    assert Budget.objects.get(pk=first.budget_id).ceiling == before + 20_000
    assert not pool_differences()
    sheets = load_workbook(BytesIO(client.get(reverse("funding:pool_report_file", args=[pool.pk])).content)).sheetnames
    assert "uitgeleend" in sheets


@pytest.mark.django_db(transaction=True)
def test_a_budget_or_a_name_asked_twice_at_once_is_one_question_and_a_sentence(
    members: list[PoolMember], maria: User
) -> None:
    scheme, fund = members[0].budget.scheme, Fund.objects.get(pk=FUND)
    fresh = Budget.objects.create(scheme=scheme, period=DateRange(date(2025, 1, 1), date(2026, 1, 1)), ceiling=0)
    pools = [taking_part.begin_pool(fund, f"Ander {number}", 50, maria) for number in range(4)]

    def told(what: Callable[[], object]) -> Callable[[], str]:
        def work() -> str:
            try:
                what()
            except (InAnotherPool, NameTaken) as problem:
                return type(problem).__name__
            return ""

        return work

    asked = at_once(*[told(partial(taking_part.ask_to_join, pool, fresh.pk, 1, maria)) for pool in pools])
    assert sorted(asked) == ["", *["InAnotherPool"] * 3]
    same = at_once(*[told(partial(taking_part.begin_pool, fund, "Gelijk", 50, maria)) for _ in range(3)])
    assert sorted(same) == ["", "NameTaken", "NameTaken"]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_at_once_never_take_more_than_there_is(
    members: list[PoolMember], anna: User, ingrid: User, today: date
) -> None:
    """Four divisions of more than half each, a reserve and a term of a loan, all at one moment."""
    pool = members[0].pool
    pool.refresh_from_db()
    asked = [actions.propose_division(pool, 60_000, {}, f"Besluit {number}", anna) for number in range(4)]
    term = Repayment.objects.select_related("contribution__pool")[0]

    def tried(what: Callable[[], object]) -> Callable[[], bool]:
        def work() -> bool:
            try:
                what()
            except NotInThePool:
                return False
            return True

        return work

    told = at_once(
        *[tried(partial(actions.carry_out, one, ingrid)) for one in asked],
        tried(lambda: actions.keep_back(pool, 60_000, today + timedelta(days=9), anna)),
        tried(lambda: actions.repay(term, today, anna)),
    )
    contributed, held, allotted = now(pool)
    # Half of each division is by share, the rest is of no need: 30,000 leave the pool with each.
    gone = 30_000 * told[:4].count(True) + 60_000 * told[4] + 13_334 * told[5]
    assert False in told
    assert (100_000 - contributed) + held + allotted == gone <= 100_000
    assert sum(PoolMember.objects.values_list("allotted", flat=True)) == allotted == 30_000 * told[:4].count(True)
    assert sum(Budget.objects.filter(pool_members__isnull=False).values_list("ceiling", flat=True)) == (
        sum(one.budget.ceiling for one in members) + allotted
    )


@pytest.mark.django_db(transaction=True)
def test_the_race_for_a_pool_is_real_without_the_guard(members: list[PoolMember]) -> None:
    """The control: look first and write afterwards, with the CHECK taken away, and a pool gives what it has not."""
    pool, looked = members[0].pool, Barrier(4)

    def careless() -> bool:
        with transaction.atomic():
            seen = Pool.objects.get(pk=pool.pk)
            looked.wait(PATIENCE)
            if seen.free < 60_000:
                return False
            Pool.objects.filter(pk=pool.pk).update(allotted=F("allotted") + 60_000)
            return True

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE funding_pool DROP CONSTRAINT pool_never_overdrawn")
    try:
        assert at_once(*[careless] * 4) == [True] * 4
        assert now(pool)[2] == 240_000
    finally:
        Pool.objects.filter(pk=pool.pk).update(allotted=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE funding_pool ADD CONSTRAINT pool_never_overdrawn "
                "CHECK (held >= 0 AND allotted >= 0 AND contributed >= held + allotted)"
            )


@pytest.mark.django_db
def test_the_report_gives_every_party_its_part_to_the_cent(members: list[PoolMember], anna: User, ingrid: User) -> None:
    first = members[0]
    pool = first.pool
    Budget.objects.filter(pk=first.budget_id).update(ceiling=10_000)
    actions.carry_out(actions.propose_division(pool, 80_000, {}, "Besluit", anna), ingrid)
    Budget.objects.filter(pk=first.budget_id).update(reserved=5_000, paid=3_333)
    pool.refresh_from_db()
    fresh = list(PoolMember.objects.select_related("budget").order_by("pk"))
    parts = parts_of(pool, fresh, list(Contribution.objects.all()))
    # Half of the first budget is of the pool; the parties have 3/5 and 2/5 of that.
    assert [(one.reserved, one.paid) for one in parts] == [(1_500, 1_000), (1_000, 666)]
    for one in ("reserved", "committed", "paid", "left", "undivided"):
        assert sum(getattr(part, one) for part in parts) >= 0
    total = sum(one.reserved + one.committed + one.paid + one.left + one.undivided for one in parts)
    assert total == pool.contributed
    assert needs(fresh) == {one.pk: 0 for one in fresh}


@pytest.mark.django_db
def test_the_pages_of_a_pool_say_what_is_wrong_and_keep_to_their_people(
    members: list[PoolMember], anna: User, ingrid: User, client: Client
) -> None:
    pool = members[0].pool
    page = reverse("funding:pool", args=[pool.pk])
    log_in(client, anna)
    assert "Provincie" in client.get(page).text
    for name, fields, said in (
        ("divide_pool", {"cents": "5000", "reason": "x"}, "niet vrij"),
        ("divide_pool", {"cents": "0", "reason": "x"}, "Vul een bedrag in"),
        ("contribute", {"party": "Bank", "cents": "5", "kind": "loan"}, "hoeveel maanden"),
        ("keep_back", {"cents": "5", "release_on": "2020-01-01"}, "die nog komt"),
        (
            "move_in_pool",
            {"cents": "5", "source": members[0].pk, "target": members[0].pk, "reason": "x"},
            "ander budget",
        ),
    ):
        answer = client.post(reverse(f"funding:{name}", args=[pool.pk]), fields, follow=True)
        assert said in answer.text, name
        assert "Fout:" in answer.text, name
    client.post(reverse("funding:divide_pool", args=[pool.pk]), {"cents": "400", "reason": "Besluit 7"})
    asked = Allotment.objects.get()
    assert client.post(reverse("funding:carry_out_allotment", args=[asked.pk])).status_code == 404
    assert client.get(reverse("funding:new_pool")).status_code == 404
    log_in(client, ingrid)
    assert "Keur goed en boek" in client.get(page).text
    assert (
        "Het geld is verdeeld" in client.post(reverse("funding:carry_out_allotment", args=[asked.pk]), follow=True).text
    )
    assert "Provincie (bijdrage)" in client.get(reverse("funding:pool_report", args=[pool.pk])).text
    assert client.get(reverse("funding:pool_report_file", args=[pool.pk])).content[:2] == b"PK"
    stranger = make_user("Mo")
    give_role(stranger, Role.FUND_ADMINISTRATOR, Fund.objects.exclude(pk=FUND).order_by("pk")[0].pk)
    log_in(client, stranger)
    assert client.get(page).status_code == 404
