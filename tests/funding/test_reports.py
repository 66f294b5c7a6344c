"""Reports to funders: made once after each period, kept as they were, adding up, and telling of nobody."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from courses.models import Course
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.decisions.actions import Finding, decide
from funding.decisions.models import Decision, Preparation
from funding.reports.enums import Every
from funding.reports.making import make_due, make_reports, period_before, periods, schedule
from funding.reports.models import ReportFile, ReportSchedule
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from tests.funding.making import make_application
from tests.funding.paying import FUND, colleague
from tests.people import log_in

ASKED = {"funder": "Provincie Drenthe", "kind": "cijfers", "form": "xlsx", "every": "month", "scheme": None}


@pytest.mark.parametrize(
    ("every", "today", "first", "last"),
    [
        (Every.MONTH, date(2026, 3, 1), date(2026, 2, 1), date(2026, 2, 28)),
        (Every.MONTH, date(2028, 3, 31), date(2028, 2, 1), date(2028, 2, 29)),
        (Every.QUARTER, date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (Every.QUARTER, date(2026, 6, 30), date(2026, 1, 1), date(2026, 3, 31)),
        (Every.YEAR, date(2026, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_ends_before_its_report(every: Every, today: date, first: date, last: date) -> None:
    assert period_before(every, today) == (first, last)
    assert list(periods(every, first, today)) == [(first, last)]


@pytest.fixture
def anna(schemes: None) -> User:
    return colleague("Anna", Role.FUND_ADMINISTRATOR)


@pytest.mark.django_db
def test_a_report_is_made_after_each_period_once_and_adds_up(
    course: Course, today: date, anna: User, client: Client
) -> None:
    for number in range(2):
        make_application(course, today, f"Lena{number}")
    with time_machine.travel(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)):  # half past twelve, on 1 December
        asked = schedule(Fund.objects.get(pk=FUND), ASKED, anna)
    one = asked.files.get()  # of November, at once
    assert (one.first, one.last) == (date(2026, 11, 1), date(2026, 11, 30))
    book = load_workbook(BytesIO(bytes(one.content)), read_only=True)
    cases = list(book[next(name for name in book.sheetnames if "Aanvragen" in name)].values)
    assert cases[0][:2] == ("Regeling", "Aanvragen")
    assert cases[1][1] == 2
    assert cases[1][4] == PlanLine.objects.filter(fund=FUND).aggregate(cents=Sum("cents"))["cents"] / 100
    # Two months later the two that ended meanwhile are made, and told; again nothing.
    assert len(make_due(asked, date(2027, 2, 4))) == 2
    assert not make_due(asked, date(2027, 2, 4))
    make_reports()
    assert ReportFile.objects.count() == 3
    assert MailMessage.objects.filter(kind="report_made").count() == 2
    pdf = schedule(Fund.objects.get(pk=FUND), ASKED | {"form": "pdf", "every": "year"}, anna).files.get()
    assert bytes(pdf.content).startswith(b"%PDF")
    log_in(client, anna)
    assert client.get(reverse("funding:report_file", args=[pdf.pk])).headers["Content-Type"] == "application/pdf"
    # Who left the fund gets no more of them.
    Membership.objects.filter(user=anna).delete()
    assert not make_due(asked, date(2028, 1, 4))
    assert ReportSchedule.objects.get(pk=asked.pk).ended


@pytest.mark.django_db
def test_the_year_in_words_counts_people_once_and_only_their_first_decision(
    course: Course, today: date, anna: User, client: Client
) -> None:
    sent = [make_application(course, today, f"Lena{number}") for number in range(7)]
    line = PlanLine.objects.select_related("fund", "application", "scheme_version__scheme").get(
        application=sent[0], fund=FUND
    )
    decide(line, Finding(Verdict.REFUSE, 0, "Nee."), anna, line.version)
    first = Decision.objects.get(line=line)
    with connection.cursor() as cursor:  # and there was a correction, half a year later
        cursor.execute("SET LOCAL session_replication_role = replica")
        Application.objects.filter(pk=sent[6].pk).update(learner=sent[0].learner_id)  # the seventh is of the first
        again = Preparation.objects.get(pk=first.preparation_id)
        again.pk = uuid4()
        again.save(force_insert=True)
        later = Decision.objects.get(pk=first.pk)
        later.pk, later.kind, later.corrects, later.preparation = uuid4(), "correction", first, again
        begun = Application.objects.values_list("submitted", flat=True).get(pk=sent[0].pk)
        assert begun
        Decision.objects.filter(pk=first.pk).update(at=begun + timedelta(days=3))
        later.at, later.decided_by = begun + timedelta(days=180), colleague("Ingrid")
        later.save(force_insert=True)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    log_in(client, anna)
    page = client.get(reverse("funding:year_summary"), {"fonds": FUND, "jaar": "2026"}).text
    assert "vroegen 6 mensen geld aan" in page
    assert "na 3 dagen" in page


@pytest.mark.django_db
def test_a_list_of_people_is_for_who_asked_and_mistakes_are_told(
    course: Course, today: date, anna: User, client: Client
) -> None:
    make_application(course, today)
    asked = ASKED | {"kind": "aanvragen", "every": "month"}
    listed = schedule(Fund.objects.get(pk=FUND), asked, anna).files.get()
    log_in(client, anna)
    page, file = reverse("funding:reports"), reverse("funding:report_file", args=[listed.pk])
    assert client.get(file).content.startswith(b"PK")
    told = {"funder": "Provincie", "fund": FUND, "kind": "deelnemers", "form": "pdf", "every": "month"}
    assert "alleen als Excel" in client.post(page, told, follow=True).text
    assert "vanzelf" in client.post(page, told | {"kind": "cijfers"}, follow=True).text
    whole = {"kind": "accountant", "form": "xlsx"}
    scheme = PlanLine.objects.values_list("scheme_version__scheme", flat=True)[0]
    assert "alle regelingen" in client.post(page, told | whole | {"scheme": scheme}, follow=True).text
    assert "vanzelf" in client.post(page, told | whole, follow=True).text
    book = load_workbook(BytesIO(bytes(ReportFile.objects.get(schedule__kind="accountant").content)), read_only=True)
    assert book.sheetnames == ["aansluiting", "aanvragen", "besluiten", "grootboek", "betalingen"]
    ties = list(book["aansluiting"].values)
    assert {row[ties[0].index("sluit_aan")] for row in ties[1:]} == {"ja"}
    log_in(client, colleague("Samira"))
    assert client.get(file).status_code == 404
    assert "Provincie Drenthe" not in client.get(page).text
