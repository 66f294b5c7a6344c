"""From a granted line to money at the bank and back: two people, once, and every cent in the ledger."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree, html

from courses.models import Course
from funding.applications.enums import ApplicationState, LineState, Verdict
from funding.applications.models import PlanLine
from funding.applications.page import withdrawable
from funding.applications.withdrawing import withdraw
from funding.budgets import ledger
from funding.decisions.actions import Finding, approve, decide
from funding.decisions.errors import CannotDecide, OwnApplication
from funding.decisions.involvement import Involvement
from funding.decisions.models import Decision
from funding.objections.actions import approve_objection, decide_objection, hear, make_objection
from funding.objections.models import Objection
from funding.payments import batches
from funding.payments.accounts import name_account
from funding.payments.enums import BatchState, NameCheck, Payee, PaymentState, Result
from funding.payments.errors import (
    BatchMoved,
    DoesNotFit,
    FileKnown,
    InAnotherBatch,
    NothingToPay,
    OwnAccount,
    OwnCase,
    SamePerson,
)
from funding.payments.models import Account, BankFile, Payment, PaymentBatch
from funding.payments.payable import payables
from funding.payments.queries import to_pay
from funding.settling.actions import begin_recovery, receive, settle
from funding.settling.models import Settlement
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.sealing import CannotOpen, open_sealed
from portal.templatetags.portal import euros
from tests.funding.making import load, make_application, make_course
from tests.funding.paying import (
    FUND,
    IBAN,
    OTHER_IBAN,
    all_agree,
    amounts,
    colleague,
    granted,
    name_accounts,
    proposed,
    released,
    told_by_bank,
    whole,
)
from tests.people import give_role, log_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db
ISO = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna", Role.FUND_ADMINISTRATOR)


@pytest.fixture
def ingrid(schemes: None) -> User:
    return colleague("Ingrid")


@pytest.fixture
def line(course: Course, today: date, anna: User, ingrid: User) -> PlanLine:
    """€ 1.400, granted and begun, with a known account."""
    made = granted(course, today, anna, ingrid)
    name_accounts(made, anna)
    return made


def test_a_line_is_paid_fixed_lower_and_the_rest_comes_back(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    batch = released(anna, ingrid, today)
    assert (whole(line).state, amounts()) == (LineState.PAYING, (0, 140_000, 0))
    file = etree.fromstring(batches.file_of(PaymentBatch.objects.get(pk=batch.pk)))
    payment = Payment.objects.get()
    told = {name: file.findtext(f".//p:{name}", namespaces=ISO) for name in ("MsgId", "EndToEndId", "InstdAmt")}
    assert told == {"MsgId": batch.number, "EndToEndId": payment.number, "InstdAmt": "1400.00"}
    assert [one.text for one in file.iterfind(".//p:IBAN", namespaces=ISO)] == ["NL02RABO0123456789", IBAN]
    told_by_bank(anna, (payment.number, "1.400,00", "betaald"))
    assert (whole(line).state, amounts(), all_agree()) == (LineState.PAID, (0, 0, 140_000), True)
    here = whole(line)
    settle(here, 100_000, "Je deed niet alles.", anna, here.version)
    for one in Settlement.objects.filter(decided_by=None).select_related(
        "line__fund", "line__application__learner", "line__scheme_version__scheme"
    ):
        from funding.settling.actions import approve_settlement

        approve_settlement(one, ingrid)
    with pytest.raises(NothingToPay):
        proposed(anna)
    recovery = begin_recovery(whole(line), 3, anna)
    for part in recovery.instalments.select_related("recovery__line__fund", "recovery__line__application"):
        assert receive(part, today, anna)
        assert not receive(part, today, anna)
    assert (whole(line).state, amounts(), all_agree()) == (LineState.RECOVERED, (0, 0, 100_000), True)


def test_what_is_fixed_first_is_paid_as_fixed_and_stays_settled(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=200_000)
    here = whole(line)
    settle(here, 100_000, "Je deed niet alles.", anna, here.version)
    batch = released(anna, ingrid, today)
    payment = Payment.objects.get()
    assert (payment.cents, load(line.application).state) == (100_000, ApplicationState.SETTLED)
    told_by_bank(anna, (payment.number, "1000", "betaald"))
    assert (whole(line).state, load(line.application).state) == (LineState.PAID, ApplicationState.SETTLED)
    told_by_bank(anna, (payment.number, "1000", "teruggekomen"), second=ingrid)
    assert (whole(line).state, amounts(), all_agree()) == (LineState.SETTLED, (0, 100_000, 0), True)
    assert released(anna, ingrid, today).pk != batch.pk


def test_two_people_and_never_an_own_case(line: PlanLine, anna: User, ingrid: User, today: date) -> None:
    learner = line.application.learner
    assert learner
    for role in (Role.FUND_ADMINISTRATOR, Role.APPROVER):
        give_role(learner, role, FUND)
    give_role(anna, Role.APPROVER, FUND)
    with pytest.raises(OwnApplication):
        name_account(whole(line), Payee.LEARNER, "Lena", OTHER_IBAN, NameCheck.MATCH, learner)
    with pytest.raises(OwnCase):
        proposed(learner)
    batch = proposed(anna)
    with pytest.raises(BatchMoved):
        batches.release(batch, today, ingrid)
    with pytest.raises(OwnCase):
        batches.check(batch, learner)
    batches.check(batch, anna)
    with pytest.raises(SamePerson):
        batches.release(batch, today, anna)
    with pytest.raises(OwnCase):
        batches.release(batch, today, learner)
    Involvement.objects.create(application=line.application, user=ingrid)
    with pytest.raises(OwnCase):
        batches.release(batch, today, ingrid)
    assert (whole(line).state, all_agree()) == (LineState.GRANTED, True)


def test_the_database_itself_wants_two_people_who_are_not_the_learner_nor_entered_the_number(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    """Whatever code forgets: rows that are written past the actions."""
    batch = proposed(anna)
    batches.check(batch, ingrid)
    tom = colleague("Tom")
    learner = line.application.learner
    let_go = {
        "state": BatchState.RELEASED,
        "released": batch.checked,
        "pays_from": Account.objects.get(payee=Payee.FUND),
        "sealed_file": b"x",
        "execution_on": today,
    }
    rows = PaymentBatch.objects.filter(pk=batch.pk)
    for who, refused in (
        (anna, "batch_is_released_by_a_second_person|releaser entered"),
        (ingrid, "batch_is_released_by_a_second_person"),
        (learner, "own case"),
    ):
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            rows.update(**let_go, released_by=who)
    with pytest.raises(IntegrityError, match="nobody released"), transaction.atomic():
        Payment.objects.update(state=PaymentState.SENT)
    with pytest.raises(IntegrityError, match="keeps what it says"), transaction.atomic():
        Payment.objects.update(cents=1)
    again = PaymentBatch.objects.create(fund_id=FUND, proposed_by=anna)
    with pytest.raises(IntegrityError, match="line_is_paid_once"), transaction.atomic():
        Payment.objects.create(batch=again, line=line, account=Account.objects.first(), cents=1)
    Account.objects.filter(payee=Payee.PROVIDER).update(name_check=NameCheck.NO_MATCH)
    with pytest.raises(IntegrityError, match="name is not checked"), transaction.atomic():
        rows.update(**let_go, released_by=tom)
    Account.objects.filter(payee=Payee.PROVIDER).update(name_check=NameCheck.CLOSE)
    rows.update(**let_go, released_by=tom)
    for change in ({"execution_on": None}, {"state": BatchState.CANCELLED}, {"sealed_file": b"y"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_who_entered_a_number_does_not_send_money_to_it(line: PlanLine, anna: User, ingrid: User, today: date) -> None:
    name_account(whole(line), Payee.PROVIDER, "Lasschool Noord B.V.", OTHER_IBAN, NameCheck.MATCH, ingrid)
    batch = proposed(anna)
    batches.check(batch, anna)
    with pytest.raises(OwnAccount):
        batches.release(batch, today, ingrid)


def test_what_changed_since_the_proposal_has_to_come_out_first(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date
) -> None:
    other = granted(course, today, anna, ingrid, "Mo")
    batch = proposed(anna)
    batches.check(batch, anna)
    assert line.application.learner
    withdraw(load(line.application), [line.pk], line.application.learner)
    with pytest.raises(DoesNotFit, match=line.application.number):
        batches.release(batch, today, ingrid)
    batches.drop(Payment.objects.select_related("batch").get(line=line), anna)
    batches.release(batch, today, ingrid)
    assert (whole(line).state, whole(other).state) == (LineState.WITHDRAWN, LineState.PAYING)
    with pytest.raises(BatchMoved):
        batches.cancel(batch, anna)
    assert all_agree()


def test_an_account_that_changed_since_the_proposal_stops_it(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    """Neither a number put in the place of another, nor a number that turned out wrong, is paid unseen."""
    batch = proposed(anna)
    batches.check(batch, anna)
    name_accounts(line, anna, OTHER_IBAN)
    with pytest.raises(DoesNotFit, match=line.application.number):
        batches.release(batch, today, ingrid)
    batches.drop(Payment.objects.select_related("batch").get(), anna)
    again = proposed(anna)
    batches.check(again, anna)
    name_account(whole(line), Payee.LEARNER, "L. de Vries", IBAN, NameCheck.MATCH, anna)
    with pytest.raises(DoesNotFit):
        batches.release(again, today, ingrid)
    batches.drop(Payment.objects.select_related("batch").get(state="proposed"), anna)
    assert (
        Payment.objects.select_related("account").get(batch=released(anna, ingrid, today)).account.payee
        == Payee.LEARNER
    )


def test_to_whom_and_from_when_a_line_can_be_paid(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date
) -> None:
    """An account of the provider serves all its lines; one of a learner only the own; an unchecked name none."""
    second = granted(course, today, anna, ingrid, "Mo")
    name_account(second, Payee.LEARNER, "M. Mo", OTHER_IBAN, NameCheck.NOT_DONE, anna)
    found = {one.line.pk: one for one in payables(to_pay(PlanLine.objects.all()))}
    decided = timezone.localdate(Decision.objects.get(line=line).at)  # by the clock of the database
    assert (found[line.pk].ready, found[line.pk].due) == (True, max(today, decided) + timedelta(weeks=6))
    assert (found[second.pk].ready, found[second.pk].payee) == (False, Payee.LEARNER)
    name_account(second, Payee.PROVIDER, "Lasschool Noord B.V.", IBAN, NameCheck.MATCH, anna)
    assert Account.objects.filter(payee=Payee.PROVIDER).count() == 1
    assert {one.account.iban for one in payables(to_pay(PlanLine.objects.all())) if one.account} == {
        "NL91 ABNA 0417 1643 00"
    }


@pytest.mark.parametrize(("fixed", "rest", "back"), [(140_000, 42_000, 0), (120_000, 22_000, 0), (90_000, 0, 8_000)])
def test_an_advance_is_a_part_and_the_rest_comes_when_the_amount_is_fixed(
    line: PlanLine, anna: User, ingrid: User, today: date, fixed: int, rest: int, back: int
) -> None:
    """70 percent once the start was seen; on evidence the rest, less, or something back (Awb 4:95, 4:57)."""
    Fund.objects.filter(pk=FUND).update(advance_percent=70, sole_decision_limit=200_000)
    released(anna, ingrid, today)
    first = Payment.objects.get()
    assert first.cents == 98_000
    told_by_bank(anna, (first.number, "980", "betaald"))
    assert (amounts(), all_agree()) == ((0, 42_000, 98_000), True)
    learner = whole(line).application.learner
    assert learner is not None
    mine = reverse("funding:application", args=[line.application_id])
    assert "Voorschot betaald" in log_in(Client(), learner).get(mine).text
    assert "Dit is een voorschot" in MailMessage.objects.get(kind="payment_made").text
    with pytest.raises(NothingToPay):
        proposed(anna)
    settle(whole(line), fixed, "Bewijs gezien.", anna, whole(line).version)
    if rest:
        released(anna, ingrid, today)
        second = Payment.objects.exclude(pk=first.pk).get()
        assert second.cents == rest
        told_by_bank(anna, (second.number, str(rest // 100), "betaald"), name="twee.csv")
        assert (whole(line).state, amounts()) == (LineState.PAID, (0, 0, fixed))
        assert "voorschot" not in MailMessage.objects.filter(kind="payment_made").latest("pk").text
    else:
        with pytest.raises(NothingToPay):
            proposed(anna)
        assert begin_recovery(whole(line), 1, anna).cents == back
    assert all_agree()


def test_the_file_says_what_the_provider_invoices_the_learner(
    schemes: None, tmp_path: Path, today: date, anna: User, ingrid: User, client: Client
) -> None:
    """What the funds do not pay of a course of € 20.000, to the cent."""
    sent = make_application(make_course(tmp_path / "feed", 2_000_000), today)
    own = 2_000_000 - sum(one.cents for one in sent.lines.all())
    assert own > 0
    line = whole(sent.lines.get(fund=FUND))
    if decide(line, Finding(Verdict.GRANT, line.cents, "Je voldoet."), anna, line.version) is None:
        approve(whole(line), ingrid, whole(line).version)
    log_in(client, anna)
    page = html.document_fromstring(client.get(reverse("funding:line_payment", args=[line.pk])).content)
    rows = {row.findtext("dt"): row.find("dd").text_content() for row in page.find_class("summary__row")}
    assert rows["Dit fonds betaalt"] == euros(line.cents)
    assert rows["De opleider rekent de deelnemer"] == euros(own)


def test_an_employer_that_paid_the_course_already_gets_the_money(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date
) -> None:
    """Of this application only; its name, number and reference are in the file, and the bank's word comes back."""
    other = granted(course, today, anna, ingrid, "Mo")
    name_account(whole(line), Payee.EMPLOYER, "Smederij Noord B.V.", OTHER_IBAN, NameCheck.CLOSE, anna)
    batch = released(anna, ingrid, today)
    paid = {one.line_id: one for one in Payment.objects.select_related("account")}
    assert (paid[line.pk].account.payee, paid[other.pk].account.payee) == (Payee.EMPLOYER, Payee.PROVIDER)
    file = batches.file_of(PaymentBatch.objects.get(pk=batch.pk)).decode()
    for text in ("Smederij Noord B.V.", OTHER_IBAN, paid[line.pk].number, "Lasschool Noord B.V.", IBAN):
        assert file.count(text) == 1
    told_by_bank(anna, (paid[line.pk].number, "1400", "betaald"))
    assert (whole(line).state, whole(other).state, all_agree()) == (LineState.PAID, LineState.PAYING, True)


