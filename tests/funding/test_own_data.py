"""Taking along what the portal holds of somebody, and having it erased: in two steps, and out of every table."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from lxml import html

from courses.models import Course
from funding.applications.models import Application
from funding.decisions.actions import Finding, decide
from funding.models import Decision, Forwarding, LedgerEntry, PlanLine
from intake.advice.actions import Notes, write_notes
from intake.models import Appointment, Consent, Profile, Record
from intake.profile.enums import Purpose
from portal.confirming.models import Confirmation
from portal.people.enums import Role
from portal.people.models import User
from portal.record.audit import broken_links
from portal.record.models import AuditEvent
from tests.funding.making import make_draft, send
from tests.funding.test_matrix import FUND, _verdict
from tests.funding.test_route import everything, lena, page
from tests.intake.teams import deliver, words
from tests.people import give_role, log_in, make_user

__all__ = ["everything", "lena", "page"]

pytestmark = pytest.mark.django_db
ERASE = "/mijn/gegevens/verwijderen/"


def code() -> str:
    """The code that was mailed last."""
    deliver()
    return str([one.subject for one in mail.outbox if one.subject.startswith("Je code is")][-1].rpartition(" ")[2])


def rows_with(text: str) -> set[str]:
    """Every table that has this text in some row, whatever the column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} t WHERE t::text ILIKE %s)", [f"%{text}%"])  # noqa: S608
            [there] = cursor.fetchone() or [False]
            if there:
                found.add(table)
    return found


def test_the_archive_has_everything_for_people_and_for_programs(everything: Appointment, page: Client) -> None:
    line = PlanLine.objects.select_related("scheme_version").get(fund=FUND)
    proposal = {
        "line": line,
        "from_fund_id": FUND,
        "to_fund_id": "rmt-noord",
        "reason": "Hoort daar.",
        "state": "asked",
    }
    scheme = line.scheme_version.scheme_id
    Forwarding.objects.create(scheme_id=scheme, proposed_by=User.objects.get(name="Anna"), **proposal)
    told = words(page.get("/mijn/gegevens/"))
    assert "Gesprekken en advies 2" in told
    answer = page.post("/mijn/gegevens/downloaden/")
    zipped = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert zipped.testzip() is None
    data = json.loads(zipped.read("gegevens.json"))["data"]
    assert data["account"][0]["email"] == "lena@voorbeeld.example"
    assert {row["fact"]: row["value"] for row in data["answers"]}["residence"] == "GM0106"
    assert data["talks"][0]["advice"] == "Scholingsadvies: Ga lassen."
    assert [row["number"] for row in data["applications"]] == list(
        Application.objects.order_by("created").values_list("number", flat=True)
    )
    assert [(row["to"], row["reason"]) for row in data["forwardings"]] == [
        ("Regionaal Mobiliteitsteam Noord (demo)", "Hoort daar.")
    ]
    assert len(data["saved_courses"]) == len(data["saved_searches"]) == len(data["shared_results"]) == 1
    readable = html.document_fromstring(zipped.read("lees-mij.html").decode()).text_content()
    assert "Assen" in readable
    assert "Ik wil iets met mensen." in readable
    [letter] = [name for name in zipped.namelist() if name.startswith("brieven/")]
    [proof] = [name for name in zipped.namelist() if name.startswith("bewijzen/")]
    assert zipped.read(letter)
    assert zipped.read(proof)
    assert page.get("/mijn/gegevens/downloaden/").status_code == 405
    assert Client().post("/mijn/gegevens/downloaden/").status_code == 302


