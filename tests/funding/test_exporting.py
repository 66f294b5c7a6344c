"""What goes out: the rows of one's own fund, without own cases, and no formula in any cell."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from courses.models import Course
from funding.applications.models import Application
from funding.payments.models import Payment
from portal.people.enums import Role
from portal.record.models import AuditEvent
from tests.funding.making import make_application
from tests.funding.paying import FUND, IBAN, colleague, granted, name_accounts, released, told_by_bank
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db


def table(client: Client, kind: str, **more: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    answer = client.post(reverse("funding:export"), {"fund": FUND, "kind": kind, "form": "csv"} | more)
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert IBAN not in text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def _rows(sheet: Any) -> Iterator[tuple[list[Any], list[Any]]]:
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    yield from ((head, row) for row in rows)


def test_every_list_of_a_fund(course: Course, today: date, client: Client) -> None:
    anna, ingrid = colleague("Anna", Role.FUND_ADMINISTRATOR), colleague("Ingrid")
    line = granted(course, today, anna, ingrid)
    name_accounts(line, anna)
    released(anna, ingrid, today)
    told_by_bank(anna, (Payment.objects.get().number, "1400", "betaald"))
    mo = make_application(course, today, "Mo")
    assert mo.learner
    give_role(mo.learner, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    assert [row["gevraagd"] for row in table(client, "aanvragen")] == ["1400,00", "1400,00"]
    assert table(client, "aanvragen", year="2025") == []
    assert [(row["besluit"], row["besloten_door"]) for row in table(client, "besluiten")] == [("toekennen", "Anna")]
    assert [(row["bedrag"], row["stand"]) for row in table(client, "betalingen")] == [("1400,00", "betaald")]
    people = table(client, "deelnemers")
    assert [(row["naam"], row["Woonplaats"], row["betaald"]) for row in people] == [("Lena", "Assen", "1400,00")]
    own = log_in(Client(), mo.learner)
    assert {row["nummer"] for row in table(own, "aanvragen")} == {line.application.number}
    assert AuditEvent.objects.filter(verb="export").count() == 6
    wanted = {"fund": FUND, "kind": "accountant"}
    assert client.post(reverse("funding:export"), wanted | {"form": "csv"}).status_code == 422
    book = load_workbook(io.BytesIO(client.post(reverse("funding:export"), wanted | {"form": "xlsx"}).content))
    sheets = {sheet.title: [dict(zip(*pair, strict=True)) for pair in _rows(sheet)] for sheet in book}
    (tied,) = sheets["aansluiting"]
    assert (tied["betaald"], tied["betaald_grootboek"], tied["betaald_volgens_bank"]) == (1400, 1400, 1400)
    assert tied["sluit_aan"] == "ja"
    moved = [row["boeking"] for row in sheets["grootboek"] if row["nummer"] == line.application.number]
    assert moved == ["gereserveerd", "toegezegd", "betaald"]
    known = {row["nummer"] for row in sheets["aanvragen"]}
    assert {row["nummer"] for name in ("besluiten", "grootboek", "betalingen") for row in sheets[name]} <= known
    assert client.post(reverse("funding:export"), {"fund": "ander", "kind": "x", "year": "0"}).status_code == 422


def test_a_name_that_is_a_formula_is_none_and_amounts_are_numbers(course: Course, today: date, client: Client) -> None:
    anna, ingrid = colleague("Anna", Role.FUND_ADMINISTRATOR), colleague("Ingrid")
    line = granted(course, today, anna, ingrid)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Application.objects.filter(pk=line.application_id).update(learner_name='=HYPERLINK("x")')
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    log_in(client, anna)
    assert table(client, "deelnemers")[0]["naam"] == '\'=HYPERLINK("x")'
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(reverse("funding:export"), {"fund": FUND, "kind": "deelnemers", "form": "xlsx"})
    assert len(queries) <= 25
    book = load_workbook(io.BytesIO(answer.content))
    head, row = book.active.iter_rows()
    cells = dict(zip([one.value for one in head], row, strict=True))
    assert (cells["naam"].data_type, cells["naam"].value) == ("s", '\'=HYPERLINK("x")')
    assert (cells["toegekend"].data_type, cells["toegekend"].value) == ("n", 1400)
    assert cells["begonnen"].is_date
    names, scheme, total = book["totalen"].iter_rows(values_only=True)
    assert names[:3] == ("regeling", "aantal", "toegekend")
    assert (scheme[:3], total[:3]) == ((line.scheme_name, 1, 1400), ("totaal", 1, 1400))
