"""Mijn route: everything of one learner on one calm page, and what they agreed to with a way to take it back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.models import Course, SavedCourse, SavedSearch
from funding.completing.actions import ask
from funding.documents.actions import add
from funding.documents.enums import DocumentKind
from funding.documents.reading import clean
from funding.models import Application, Letter, PlanLine
from funding.sharing.views import share
from intake.advice.actions import approve, give_advice, recommend
from intake.advice.enums import AdviceKind
from intake.agenda.models import Adviser
from intake.models import Advice, Answer, Appointment, Consent, Orientation, SharedResult
from intake.orientation.actions import keep
from intake.orientation.directions import Answers
from intake.profile.actions import give_consent, profile_of_user
from intake.profile.enums import Purpose
from portal.brands.current import plain_brand
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import AuditEvent
from tests.funding.making import load, make_draft, send
from tests.funding.test_documents import picture
from tests.funding.test_matrix import FUND
from tests.intake.teams import kind_of, make_adviser, words
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user("Lena")


@pytest.fixture
def page(lena: User) -> Client:
    return log_in(Client(), lena, second_factor=False)


def make_talk(adviser: Adviser, user: User, days: int = -3) -> Appointment:
    """A talk of this learner, so many days from now, with what they told beforehand."""
    start = timezone.now() + timedelta(days=days)
    return Appointment.objects.create(
        adviser=adviser,
        kind=kind_of(adviser),
        occupied=(start, start + timedelta(minutes=45)),
        profile=profile_of_user(user),
        period=(start, start + timedelta(minutes=45)),
        mode="video",
        contact_name="Lena de Boer",
        contact_email=user.email,
        hope="Ik wil iets met mensen.",
        origin="http://testserver",
        consent=give_consent(Purpose.APPOINTMENT, scope=["team:1"], text_version="x", user=user),
        token=f"token{days}",
        request_key=f"key{days}",
    )


@pytest.fixture
def everything(lena: User, course: Course, today: date) -> Appointment:
    """A learner with something of every kind."""
    sanne = make_adviser()
    sent = send(make_draft(lena, course), lena, today)
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    line = PlanLine.objects.select_related("fund", "application__learner").get(application=sent, fund=FUND)
    ask(line, "Welk diploma heb je?", today + timedelta(days=14), anna, line.version)
    Letter.objects.create(line=line, kind="extension", subject="Het fonds heeft meer tijd nodig", html="x", digest="x")
    add(load(make_draft(lena, course)), clean(picture()), "loonstrook.jpg", DocumentKind.WORK, lena)
    talk = make_talk(sanne, lena)
    recommend(talk, course, "Past bij je")
    give_advice(talk, AdviceKind.TRAINING, "", "Ga lassen.", by=sanne.user, brand=plain_brand())
    make_talk(sanne, lena, days=2)
    SavedCourse.objects.create(user=lena, course=course)
    SavedSearch.objects.create(user=lena, query="q=lassen", origin="http://testserver")
    keep(profile_of_user(lena), Answers(values=("together",), skills=("listening",)), by=lena)
    share(profile_of_user(lena), sanne.team, name="Lena", course=None, result={"answers": [], "course": ""}, by=lena)
    return talk


def test_everything_is_there_with_what_waits_on_top(
    everything: Appointment, page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page.get("/mijn/")
    with django_assert_max_num_queries(25):
        answer = page.get("/mijn/")
    told = words(answer)
    top = told.partition("Nu aan de beurt")[2].partition("Nog niet verstuurd")[0]
    assert "Je gesprek met Sanne de Wit" in top
    assert "Vul je aanvraag aan" in top
    assert "Verstuur je aanvraag" in top
    for part in ("Mijn aanvragen", "Mijn gesprekken", "Scholingsadvies: Sanne de Wit", "“Past bij je”", "Bewaard"):
        assert part in told
    assert told.count("Jij betaalt € ") == 2, "of the course that was recommended, and of the one that was kept"
    for part in ("Zoekopdrachten die je volgt", "Wat bij je past", "Wat je goedvindt"):
        assert part in told
    papers = words(page.get("/mijn/documenten/"))
    assert "Het fonds heeft meer tijd nodig Brief van" in papers
    assert "loonstrook.jpg Bewijs van werk" in papers
    assert "loonstrook.jpg" in told


def test_a_learner_without_anything_is_told_where_to_begin(page: Client) -> None:
    told = words(page.get("/mijn/"))
    assert "Mijn aanvragen" not in told
    assert "Zoek een opleiding" in told
    assert "Wat je goedvindt" in told
    for path in ("/mijn/aanvragen/", "/mijn/documenten/", "/mijn/toestemming/"):
        assert page.get(path).status_code == 200
        assert Client().get(path).status_code == 302


def withdraw(page: Client, purpose: Purpose) -> Any:
    found = Consent.objects.filter(purpose=purpose, withdrawn=None).order_by("given")[0]
    return page.post(f"/mijn/toestemming/{found.pk}/intrekken/")


def test_each_consent_is_taken_back_with_what_rests_on_it(everything: Appointment, page: Client, lena: User) -> None:
    approve(Advice.objects.get(), profile_of_user(lena), by=lena)
    assert Answer.objects.filter(fact="advice_given", value=True).exists()
    told = words(page.get("/mijn/toestemming/"))
    for part in ("Je aanvraag", "Je advies van Sanne de Wit", "Waar heb ik recht op?", "Wat je over jezelf ontdekte"):
        assert part in told
    for purpose in (Purpose.ADVICE, Purpose.ORIENTATION, Purpose.SHARING, Purpose.APPOINTMENT):
        assert withdraw(page, purpose).url == "/mijn/toestemming/"
    assert not Answer.objects.filter(fact="advice_given", value=True).exists()
    assert not Orientation.objects.exists()
    assert not SharedResult.objects.exists()
    everything.refresh_from_db()
    assert (everything.hope, everything.status) == ("", "booked")
    assert AuditEvent.objects.filter(verb="withdraw_consent").count() == 4
    # What takes more than a button leads to its own page, and changes nothing by itself.
    assert "/intrekken/" in withdraw(page, Purpose.APPLICATION).url
    assert "/afzeggen/" in withdraw(page, Purpose.APPOINTMENT).url
    assert Consent.objects.filter(withdrawn=None).count() == 2


def test_an_application_that_is_withdrawn_ends_its_consent_and_nobody_takes_back_anothers(
    everything: Appointment, page: Client
) -> None:
    sent = load(Application.objects.sent().get())
    consent = Consent.objects.get(purpose=Purpose.APPLICATION)
    other = log_in(Client(), make_user("Ander"), second_factor=False)
    for _twice in range(2):
        assert other.post(f"/mijn/toestemming/{consent.pk}/intrekken/").status_code == 404
    page.post(f"/mijn/aanvragen/{sent.pk}/intrekken/", {"lines": [str(line.pk) for line in sent.lines.all()]})
    consent.refresh_from_db()
    assert consent.withdrawn is not None
    before = consent.withdrawn
    page.post(f"/mijn/toestemming/{consent.pk}/intrekken/")
    consent.refresh_from_db()
    assert consent.withdrawn == before
