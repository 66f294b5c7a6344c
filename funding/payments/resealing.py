"""Account numbers and payment files under the newest key. What they say stays as it was."""

from funding.payments.models import Account, PaymentBatch
from portal.record.sealing import mark, open_sealed, seal, without_guards


def reseal() -> int:
    """Seal all of them anew, and mark the numbers anew; returns how many."""
    return without_guards("funding_account", _accounts) + without_guards("funding_paymentbatch", _files)


def _accounts() -> int:
    accounts = list(Account.objects.select_for_update())
    for account in accounts:
        plain = open_sealed(account.sealed_iban, account.place)
        Account.objects.filter(pk=account.pk).update(sealed_iban=seal(plain, account.place), mark=mark(plain, "iban"))
    return len(accounts)


def _files() -> int:
    # One at a time: a file can be large.
    keys = list(PaymentBatch.objects.filter(sealed_file__isnull=False).values_list("pk", flat=True))
    for pk in keys:
        batch = PaymentBatch.objects.select_for_update().get(pk=pk)
        plain = open_sealed(batch.sealed_file or b"", batch.file_place)
        PaymentBatch.objects.filter(pk=pk).update(sealed_file=seal(plain, batch.file_place))
    return len(keys)