def test_a_number_that_changed_between_two_payments_is_pointed_out(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date, client: Client
) -> None:
    """The fraud that is done most: "our account number has changed"."""
    told = "Dit nummer is nieuw"
    first = proposed(anna)
    log_in(client, ingrid)
    assert told not in client.get(reverse("funding:batch", args=[first.pk])).text
    batches.check(first, anna)
    batches.release(first, today, ingrid)
    told_by_bank(anna, (Payment.objects.get().number, "1400", "betaald"))
    second = granted(course, today, anna, ingrid, "Mo")
    name_accounts(second, anna, OTHER_IBAN)
    page = reverse("funding:batch", args=[proposed(anna).pk])
    assert told in client.get(page).text
    batches.cancel(PaymentBatch.objects.get(state="proposed"), anna)
    name_accounts(second, anna, IBAN)
    assert told not in client.get(reverse("funding:batch", args=[proposed(anna).pk])).text


def test_one_number_of_two_learners_is_pointed_out_on_the_file_and_in_the_batch(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date, client: Client
) -> None:
    second = granted(course, today, anna, ingrid, "Mo")
    log_in(client, anna)
    for one, iban in ((line, IBAN), (second, OTHER_IBAN), (second, IBAN)):
        name_account(one, Payee.LEARNER, "L. de Vries", iban, NameCheck.MATCH, anna)
        page = client.get(reverse("funding:line", args=[second.pk])).text
        assert ("heeft hetzelfde rekeningnummer" in page) == ((one, iban) == (second, IBAN))
    page = client.get(reverse("funding:batch", args=[proposed(anna).pk])).text
    assert page.count("Dit nummer staat ook bij een ander") == 2


