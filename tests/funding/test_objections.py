"""Objecting, deciding again as new rows, and what comes after a grant: start, evidence, a lower amount, money back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Course
from funding.applications.enums import ApplicationState, LineState, Verdict
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import take
from funding.budgets import ledger
from funding.budgets.models import Budget
from funding.decisions.actions import Finding, decide
from funding.decisions.enums import DecisionKind
from funding.decisions.errors import ChangedMeanwhile, NoMoney, OwnPreparation, TooMuch
from funding.decisions.models import Decision, Preparation
from funding.decisions.verifying import mismatches
from funding.letters.enums import LetterKind
from funding.letters.models import Letter
from funding.letters.terms import next_working_day
from funding.letters.writing import objection_until
from funding.objections.actions import approve_objection, decide_objection, hear, make_objection
from funding.objections.enums import ObjectionState
from funding.objections.errors import CannotObject, DecidedBefore, NotHeardYet, WorseOff
from funding.objections.models import Objection
from funding.payments.payable import payables
from funding.payments.queries import to_pay
from funding.settling.actions import approve_settlement, begin_recovery, receive, settle, split
from funding.settling.errors import MoreThanGranted, NotGranted
from funding.settling.models import FollowUp, Instalment, Settlement
from funding.terms.sweeping import watch_terms
from portal.people.enums import FUND_ROLES
from portal.people.models import Fund, User
from portal.templatetags.portal import day
from tests.funding.making import load, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

FUND = "het-noorden-leert-door"
REFUSE = Finding(Verdict.REFUSE, 0, "De cursus past niet.")


def grant(cents: int, reasons: str = "Je voldoet.") -> Finding:
    return Finding(Verdict.GRANT, cents, reasons)


def colleague(name: str) -> User:
    user = make_user(name)
    for role in FUND_ROLES:
        give_role(user, role, FUND)
    return user


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna")


@pytest.fixture
def bram(schemes: None) -> User:
    return colleague("Bram")


@pytest.fixture
def sent(course: Course, today: date) -> Application:
    return make_application(course, today)


def line_of(application: Application) -> PlanLine:
    found = PlanLine.objects.select_related("fund", "application__learner", "scheme_version__scheme", "budget")
    return found.prefetch_related("decisions").get(application=application)


def learner_of(application: Application) -> User:
    assert application.learner
    return application.learner


def whole(objection: Objection) -> Objection:
    parts = ("fund", "application__learner", "scheme_version__scheme")
    return Objection.objects.select_related(*(f"decision__line__{part}" for part in parts)).get(pk=objection.pk)


@pytest.fixture
def objection(sent: Application, anna: User) -> Objection:
    """Against Anna's refusal."""
    line = line_of(sent)
    decide(line, REFUSE, anna, line.version)
    return whole(make_objection(line_of(sent), "Ik werk hier al tien jaar.", learner_of(sent)))


@pytest.mark.django_db
def test_an_objection_is_received_confirmed_and_counted(sent: Application, objection: Objection) -> None:
    last_day = objection_until(timezone.localdate(Decision.objects.get().at))
    assert objection.in_time
    assert objection.due == next_working_day(last_day + timedelta(weeks=6))
    letter = Letter.objects.get(kind=LetterKind.OBJECTION_RECEIVED)
    assert day(objection.due, "date") in letter.html
    with pytest.raises(CannotObject):
        make_objection(line_of(sent), "Nog eens.", learner_of(sent))
    work_off()
    page = log_in(Client(), learner_of(sent), second_factor=False).get(reverse("funding:application", args=[sent.pk]))
    assert "beslist uiterlijk" in page.text
    assert "niet mee eens" not in page.text  # once is enough
    for one in Letter.objects.all():  # the decision stays readable beside what was written after it
        assert reverse("funding:letter", args=[one.pk]) in page.text


@pytest.mark.django_db
def test_late_is_received_too_and_says_so(sent: Application, anna: User) -> None:
    line = line_of(sent)
    decide(line, REFUSE, anna, line.version)
    decided = timezone.localdate(Decision.objects.get().at)
    with time_machine.travel(f"{decided.year + 1}-06-01T12:00:00+02:00"):
        assert not make_objection(line_of(sent), "Te laat, sorry.", learner_of(sent)).in_time


