"""What a file of the bank does: each payment once, by two people where money comes free, and of one fund only."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.decisions.errors import NotTheirRole
from funding.payments import batches
from funding.payments.bank_import import import_bank_file, judge_bank_file
from funding.payments.enums import PaymentState, Result
from funding.payments.errors import FileKnown, NothingToPay
from funding.payments.models import BankFile, Payment, PaymentBatch
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.making import make_course
from tests.funding.paying import (
    FUND,
    all_agree,
    amounts,
    colleague,
    granted,
    name_accounts,
    person_of,
    proposed,
    released,
    told_by_bank,
    whole,
)
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db
BANK = "/medewerkers/fonds/betalingen/bank/"
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


def test_a_payment_that_fails_or_comes_back_can_be_made_again_and_nothing_counts_twice(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    for status, then in (("mislukt", PaymentState.FAILED), ("teruggekomen", PaymentState.RETURNED)):
        released(anna, ingrid, today)
        payment = Payment.objects.get(state=PaymentState.SENT)
        if then is PaymentState.RETURNED:
            told_by_bank(anna, (payment.number, "1400", "betaald"), (payment.number, "1400", "betaald"))
        file = told_by_bank(
            anna,
            (payment.number, "1400", status),
            (payment.number, "1400", status),
            ("PY-0000-0000", "1", status),
            (payment.number, "1400", "in behandeling"),
            (payment.number, "1399,99", "betaald"),
            second=ingrid,
        )
        results = list(file.rows.values_list("result", flat=True))
        assert results == [then.value, Result.ALREADY, Result.UNKNOWN, Result.PENDING, Result.OTHER_AMOUNT]
        payment.refresh_from_db()
        assert (payment.state, whole(line).state, amounts()) == (then, LineState.GRANTED, (0, 140_000, 0))
        assert all_agree()
    released(anna, ingrid, today)
    assert Payment.objects.filter(state=PaymentState.SENT).count() == 1


def test_what_frees_money_counts_when_a_second_person_sees_it_at_the_bank(
    client: Client, line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    """Else one person with a table of their own has the same line paid twice."""
    released(anna, ingrid, today)
    payment = Payment.objects.get()
    told = told_by_bank(anna, (payment.number, "1400", "mislukt"))
    page, judge = f"{BANK}{told.pk}/", f"{BANK}{told.pk}/klopt/"

    def stands() -> tuple[str, str, str]:
        payment.refresh_from_db()
        return payment.state, whole(line).state, told.rows.get().result

    assert stands() == (PaymentState.SENT, LineState.PAYING, Result.WAITS)
    with pytest.raises(NothingToPay):
        proposed(anna)
    log_in(client, anna)
    assert "als een collega dat ook bij de bank ziet" in client.get(page).text
    assert client.post(judge, {"right": "yes"}).status_code == 409
    for refused in (
        lambda: told.rows.update(result=Result.FAILED),
        lambda: BankFile.objects.filter(pk=told.pk).update(judged_by=anna, judged=timezone.now()),
        lambda: told.rows.create(position=2, reference="x", result=Result.RETURNED),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            refused()
    assert stands() == (PaymentState.SENT, LineState.PAYING, Result.WAITS)

    log_in(client, ingrid)
    assert "1 bestand van de bank wacht op jou" in client.get("/medewerkers/").text
    assert page in client.get("/medewerkers/fonds/betalingen/").text
    assert client.post(judge).url == page  # says nothing, so nothing is said for good
    assert stands() == (PaymentState.SENT, LineState.PAYING, Result.WAITS)
    assert client.post(judge, {"right": "no"}).url == page
    assert stands() == (PaymentState.SENT, LineState.PAYING, Result.NOT_TRUE)
    assert client.post(judge, {"right": "yes"}).status_code == 409
    # A wrong "no" is looked at again, without another file; a "yes" never is.
    with pytest.raises(IntegrityError), transaction.atomic():
        told.rows.update(result=Result.WAITS)
    assert "Was die ‘nee’ een vergissing?" in client.get(page).text
    assert client.post(judge, {"right": "again"}).url == page
    assert stands() == (PaymentState.SENT, LineState.PAYING, Result.WAITS)
    assert client.post(judge, {"right": "again"}).status_code == 409
    assert client.post(judge, {"right": "yes"}).status_code == 302
    assert stands() == (PaymentState.FAILED, LineState.GRANTED, Result.FAILED)
    assert client.post(judge, {"right": "again"}).status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        BankFile.objects.filter(pk=told.pk).update(judged_by=None, judged=None)
    log_in(client, anna)
    assert "Klopt deze rekening nog?" in client.get(reverse("funding:to_pay", args=[FUND])).text
    assert all_agree()


def test_what_failed_before_it_was_paid_frees_no_money_afterwards(
    client: Client, line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    """A row that waited is judged when the bank has said more: a payment refused at first and paid then stays paid."""
    released(anna, ingrid, today)
    payment = Payment.objects.get()
    many = [("PY-0000-0000", "1", "betaald")] * 50
    refused = told_by_bank(anna, *many, (payment.number, "1400", "mislukt"))
    back = told_by_bank(anna, (payment.number, "1400", "teruggekomen"))
    told_by_bank(anna, (payment.number, "1400", "betaald"))
    log_in(client, ingrid)
    assert payment.number in client.get(f"{BANK}{refused.pk}/").text  # what waits stands on the first page
    judge_bank_file(refused, ingrid, person_of(ingrid), right=True)
    payment.refresh_from_db()
    assert (payment.state, refused.rows.get(payment=payment).result) == (PaymentState.PAID, Result.BY_HAND)
    # What came back was paid, whichever of both files was read first.
    judge_bank_file(back, ingrid, person_of(ingrid), right=True)
    payment.refresh_from_db()
    assert (payment.state, back.rows.get().result) == (PaymentState.RETURNED, Result.RETURNED)
    assert all_agree()


def test_a_file_is_read_once_and_one_of_another_fund_says_nothing(
    line: PlanLine, anna: User, ingrid: User, today: date
) -> None:
    released(anna, ingrid, today)
    payment = Payment.objects.get()
    told_by_bank(anna, (payment.number, "1400", "betaald"))
    with pytest.raises(FileKnown, match="bank"):
        told_by_bank(anna, (payment.number, "1400", "betaald"))
    assert BankFile.objects.count() == 1
    other = Fund.objects.filter(decides_here=True).exclude(pk=FUND)[0]
    give_role(anna, Role.FUND_ADMINISTRATOR, other.pk)
    from funding.payments.bank_import import import_bank_file
    from tests.funding.paying import person_of

    text = f"kenmerk;bedrag;status\n{payment.number};1400;teruggekomen\n".encode()
    file = import_bank_file(other, "x.csv", text, anna, person_of(anna))
    assert [row.result for row in file.rows.all()] == [Result.UNKNOWN]
    with pytest.raises(NotTheirRole):
        import_bank_file(other, "x.csv", text + b"\n", ingrid, person_of(ingrid))
    assert (amounts(), all_agree()) == ((0, 0, 140_000), True)


def test_many_providers_in_one_file(
    line: PlanLine, anna: User, ingrid: User, course: Course, today: date, tmp_path: Path, rf: Any
) -> None:
    """A file of twenty-one payments adds up, and the bank books it as one."""
    make_course(tmp_path / "feed")
    for number in range(3):
        granted(course, today, anna, ingrid, f"Mo{number}", cents=10_001)
    batch = released(anna, ingrid, today)
    file = etree.fromstring(batches.file_of(PaymentBatch.objects.get(pk=batch.pk)))
    assert file.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=ISO) == "1700.03"
    fund = Fund.objects.get(pk=FUND)
    for cents, results in (("1700.02", {Result.OTHER_AMOUNT}), ("1700.03", {Result.PAID, Result.ALREADY})):
        made = import_bank_file(fund, "camt.xml", twice(statement(batch.number, cents)), anna, person_of(anna))
        assert set(made.rows.values_list("result", flat=True)) == results
    assert made.rows.count() == 4 + 1  # said again of the whole batch, it is one row
    assert (Payment.objects.filter(state=PaymentState.PAID).count(), all_agree()) == (4, True)


def twice(content: bytes) -> bytes:
    """The same file with its entry once more."""
    start, end = content.index(b"<Ntry>"), content.index(b"</Stmt>")
    return content[:end] + content[start:end] + content[end:]


def statement(batch: str, euros: str) -> bytes:
    """A camt.053 in which the bank booked the whole batch as one."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Ntry>
<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-25</Dt></BookgDt>
<NtryDtls><Btch><MsgId>{batch}</MsgId><NbOfTxs>4</NbOfTxs></Btch></NtryDtls>
</Ntry></Stmt></BkToCstmrStmt></Document>""".encode()
