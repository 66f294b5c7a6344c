"""What the bank says of payments: pain.002 and camt.053/054 (ISO 20022), or a CSV table. Pure: bytes in, rows out.

Names and account numbers in the file are not looked at and not kept.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _

from funding.payments.enums import Result
from funding.payments.errors import Unreadable
from portal.pages.fields import cents_of

MOST_ROWS = 5_000
LONGEST_REASON = 140
#: In an XML file: of a row of a bank there are about sixty, ten deep.
DEEPEST, MOST_ELEMENTS = 40, 500_000

#: ISO 20022 ExternalPaymentTransactionStatus1Code. Accepted (ACCP, ACSP, ACTC, PDNG ...) is not paid yet.
PAID_CODES = {"ACSC", "ACCC"}
REFUSED_CODES = {"RJCT", "CANC"}
#: ISO 20022 ActiveCurrencyAndAmount, as far as a payment goes.
AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,5})?")
CSV_RESULTS = {
    "betaald": Result.PAID,
    "mislukt": Result.FAILED,
    "teruggekomen": Result.RETURNED,
    "in behandeling": Result.PENDING,
}


@dataclass(frozen=True, slots=True)
class BankRow:
    """What one row says: of a payment, or of a whole batch that the bank booked as one. Cents None: not told."""

    reference: str
    result: Result
    cents: int | None = None
    on: date | None = None
    reason: str = ""
    whole_batch: bool = False


def read_bank_file(content: bytes) -> list[BankRow]:
    """The rows of a file of the bank, in its order. Raises Unreadable with a sentence that names the way out."""
    text = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not text:
        raise Unreadable(_("Dit bestand is leeg. Kies een ander."))
    rows = list(_of_xml(text) if text.startswith(b"<") else _of_table(content))
    if not rows:
        raise Unreadable(
            _("In dit bestand staat niets over betalingen. Kies het bestand met afschriften of statussen.")
        )
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("Dit bestand heeft te veel regels. Vraag je bank om een bestand per dag."))
    return rows


def _of_xml(text: bytes) -> Iterator[BankRow]:
    try:
        root = _tree(text)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(_("Dit bestand is geen goed XML-bestand. Download het opnieuw bij je bank.")) from error
    kinds = {_name(one) for one in root}
    if "CstmrPmtStsRpt" in kinds:
        return _of_status_report(root)
    if kinds & {"BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"}:
        return _of_statement(root)
    raise Unreadable(_("Dit XML-bestand kennen we niet. Kies een camt.053, camt.054 of pain.002 van je bank."))


def _tree(text: bytes) -> Element:
    """The whole file, unless it has more elements, or deeper ones, than a bank's has: walking those takes for ever."""
    depth = number = 0
    root: Element | None = None
    for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=True):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        number += event == "start"
        if depth > DEEPEST or number > MOST_ELEMENTS:
            break
    if root is None or depth:
        raise ValueError("no elements, too many, or too deep")
    return root


def _of_status_report(root: Element) -> Iterator[BankRow]:
    """pain.002: a status for the whole message, and one for each transaction that has its own."""
    for report in _all(root, "CstmrPmtStsRpt"):
        group = _first(report, "OrgnlGrpInfAndSts")
        told = [*_all(report, "TxInfAndSts")]
        if group is not None and (status := _text(group, "GrpSts")) and not (status == "PART" and told):
            yield BankRow(_text(group, "OrgnlMsgId"), _of_code(status), reason=_reason(group), whole_batch=True)
        for one in told:
            result, cents = _with_amount(_of_code(_text(one, "TxSts")), _first(one, "InstdAmt"))
            yield BankRow(
                reference=_text(one, "OrgnlEndToEndId"),
                result=result,
                cents=cents,
                on=_day(_text(one, "AccptncDtTm")),
                reason=_reason(one),
            )


def _of_code(code: str) -> Result:
    if code in PAID_CODES:
        return Result.PAID
    return Result.FAILED if code in REFUSED_CODES else Result.PENDING