@pytest.mark.django_db
def test_somebody_else_hears_and_decides_and_the_first_decision_stays(
    sent: Application, objection: Objection, anna: User, bram: User
) -> None:
    with pytest.raises(DecidedBefore):
        hear(objection, None, "Niet nodig.", anna)
    with pytest.raises(NotHeardYet):
        decide_objection(objection, grant(140_000), bram)
    hear(objection, timezone.now(), "Lena legde uit wat zij doet.", bram)
    with pytest.raises(DecidedBefore):
        decide_objection(objection, grant(140_000), anna)
    decision = decide_objection(whole(objection), grant(140_000, "Je hebt gelijk."), bram, hardship=True)
    assert decision
    line = line_of(sent)
    assert (line.state, line.granted_cents, line.application.state) == (
        LineState.GRANTED,
        140_000,
        ApplicationState.DECIDED,
    )
    first, second = Decision.objects.filter(line=line)
    assert (first.cents, second.cents, second.corrects_id, second.kind) == (
        0,
        140_000,
        first.pk,
        DecisionKind.OBJECTION,
    )
    assert Budget.objects.get(scheme=FUND).committed == 140_000
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    work_off()
    html = Letter.objects.get(decision=second).html
    for text in ("op je bezwaar", "rechtbank", "hardheidsclausule", "in de plaats van"):
        assert text in html, text
    # Against this one goes to court: nobody offers or takes another objection (Awb 7:1, 8:1).
    with pytest.raises(CannotObject):
        make_objection(line_of(sent), "Nog eens.", learner_of(sent))
    page = (
        log_in(Client(), learner_of(sent), second_factor=False).get(reverse("funding:application", args=[sent.pk])).text
    )
    assert "Dit is besloten op je" in page
    assert reverse("funding:object", args=[sent.pk, line.pk]) not in page


@pytest.mark.django_db
def test_an_objection_that_is_not_founded_leaves_all_as_it_was(
    sent: Application, objection: Objection, bram: User
) -> None:
    hear(objection, None, "Kennelijk ongegrond.", bram)
    assert decide_objection(whole(objection), Finding(Verdict.REFUSE, 0, "Het besluit klopt."), bram)
    assert line_of(sent).state == LineState.REFUSED
    assert Decision.objects.count() == 2
    assert (ledger.line_differences(), list(mismatches())) == ([], [])


@pytest.mark.django_db
def test_who_objects_gets_no_less_and_no_more_than_there_is(sent: Application, anna: User, bram: User) -> None:
    line = line_of(sent)
    decide(line, grant(60_000), anna, line.version)
    objection = whole(make_objection(line_of(sent), "Dit is te weinig.", learner_of(sent)))
    hear(objection, None, "Schriftelijk.", bram)
    with pytest.raises(WorseOff):
        decide_objection(objection, REFUSE, bram)
    Budget.objects.filter(scheme=FUND).update(ceiling=100_000)
    with pytest.raises(NoMoney), transaction.atomic():
        decide_objection(whole(objection), grant(140_000), bram)
    assert decide_objection(whole(objection), grant(100_000), bram)
    assert (line_of(sent).state, line_of(sent).granted_cents) == (LineState.PARTLY_GRANTED, 100_000)
    assert (ledger.differences(), ledger.line_differences()) == ([], [])


@pytest.mark.django_db
def test_above_the_limit_two_others_decide_on_an_objection(
    client: Client, sent: Application, objection: Objection, anna: User, bram: User
) -> None:
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=100_000)
    hear(whole(objection), None, "Schriftelijk.", bram)
    assert decide_objection(whole(objection), grant(140_000), bram) is None
    with pytest.raises(OwnPreparation):
        approve_objection(whole(objection), bram)
    with pytest.raises(DecidedBefore):
        approve_objection(whole(objection), anna)
    cees = colleague("Cees")
    log_in(client, cees)
    page, back = (reverse(f"funding:{name}", args=[objection.pk]) for name in ("objection", "send_back_objection"))
    assert client.post(back, {"reason": " "}).status_code == 422
    assert client.post(back, {"reason": "Reken de reiskosten mee."}).url == page
    assert "Reken de reiskosten mee." in client.get(page).text
    assert "Niet bewaard" in client.post(back, {"reason": "Nog eens."}).text
    assert decide_objection(whole(objection), grant(140_000), bram) is None
    decision = approve_objection(whole(objection), cees)
    assert decision.cents == 140_000
    assert Objection.objects.get().state == ObjectionState.DECIDED


@pytest.mark.django_db
def test_the_pages_of_an_objection(client: Client, sent: Application, anna: User, bram: User) -> None:
    line = line_of(sent)
    decide(line, REFUSE, anna, line.version)
    log_in(client, learner_of(sent), second_factor=False)
    assert "Ik ben het er niet mee eens" in client.get(reverse("funding:application", args=[sent.pk])).text
    form = reverse("funding:object", args=[sent.pk, line.pk])
    assert "Dit kan tot en met" in client.get(form).text
    client.post(form, {"text": "Ik werk hier al tien jaar."})
    found = Objection.objects.get()
    staff = log_in(Client(), bram)
    assert sent.number in staff.get(reverse("funding:objections")).text
    page = reverse("funding:objection", args=[found.pk])
    assert "al tien jaar" in staff.get(page).text
    staff.post(reverse("funding:objection_step", args=[found.pk]), {"heard": "no", "note": "Schriftelijk."})
    where = reverse("funding:decide_objection", args=[found.pk])
    assert staff.post(where, {"founded": "yes", "amount": "0", "reasons": "x"}).status_code == 422
    assert staff.post(where, {"founded": "yes", "amount": "1400", "reasons": "Je hebt gelijk."}).status_code == 302
    assert line_of(sent).state == LineState.GRANTED


