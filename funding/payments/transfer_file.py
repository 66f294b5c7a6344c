"""The file that the bank takes: SEPA credit transfers, ISO 20022 pain.001."""

from collections.abc import Iterable
from datetime import date

from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError
from stdnum import iban

from funding.payments.errors import DoesNotFit
from funding.payments.models import Account, Payment

#: Version 09 of 2019 is what the Dutch banks ask for since 2025; the library brings the schema and validates.
SCHEMA = "pain.001.001.09"
LONGEST_DESCRIPTION = 140


class _Transfers(SepaTransfer):  # type: ignore[misc]
    """With our own number as MsgId, by which the bank knows a file that it had before."""

    def __init__(self, config: dict[str, object], number: str) -> None:
        self.number = number
        super().__init__(config, schema=SCHEMA, clean=True)

    def _create_header(self) -> None:
        self.msg_id = self.number
        super()._create_header()


def transfer_file(number: str, pays_from: Account, payments: Iterable[Payment], on: date) -> bytes:
    """The batch as a valid pain.001. Payments come with account, line and application.

    Raises DoesNotFit with the number of the batch when the result is not valid by the schema.
    """
    config = {"name": pays_from.name, "IBAN": iban.compact(pays_from.iban), "batch": True, "currency": "EUR"}
    file = _Transfers(config, number)
    for payment in payments:
        application = payment.line.application
        description = f"{application.number} {payment.line.scheme_name}: {application.course_as_sent['title']}"
        file.add_payment(
            {
                "name": payment.account.name,
                "IBAN": iban.compact(payment.account.iban),
                "amount": payment.cents,
                "execution_date": on,
                "description": description[:LONGEST_DESCRIPTION],
                "endtoend_id": payment.number,
            }
        )
    try:
        exported: bytes = file.export(validate=True)
    except ValidationError as error:
        raise DoesNotFit([number]) from error
    return exported
