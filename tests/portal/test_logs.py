"""What the log says when something fails: nothing of who it is about, and nothing that opens a page."""

import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from portal.mail.models import ReturnedAddress
from portal.pages.errors import failed
from portal.record.logs import JsonLines


def line(message: str, *given: object, **about: object) -> str:
    """One line as it is written."""
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, given, None)
    vars(record).update(about)
    return JsonLines().format(record)


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_not_written_down() -> None:
    # Apart, because a traceback shows lines of this file.
    row = ReturnedAddress(address="Lena@voorbeeld.example", status="5.1.1", last=timezone.now())
    with pytest.raises(IntegrityError, match="Lena@") as refused, transaction.atomic():  # PostgreSQL says it
        row.save(force_insert=True)
    error = refused.value
    written = line("Task raised %r: %s", error, error, exc_info=(type(error), error, error.__traceback__))
    assert "Lena@" not in written
    told = json.loads(written)
    assert "returned_address_lower" in told["message"]
    assert told["traceback"].rstrip().endswith('violates check constraint "returned_address_lower"')
    assert "The above exception was the direct cause" in told["traceback"]


def test_what_opens_a_page_is_not_in_the_path_that_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    for path, written in (
        ("/orienteren/afspraak/geheim/afzeggen/", "/orienteren/afspraak/.../afzeggen/"),
        ("/verzoek/geheim/", "/verzoek/.../"),
        ("/opleidingen/", "/opleidingen/"),
    ):
        request = RequestFactory().get(path)
        request.resolver_match = resolve(path)
        said = line("%s: %s", "Internal Server Error", path, request=request)
        assert json.loads(said)["message"] == f"Internal Server Error: {written}"
        failed(request)
        assert vars(caplog.records[-1])["path"] == written