@pytest.mark.django_db
def test_a_learner_takes_an_objection_back_and_can_object_anew(
    client: Client, sent: Application, objection: Objection, bram: User
) -> None:
    line = line_of(sent)
    log_in(client, learner_of(sent), second_factor=False)
    page = reverse("funding:object", args=[sent.pk, line.pk])
    assert "Ik werk hier al tien jaar." in client.get(page).text
    for told in ("is ingetrokken", "niet meer intrekken"):
        answer = client.post(reverse("funding:withdraw_objection", args=[sent.pk, line.pk]), follow=True)
        assert told in answer.text
    with pytest.raises(ChangedMeanwhile):
        hear(whole(objection), None, "Schriftelijk.", bram)
    assert client.post(page, {"text": "Toch wel."}).status_code == 302
    assert [one.state for one in Objection.objects.order_by("received")] == ["withdrawn", "received"]


@pytest.mark.django_db
def test_what_was_objected_stays_as_it_is(objection: Objection) -> None:
    with pytest.raises(IntegrityError, match="keeps what it says"), transaction.atomic():
        Objection.objects.update(text="Iets anders.")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Objection.objects.all().delete()


@pytest.fixture
def granted(sent: Application, anna: User) -> PlanLine:
    line = line_of(sent)
    decide(line, grant(140_000), anna, line.version)
    return line_of(sent)


@pytest.mark.django_db
def test_a_course_runs_ends_and_waits_for_evidence(sent: Application, granted: PlanLine) -> None:
    session = sent.session
    assert session
    with time_machine.travel(f"{session.starts.isoformat()}T09:00:00+01:00"):
        watch_terms()
        assert load(sent).state == ApplicationState.RUNNING
    ends = session.ends or session.starts
    with time_machine.travel(f"{ends.isoformat()}T09:00:00+02:00"):
        watch_terms()
        watch_terms()
        work_off()
    assert load(sent).state == ApplicationState.EVIDENCE_DUE
    assert FollowUp.objects.get().evidence_due
    assert len([one for one in mail.outbox if "Stuur het bewijs" in one.subject]) == 1


@pytest.mark.django_db
def test_a_lower_amount_gives_the_rest_back(granted: PlanLine, anna: User) -> None:
    with pytest.raises(MoreThanGranted):
        settle(granted, 140_001, "Te veel.", anna, granted.version)
    assert settle(granted, 90_000, "Je deed niet alles.", anna, granted.version).decided_by == anna
    line = line_of(granted.application)
    assert (line.state, line.settled_cents, load(line.application).state) == (
        LineState.SETTLED,
        90_000,
        ApplicationState.SETTLED,
    )
    budget = Budget.objects.get(scheme=FUND)
    assert (budget.reserved, budget.committed) == (0, 90_000)
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    assert "Je deed niet alles." in Letter.objects.get(kind=LetterKind.SETTLEMENT).html
    with pytest.raises(NotGranted):
        settle(line, 90_000, "Nog eens.", anna, line.version)