def _of_statement(root: Element) -> Iterator[BankRow]:
    """camt.053 or .054: booked debits are paid, credits with our reference came back."""
    for entry in _all(root, "Ntry"):
        status = _first(entry, "Sts")
        code = _text(status, "Cd") or (status.text or "").strip() if status is not None else ""
        back = _text(entry, "CdtDbtInd") == "CRDT"
        result = Result.PENDING if code != "BOOK" else Result.RETURNED if back else Result.PAID
        booked = _first(entry, "BookgDt")
        on = _day(_text(booked, "Dt") or _text(booked, "DtTm"))
        told = False
        for one in _all(entry, "TxDtls"):
            reference = _text(one, "EndToEndId")
            if reference:
                told = True
                amounts = (_amount(one, name) for name in ("TxAmt", "InstdAmt", "Amt"))
                yield BankRow(reference, *_with_amount(result, *amounts), on, _reason(one))
        batch = _first(entry, "Btch")
        if batch is not None and not told and not back:
            told_of = _with_amount(result, _first(entry, "Amt"))
            yield BankRow(_text(batch, "MsgId"), *told_of, on, whole_batch=True)


def _amount(within: Element, name: str) -> Element | None:
    """The amount under this name; TxAmt has it in an Amt of its own, the others are one."""
    found = _first(within, name)
    return _first(found, "Amt") if name == "TxAmt" else found


def _reason(within: Element) -> str:
    for name in ("StsRsnInf", "RtrInf"):
        found = _first(within, name)
        if found is not None:
            return " ".join(filter(None, (_text(found, "Cd"), _text(found, "AddtlInf"))))[:LONGEST_REASON]
    return ""


def _of_table(content: bytes) -> Iterator[BankRow]:
    """CSV with the columns kenmerk, bedrag, status and perhaps datum and reden."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unreadable(_("Deze tabel is niet te lezen. Sla hem op als CSV en kies hem opnieuw."))
    head = text.split("\n", 1)[0]
    try:
        table = csv.DictReader(io.StringIO(text), delimiter=max(";,\t", key=head.count), strict=True)
        names = {(name or "").strip().lower(): name for name in table.fieldnames or []}
        if not {"kenmerk", "bedrag", "status"} <= set(names):
            raise Unreadable(
                _("Dit bestand heeft niet de kolommen kenmerk, bedrag en status. Kies een camt-bestand of pas dit aan.")
            )
        yield from _rows({name: (row.get(real) or "").strip() for name, real in names.items()} for row in table)
    except csv.Error as error:
        raise Unreadable(_("Deze tabel is niet te lezen. Sla hem op als CSV en kies hem opnieuw.")) from error


def _rows(rows: Iterable[dict[str, str]]) -> Iterator[BankRow]:
    for number, row in enumerate(rows, start=2):
        if not any(row.values()):
            continue
        result, cents = CSV_RESULTS.get(row["status"].lower()), cents_of(row["bedrag"])
        if result is None:
            raise Unreadable(
                _("Regel %(number)s: kies bij status een van deze woorden: %(words)s.")
                % {"number": number, "words": ", ".join(CSV_RESULTS)}
            )
        if cents is None:
            raise Unreadable(_("Regel %(number)s: vul bij bedrag een bedrag in euro's in.") % {"number": number})
        yield BankRow(row["kenmerk"][:35], result, cents, _day(row.get("datum", "")), row.get("reden", "")[:140])


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(within: Element, name: str) -> Iterator[Element]:
    return (one for one in within.iter() if _name(one) == name)


def _first(within: Element | None, name: str) -> Element | None:
    return next(_all(within, name), None) if within is not None else None


def _text(within: Element | None, name: str) -> str:
    found = _first(within, name)
    return (found.text or "").strip()[:35] if found is not None else ""


def _with_amount(result: Result, *amounts: Element | None) -> tuple[Result, int | None]:
    """The first amount that is told, in cents; when it is no amount of euros a person has to look at it."""
    told = next((one for one in amounts if one is not None), None)
    if told is None:
        return result, None
    text = (told.text or "").strip()
    if not AMOUNT.fullmatch(text) or told.get("Ccy", "EUR") != "EUR" or (cents := Decimal(text) * 100) % 1:
        return Result.OTHER_AMOUNT, None
    return result, int(cents)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
