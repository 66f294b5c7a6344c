"""Files of the bank as they come, and as they should not."""

from datetime import date

import pytest

from funding.payments.bank_reading import BankRow, read_bank_file
from funding.payments.enums import Result
from funding.payments.errors import Unreadable
from funding.payments.reasons import in_words

STATUS = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>BT-2345-6789</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>PY-2345-6789</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Rekening opgeheven</AddtlInf></StsRsnInf>
<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">1400.00</InstdAmt></Amt>
<Cdtr><Nm>Niet bewaren</Nm></Cdtr></OrgnlTxRef></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>PY-2345-678B</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>PY-2345-678C</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
REFUSED = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>BT-2345-6789</OrgnlMsgId><GrpSts>RJCT</GrpSts>
<StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"""
STATEMENT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Ntry><Amt Ccy="EUR">1400.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-25</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>PY-2345-6789</EndToEndId></Refs>
<AmtDtls><TxAmt><Amt Ccy="EUR">1400.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-11-26T08:00:00</DtTm></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>PY-2345-678B</EndToEndId></Refs><Amt Ccy="EUR">12.50</Amt>
<RtrInf><Rsn><Cd>MD07</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
<NtryDtls><TxDtls><Refs><EndToEndId>PY-2345-678C</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">9.99</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
TABLE = (
    '\ufeffKenmerk,Status,Bedrag,Datum,Reden\nPY-2345-6789,Betaald,"1.400,00",2026-11-25,\n\nPY-2,MISLUKT,5,,=HACK()\n'
)


def test_what_banks_send_is_read() -> None:
    assert read_bank_file(STATUS.encode()) == [
        BankRow("PY-2345-6789", Result.FAILED, 140_000, None, "AC04 Rekening opgeheven"),
        BankRow("PY-2345-678B", Result.PENDING),
        BankRow("PY-2345-678C", Result.PAID),
    ]
    assert read_bank_file(REFUSED.encode()) == [
        BankRow("BT-2345-6789", Result.FAILED, reason="DU01", whole_batch=True),
    ]
    assert read_bank_file(STATEMENT.encode()) == [
        BankRow("PY-2345-6789", Result.PAID, 140_000, date(2026, 11, 25)),
        BankRow("PY-2345-678B", Result.RETURNED, 1_250, date(2026, 11, 26), "MD07"),
        BankRow("PY-2345-678C", Result.PENDING),
    ]
    assert read_bank_file(TABLE.encode()) == [
        BankRow("PY-2345-6789", Result.PAID, 140_000, date(2026, 11, 25)),
        BankRow("PY-2", Result.FAILED, 500, None, "=HACK()"),
    ]


def test_a_code_of_the_bank_is_said_in_words_unless_the_bank_did() -> None:
    assert in_words("AC04") == "AC04: de rekening is opgeheven"
    assert [in_words(text) for text in ("AC04 Rekening opgeheven", "XX99", "")] == [
        "AC04 Rekening opgeheven",
        "XX99",
        "",
    ]


@pytest.mark.parametrize("amount", ["NaN", "1E30", "-1400.00", "1400.005", "1.400,00", "", "9" * 40])
def test_an_amount_that_is_none_is_not_taken_for_one_that_was_not_told(amount: str) -> None:
    """Else a payment would count as paid whatever the bank paid."""
    for file in (STATEMENT.replace(">1400.00<", f">{amount}<"), STATUS.replace(">1400.00<", f">{amount}<")):
        assert read_bank_file(file.encode())[0].result == Result.OTHER_AMOUNT
    assert read_bank_file(STATEMENT.replace("EUR", "USD").encode())[0].result == Result.OTHER_AMOUNT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"<",
        b"<html/>",
        b"%PDF-1.7",
        b"\x00\xff\xfe",
        b"kenmerk;bedrag;status\nPY\x00;1;betaald\n",
        b"kenmerk;bedrag;status\n",
        b"kenmerk;status\nPY;betaald\n",
        b"kenmerk;bedrag;status\nPY;1;misschien\n",
        b"kenmerk;bedrag;status\nPY;-1;betaald\n",
        b"kenmerk;bedrag;status\nPY;" + b"9" * 40 + b";betaald\n",
        b'kenmerk;bedrag;status\n"PY;1;betaald\n',
        b"kenmerk;bedrag;status\n" + b"PY;1;betaald\n" * 5_001,
        b'<!DOCTYPE a [<!ENTITY b "x">]><Document><CstmrPmtStsRpt>&b;</CstmrPmtStsRpt></Document>',
        b'<?xml version="1.0" encoding="nothing"?><Document/>',
        b'<?xml version="1.0" encoding="utf-16"?><Document/>',
        STATUS.replace("CstmrPmtStsRpt", "Anders").encode(),
        STATUS[:-20].encode(),
        b"<Document><BkToCstmrStmt>" + b"<Ntry>" * 100_000 + b"</Ntry>" * 100_000 + b"</BkToCstmrStmt></Document>",
    ],
)
def test_what_is_no_file_of_a_bank_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        read_bank_file(content)
    assert told.value.message.endswith(".")