def test_an_account_number_is_nowhere_to_be_read_in_the_database(line: PlanLine, anna: User, ingrid: User) -> None:
    released(anna, ingrid, date(2026, 11, 24))
    with connection.cursor() as cursor:
        for table in ("account", "paymentbatch", "payment", "payto"):
            cursor.execute(f"SELECT t::text FROM funding_{table} t")  # noqa: S608 - our own names
            rows = "".join(row[0] for row in cursor.fetchall())
            assert IBAN not in rows
            assert IBAN.encode().hex() not in rows
    one, other = Account.objects.all()[:2]
    with pytest.raises(CannotOpen):
        open_sealed(one.sealed_iban, other.place)


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_check_or_release_at_once_do_it_once(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    bram = colleague("Bram")
    results = at_once(lambda: proposed(anna), lambda: proposed(bram))
    assert sum(isinstance(one, PaymentBatch) for one in results) == 1
    assert sum(isinstance(one, InAnotherBatch | NothingToPay) for one in results) == 1
    batch = PaymentBatch.objects.get()
    kim, lee = colleague("Kim"), colleague("Lee")
    batches.check(batch, kim)
    copies = [PaymentBatch.objects.get(pk=batch.pk) for _ in range(4)]
    who = (ingrid, lee, ingrid, lee)
    results = at_once(
        *(lambda one=one, by=by: batches.release(one, today, by) for one, by in zip(copies, who, strict=True))
    )
    assert [one for one in results if one is not None and not isinstance(one, BatchMoved)] == []
    assert results.count(None) == 1
    number = Payment.objects.get().number
    results = at_once(
        *(lambda: told_by_bank(anna, (number, "1400", "betaald")) for _ in range(2)),
        *(lambda at=at: told_by_bank(bram, (number, "1400", "betaald"), more="\n" * at) for at in (1, 2)),
    )
    assert sum(isinstance(one, FileKnown) for one in results) == 1
    assert sorted(row for one in BankFile.objects.all() for row in one.rows.values_list("result", flat=True)) == [
        *[Result.ALREADY] * 2,
        Result.PAID,
    ]
    assert (amounts(), all_agree()) == ((0, 0, 140_000), True)


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_money_is_let_go_gets_the_one_or_the_other(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    learner = line.application.learner
    assert learner
    batch = proposed(anna)
    batches.check(batch, anna)
    application = load(line.application)
    let_go, *stopped = at_once(
        lambda: batches.release(batch, today, ingrid), *[lambda: withdraw(application, [line.pk], learner)] * 3
    )
    if whole(line).state == LineState.PAYING:
        assert (let_go, [len(one) for one in stopped]) == (None, [0, 0, 0])
    else:
        assert whole(line).state == LineState.WITHDRAWN
        assert isinstance(let_go, DoesNotFit)
        assert sorted(len(one) for one in stopped) == [0, 0, 1]
    assert all_agree()


@pytest.mark.django_db(transaction=True)
def test_without_the_guards_both_would_release(line: PlanLine, anna: User, ingrid: User, today: date) -> None:
    """The control: look first and write afterwards, with the triggers off, and both think they were first."""
    from threading import Barrier

    from tests.threads import PATIENCE

    batch = proposed(anna)
    batches.check(batch, anna)
    looked = Barrier(2)

    def careless(by: User) -> bool:
        with transaction.atomic():
            seen = PaymentBatch.objects.get(pk=batch.pk)
            looked.wait(PATIENCE)
            if seen.state != BatchState.CHECKED:
                return False
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            account = Account.objects.get(payee=Payee.FUND)
            PaymentBatch.objects.filter(pk=batch.pk).update(
                state=BatchState.RELEASED, released_by=by, released=seen.checked, pays_from=account,
                sealed_file=b"x", execution_on=today,
            )  # fmt: skip
            return True

    assert at_once(lambda: careless(ingrid), lambda: careless(colleague("Lee"))) == [True, True]


def test_a_cancelled_batch_gives_everything_free(line: PlanLine, anna: User, ingrid: User, today: date) -> None:
    batch = proposed(anna)
    with pytest.raises((InAnotherBatch, NothingToPay)):
        proposed(anna)
    batches.cancel(batch, anna)
    with pytest.raises(CannotDecide):
        batches.check(batch, anna)
    released(anna, ingrid, today)
    assert all_agree()


def test_more_after_an_objection_on_what_was_paid_is_paid_as_the_difference(
    course: Course, today: date, anna: User, ingrid: User
) -> None:
    part = granted(course, today, anna, ingrid, cents=100_000)
    name_accounts(part, anna)
    released(anna, ingrid, today)
    first = Payment.objects.get()
    told_by_bank(anna, (first.number, "1000", "betaald"))
    paid = MailMessage.objects.get(kind="payment_made")
    assert "1.000" in paid.text
    part = whole(part)
    assert part.application.learner
    made = make_objection(part, "Ik vroeg meer.", part.application.learner)
    bram, iris = colleague("Bram"), colleague("Iris")
    hear(_with_everything(made), None, "Schriftelijk.", bram)
    if decide_objection(_with_everything(made), Finding(Verdict.GRANT, 140_000, "Terecht."), bram) is None:
        approve_objection(_with_everything(made), iris)
    part = whole(part)
    assert (part.state, ledger.held(part.pk)) == ("granted", (0, 40_000, 100_000))
    # Who was paid cannot withdraw: nobody could ask the money back.
    assert withdraw(part.application, [part.pk], part.application.learner) == []
    assert not withdrawable(part.application)
    assert whole(part).state == "granted"
    assert all_agree()
    released(anna, ingrid, today)
    second = Payment.objects.exclude(pk=first.pk).get()
    assert second.cents == 40_000
    assert all_agree()
    # While the second is at the bank, word about the first changes nothing by itself.
    told = told_by_bank(anna, (first.number, "1000", "teruggekomen"), name="terug.csv")
    assert [row.result for row in told.rows.all()] == [Result.BY_HAND]
    told_by_bank(anna, (second.number, "400", "betaald"), name="twee.csv")
    assert whole(part).state == LineState.PAID
    assert ledger.held(part.pk) == (0, 0, 140_000)
    assert all_agree()
    with pytest.raises(NothingToPay):
        proposed(anna)
    account = Account.objects.get(pk=second.account_id)
    batch = PaymentBatch.objects.create(fund_id=FUND, proposed_by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():  # whatever code does, never more than it is worth
        Payment.objects.create(batch=batch, line=part, account=account, cents=1)


def _with_everything(objection: Objection) -> Objection:
    parts = ("fund", "scheme_version__scheme", "application__learner")
    found = Objection.objects.select_related("decision", *(f"decision__line__{part}" for part in parts))
    return found.get(pk=objection.pk)