def test_nothing_goes_without_the_code_and_a_wrong_one_can_be_typed_five_times(
    everything: Appointment, page: Client, lena: User
) -> None:
    assert "loopt nog" in words(page.get(ERASE))
    page.post(ERASE)
    right = code()
    for _try in range(5):
        answer = page.post(ERASE, {"step": "code", "code": "2222-2222"})
        assert answer.status_code == 422
        assert "Die code klopt niet" in words(answer)
    assert page.post(ERASE, {"step": "code", "code": right}).status_code == 422, "the five tries are over"
    other = make_user("Ander")
    stranger = log_in(Client(), other, second_factor=False)
    page.post(ERASE)
    assert stranger.post(ERASE, {"step": "code", "code": code()}).status_code == 422, "of somebody else"
    assert Profile.objects.filter(user=lena).exists()
    for _again in range(9):
        page.post(ERASE)
    assert Confirmation.objects.filter(user=lena).count() == 6


def test_while_an_application_runs_the_rest_goes_and_the_account_stays(
    everything: Appointment, page: Client, lena: User
) -> None:
    write_notes(everything, Notes("Lena twijfelt over lassen."))
    page.post(ERASE)
    assert page.post(ERASE, {"step": "code", "code": code().lower()}).url == "/mijn/"
    assert User.objects.get(pk=lena.pk).erased is None
    assert not Record.objects.exists()
    assert not Profile.objects.exists()
    assert list(Appointment.objects.order_by("period").values_list("contact_name", "hope", "status")) == [
        ("gewist", "", "booked"),
        ("gewist", "", "cancelled"),
    ]
    assert Application.objects.get().submitted is not None
    assert Consent.objects.filter(withdrawn=None).values_list("purpose", flat=True).get() == Purpose.APPLICATION
    assert "Mijn aanvragen" in words(page.get("/mijn/"))
    assert Client().get(f"/orienteren/afspraak/{everything.token}/").status_code == 410


def test_without_applications_nothing_is_left_in_any_table(lena: User, page: Client, course: Course) -> None:
    lena.phone = "06 12345678"
    lena.save()
    make_draft(lena, course)
    page.post(ERASE)
    assert page.post(ERASE, {"step": "code", "code": code()}).url == "/"
    deliver()
    assert not User.objects.filter(pk=lena.pk).exists()
    mail_about_it = {"portal_mailmessage"}
    assert rows_with("lena@voorbeeld.example") <= mail_about_it
    assert rows_with("06 12345678") == rows_with("1984-05-17") == set()
    assert AuditEvent.objects.get(verb="erase_own_data").actor == lena.pk
    assert broken_links() == []
    assert page.get("/mijn/").status_code == 302, "logged out"
    assert "/account/inloggen/" in page.get(ERASE).url


def test_what_was_decided_stays_with_a_user_who_tells_nothing(
    lena: User, page: Client, course: Course, today: date
) -> None:
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    sent = send(make_draft(lena, course), lena, today)
    line = PlanLine.objects.select_related("fund", "application__learner").get(application=sent, fund=FUND)
    decide(line, Finding(_verdict("refuse"), 0, "Nee."), anna, line.version)
    entries = LedgerEntry.objects.count()
    assert "wat er betaald is" in words(page.get(ERASE))
    page.post(ERASE)
    assert page.post(ERASE, {"step": "code", "code": code()}).url == "/"
    gone = User.objects.get(pk=lena.pk)
    assert (gone.name, gone.email, gone.is_active) == ("", f"{lena.pk}@gewist.invalid", False)
    assert (Decision.objects.count(), LedgerEntry.objects.count()) == (1, entries)
    assert Application.objects.get().learner_name == "Lena"
    deliver()
    assert rows_with("lena@voorbeeld.example") <= {"funding_letter", "portal_mailmessage"}, "a letter is kept whole"
    with pytest.raises(IntegrityError, match="erased_user_tells_nothing"), transaction.atomic():
        User.objects.filter(pk=lena.pk).update(name="Lena")


def test_who_works_here_is_not_erased(page: Client, lena: User) -> None:
    give_role(lena, Role.PORTAL_MANAGER, until=date(2021, 1, 1))
    assert "Je werkt of werkte hier" in words(page.get("/mijn/gegevens/"))
    for ask in (page.get, page.post):
        answer: Any = ask(ERASE)
        assert answer.url == "/mijn/gegevens/"
