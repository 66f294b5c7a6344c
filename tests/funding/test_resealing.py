"""Another sealing key: what the old one sealed opens until it is sealed anew, and afterwards without the old one."""

import hashlib
import secrets
from datetime import date
from io import StringIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Course
from funding.payments import batches
from funding.payments.models import Account, PaymentBatch
from funding.webhooks.actions import change_secret, make_webhook
from funding.webhooks.models import Webhook
from funding.webhooks.sending import secrets_of
from portal.people.models import Fund
from portal.record.sealing import CannotOpen, open_sealed
from tests.funding.paying import FUND, IBAN, colleague, granted, name_accounts, person_of, released

OLD, NEW = "old-" + "k3y" * 20, "new-" + "y3k" * 20


@pytest.mark.django_db
def test_another_key_takes_the_place_of_the_old_one(course: Course, today: date, settings: Any) -> None:
    settings.SEALING_KEYS = [OLD]
    anna, bram = colleague("Anna"), colleague("Bram")
    line = granted(course, today, anna, bram)
    name_accounts(line, anna)
    batch = released(anna, bram, today)
    webhook, secret = make_webhook(
        Fund.objects.get(pk=FUND), "https://a.example/", ["line.moved"], anna, person_of(anna), "w"
    )
    renewed = change_secret(webhook, anna, webhook.mark)

    def told() -> list[Any]:
        numbers = sorted(one.iban for one in Account.objects.all())
        signs = secrets_of(Webhook.objects.get(), timezone.now())
        return [numbers, signs, batches.file_of(PaymentBatch.objects.get(pk=batch.pk))]

    before, marks = told(), set(Account.objects.values_list("mark", flat=True))
    assert before[1] == [renewed, secret]
    settings.SEALING_KEYS = [NEW, OLD]
    assert told() == before
    out = StringIO()
    call_command("reseal", stdout=out)
    assert out.getvalue().startswith("5 values")
    settings.SEALING_KEYS = [NEW]
    assert told() == before
    assert not marks & set(Account.objects.values_list("mark", flat=True))
    # The guards are on again.
    for rows, change in ((Account.objects, {"mark": "x"}), (PaymentBatch.objects, {"sealed_file": b"x"})):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    settings.SEALING_KEYS = [OLD]
    with pytest.raises(CannotOpen):
        told()


def test_what_was_sealed_before_keys_had_names_opens(settings: Any) -> None:
    settings.SEALING_KEYS = [NEW, OLD]
    nonce, key = secrets.token_bytes(12), hashlib.sha256(f"portal.record.sealing:seal:{OLD}".encode()).digest()
    assert open_sealed(nonce + AESGCM(key).encrypt(nonce, IBAN.encode(), b"here"), "here") == IBAN
    with pytest.raises(CannotOpen):
        open_sealed(nonce + AESGCM(key).encrypt(nonce, IBAN.encode(), b"here"), "elsewhere")
    for broken in (b"", b"x", bytes(200)):
        with pytest.raises(CannotOpen):
            open_sealed(broken, "here")