@pytest.mark.django_db
@pytest.mark.parametrize(("paid", "stands", "promised"), [(0, "settled", 120_000), (90_000, "settled", 30_000)])
def test_an_objection_against_the_fixed_amount_raises_it_within_the_grant(
    client: Client, granted: PlanLine, anna: User, bram: User, paid: int, stands: str, promised: int
) -> None:
    """Before or after it was paid: what is added is promised, and can be paid. Who fixed it does not decide on it."""
    assert granted.budget_id
    settle(granted, 90_000, "Je deed niet alles.", anna, granted.version)
    line = line_of(granted.application)
    if paid:
        with transaction.atomic():
            take(line, LINE.step("send_payment"))
            take(line, LINE.step("pay"))
            ledger.pay(granted.budget_id, granted.pk, paid)
    with transaction.atomic(), connection.cursor() as cursor:  # the decision is long ago, its amount was fixed now
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE funding_decision SET at = at - interval '10 weeks'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    learner = learner_of(load(line.application))
    made = whole(make_objection(line_of(granted.application), "Ik deed wel alles.", learner))
    assert made.in_time
    cees = colleague("Cees")
    hear(made, None, "Schriftelijk.", cees)
    for fixed, problem in ((90_000, WorseOff), (140_001, TooMuch), (-1, WorseOff)):
        with pytest.raises(problem), transaction.atomic():
            decide_objection(whole(made), replace(grant(140_000), fixed=fixed), cees)
    with pytest.raises(DecidedBefore):
        decide_objection(whole(made), replace(grant(140_000), fixed=120_000), anna)
    log_in(client, cees)
    page = reverse("funding:objection", args=[made.pk])
    assert "vastgesteld op € 900" in client.get(page).text.replace("\xa0", " ")
    step = reverse("funding:decide_objection", args=[made.pk])
    told = {"founded": "yes", "amount": "1500", "reasons": "Je hebt gelijk."}
    assert "niet meer dan er is toegekend" in client.post(step, told).text
    assert client.post(step, told | {"amount": "1200"}).url == page
    work_off()
    line = line_of(granted.application)
    assert (line.state, line.settled_cents, line.granted_cents) == (stands, 120_000, 140_000)
    assert ledger.held(line.pk) == (0, promised, paid)
    assert load(line.application).state == ApplicationState.SETTLED
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    with transaction.atomic(), connection.cursor() as cursor:  # what was added is due from the decision that added it
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE funding_settlement SET decided = decided - interval '10 weeks'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    [pay] = payables(to_pay(PlanLine.objects.filter(pk=line.pk)))
    assert pay.due == timezone.localdate(Decision.objects.get(corrects__isnull=False).at) + timedelta(weeks=6)
    letter = Letter.objects.get(decision=Decision.objects.get(corrects__isnull=False)).html
    assert "Je krijgt definitief € 1.200" in letter.replace("\xa0", " ")
    with pytest.raises(IntegrityError, match="preparation_fixes_within_grant"), transaction.atomic():
        Preparation.objects.create(
            line=line, verdict="grant", cents=1, fixed_cents=2, reasons="x", objection=made, prepared_by=anna
        )


@pytest.mark.django_db
def test_above_the_limit_two_people_settle(granted: PlanLine, anna: User, bram: User) -> None:
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=100_000)
    line = line_of(granted.application)
    assert settle(line, 140_000, "Alles klopt.", anna, line.version).decided_by is None
    assert line_of(granted.application).state == LineState.GRANTED
    parts = ("fund", "application__learner", "scheme_version__scheme")
    found = Settlement.objects.select_related(*(f"line__{part}" for part in parts)).get()
    with pytest.raises(OwnPreparation):
        approve_settlement(found, anna)
    approve_settlement(found, bram)
    assert line_of(granted.application).state == LineState.SETTLED
    with pytest.raises(IntegrityError, match="keeps what it says"), transaction.atomic():
        Settlement.objects.update(cents=1)


@pytest.mark.django_db
def test_what_was_paid_too_much_comes_back_in_parts(client: Client, granted: PlanLine, anna: User) -> None:
    assert granted.budget_id
    with transaction.atomic():
        take(granted, LINE.step("send_payment"))
        take(granted, LINE.step("pay"))
        ledger.pay(granted.budget_id, granted.pk, 140_000)
    line = line_of(granted.application)
    settle(line, 100_000, "Je deed niet alles.", anna, line.version)
    line = line_of(granted.application)
    recovery = begin_recovery(line, 3, anna)
    parts = list(Instalment.objects.filter(recovery=recovery))
    assert [one.cents for one in parts] == [13_334, 13_333, 13_333]
    assert "133,34" in Letter.objects.get(kind=LetterKind.RECOVERY).html
    with pytest.raises(NotGranted):
        begin_recovery(line, 1, anna)
    log_in(client, anna)
    page = reverse("funding:recovery", args=[line.pk])
    assert client.get(page).text.count(">Boek<") == 3
    book = reverse("funding:receive_instalment", args=[line.pk, 1])
    client.post(book, {"on": "2090-01-01"})  # a day that is still to come
    assert not Instalment.objects.exclude(received=None).exists()
    client.post(book, {"on": "2026-11-20"})
    client.post(book, {"on": "2026-11-20"})
    assert Budget.objects.get(scheme=FUND).paid == 140_000 - 13_334
    assert (ledger.differences(), ledger.line_differences()) == ([], [])
    for number in (2, 3):
        found = Instalment.objects.select_related("recovery").get(number=number)
        found.recovery.line = line
        assert receive(found, date(2026, 11, 24), anna)
    assert (line_of(line.application).state, load(line.application).state) == (
        LineState.RECOVERED,
        ApplicationState.RECOVERED,
    )
    assert Budget.objects.get(scheme=FUND).paid == 100_000
    assert (ledger.differences(), ledger.line_differences()) == ([], [])


@given(st.integers(1, 10**9), st.integers(1, 60))
def test_parts_add_up_and_differ_by_a_cent_at_most(cents: int, number: int) -> None:
    parts = split(cents, number)
    assert sum(parts) == cents
    assert max(parts) - min(parts) <= 1
    assert min(parts) > 0
