"""An employer with several people: one file, a list with a report, an application that each makes their own."""

from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.db import transaction
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.models import Application, PlanLine
from funding.checks.models import Check
from funding.employers.actions import MOST_FILES, add_person, give_facts, open_file, take_up
from funding.employers.errors import TooManyFiles
from funding.employers.links import path_of_file, path_of_person
from funding.employers.models import EmployerFile, EmployerPerson
from funding.terms.sweeping import watch_terms
from intake.profile.actions import profile_of_user
from portal.mail.models import MailMessage
from portal.people.enums import Role
from tests.funding.making import load, send, tell
from tests.people import give_role, log_in, make_user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db
FACTS = {"employs": "yes", "company": "Smid BV", "cao": "other", "share": 10_000, "de_minimis": 29_800_000}
FACTS |= {"fte": 40, "recognised": "yes", "answered_by": "Bo Smid, directeur"}


def make_file(course: Course) -> EmployerFile:
    told = {"company": "Smid BV", "contact": "Bo Smid", "email": "bo@voorbeeld.example"}
    file = open_file(course, None, **told, origin="http://testserver/")
    give_facts(file, FACTS)
    return file


def applied(file: EmployerFile, name: str, today: date) -> Application:
    """Somebody of the file who filled in the rest and sent it."""
    user = make_user(name)
    add_person(file, name, user.email)
    person = EmployerPerson.objects.select_related("file__course", "file__session").get(file=file, email=user.email)
    profile = profile_of_user(user)
    draft = take_up(person, user, profile)
    tell(profile, file.course, employer_contribution=FACTS["share"])
    return send(load(draft), user, today)


def test_an_employer_begins_states_and_adds_people_by_form_and_by_list(client: Client, course: Course) -> None:
    begun = client.post(
        f"/werkgevers/?cursus={course.pk}",
        {"company": "Smid BV", "name": "Bo Smid", "email": "bo@voorbeeld.example", "session": "later"},
    )
    assert begun.status_code == 302
    file = EmployerFile.objects.get()
    mail = MailMessage.objects.get(to="bo@voorbeeld.example")
    assert path_of_file(file) in mail.text
    assert "Smid" not in mail.text  # what was typed may be about somebody else
    place = path_of_file(file)
    assert client.get(place).headers["Location"].endswith("voor-iedereen/")  # the facts come first
    facts = {"cao": "other", "share": "100", "fte": "40", "recognised": "yes", "answered_by": "Bo Smid"}
    assert client.post(f"{place}voor-iedereen/", facts).status_code == 302
    client.post(f"{place}toevoegen/", {"person_name": "Piet", "person_email": "Piet@voorbeeld.example"})
    listed = (
        "Voornaam;Achternaam;E-mail\r\nAnja;de Boer;anja@voorbeeld.example\r\nPiet;;piet@voorbeeld.example\r\n"
        ";;jan@voorbeeld.example\r\nKees;Kok;geen adres\r\nZoë;Ünlü;zoe@voorbeeld.example\r\n"
    )
    sent = SimpleUploadedFile("mensen.csv", listed.encode("cp1252"), content_type="text/csv")
    page = client.post(f"{place}toevoegen/", {"list": "1", "file": sent}, follow=True).content.decode()
    assert set(EmployerPerson.objects.values_list("name", flat=True)) == {"Piet", "Anja de Boer", "Zoë Ünlü"}
    for row, problem in (("regel 3", "Dit e-mailadres staat er al in."), ("regel 4", "Vul een naam in.")):
        assert row in page
        assert problem in page
    assert "3 regels van je lijst zijn niet toegevoegd" in page
    assert MailMessage.objects.filter(kind="employer_asks").count() == 3


def test_who_finds_a_link_loses_it_when_a_new_one_is_mailed(client: Client, course: Course) -> None:
    file = make_file(course)
    found = path_of_file(file)
    assert client.get(found).status_code == 200
    # Links of before they had a number go on working, until there is a new one.
    before = reverse("funding:employer_file", args=[Signer(salt="funding.employer_file").sign(file.pk.hex)])
    assert client.get(before).status_code == 200
    answer = client.post(f"{found}nieuwe-link/", follow=True)
    assert client.get(before).status_code == 410
    assert "De nieuwe staat in je e-mail" in answer.text
    new = path_of_file(EmployerFile.objects.get())
    assert new != found
    assert new not in answer.text  # who pressed may be who found it
    assert new in MailMessage.objects.get(kind="employer_new_link", to=file.email).text
    assert client.get(new).status_code == 200
    for page in ("", "voor-iedereen/", "toevoegen/"):
        void = client.get(f"{found}{page}")
        assert (void.status_code, "Begin dan opnieuw voor je medewerkers" in void.text) == (410, True)
    for step in ("nieuwe-link/", "weghalen/"):
        assert client.post(f"{found}{step}").status_code == 410


@pytest.mark.django_db(transaction=True)
def test_three_files_a_week_are_three_also_at_one_moment(course: Course) -> None:
    """First the control: who counts and then writes, without taking turns, counts only what was there before."""
    told = {"company": "Smid BV", "contact": "Bo Smid", "email": "bo@voorbeeld.example"}
    looked = Barrier(6)

    def careless() -> bool:
        with transaction.atomic():
            few = EmployerFile.objects.filter(email=told["email"]).count() < MOST_FILES
            looked.wait(PATIENCE)
            if few:
                EmployerFile.objects.create(course=course, **told, origin="http://testserver", expires=date.max)
            return few

    assert at_once(*[careless] * 6) == [True] * 6
    EmployerFile.objects.all().delete()
    addresses = ["bo@voorbeeld.example", "Bo@Voorbeeld.example"] * 3
    ends = at_once(
        *[partial(open_file, course, None, **(told | {"email": one}), origin="http://testserver/") for one in addresses]
    )
    assert [type(one) for one in ends].count(TooManyFiles) == 3
    assert (EmployerFile.objects.count(), MailMessage.objects.filter(kind="employer_file").count()) == (3, 3)


@pytest.mark.parametrize("content", [b"", b"naam\r\nPiet\r\n", b"\x00\x01\x02\xff" * 50, b'naam;e-mail\r\n"Piet;x'])
def test_what_is_no_list_is_told_in_words(client: Client, course: Course, content: bytes) -> None:
    file = make_file(course)
    sent = SimpleUploadedFile("mensen.csv", content)
    answer = client.post(f"{path_of_file(file)}toevoegen/", {"list": "1", "file": sent}, follow=True)
    assert answer.status_code in {200, 422}
    assert not file.people.exists()


def test_a_person_makes_it_their_own_and_the_employer_sees_only_that(
    client: Client, course: Course, today: date
) -> None:
    file = make_file(course)
    person = add_person(file, "Piet", "piet@voorbeeld.example")
    other = add_person(file, "Anja", "anja@voorbeeld.example")
    link = path_of_person(person)
    assert "Smid BV" in client.get(link).content.decode()
    asked = client.post(link, {"answer": "yes"})
    assert "/account/" in asked.headers["Location"]
    piet = make_user("Piet")
    log_in(client, piet)
    assert client.post(link, {"answer": "yes"}).headers["Location"].startswith("/aanvragen/")
    draft = Application.objects.get(employer_person=person)
    told = {one.fact: (one.value, one.source) for one in profile_of_user(piet).answers.all()}
    assert told["employer_contribution"] == (10_000, "employer")
    assert draft.invitations.get().told["company"] == "Smid BV"
    client.post(path_of_person(other), {"answer": "no"})
    page = Client().get(path_of_file(file)).content.decode()
    assert "begonnen" in page
    assert "doet niet mee" in page
    # The link is used: nobody else gets into this application by it, and the employer cannot take it away.
    log_in(client, make_user("Vreemd"))
    answer = client.post(link, {"answer": "yes"}, follow=True)
    assert "al iemand anders" in answer.content.decode()
    client.post(f"{path_of_file(file)}weghalen/", {"person": str(person.pk)})
    assert EmployerPerson.objects.filter(pk=person.pk).exists()
    for broken in (f"{link[:-2]}x/", path_of_file(file).replace(":", ";")):
        assert client.get(broken).status_code == 410


def test_a_fund_sees_them_together_and_adds_up_aid_to_one_firm(client: Client, course: Course, today: date) -> None:
    file = make_file(course)
    first, second = applied(file, "Piet", today), applied(file, "Anja", today)
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, "het-noorden-leert-door")
    log_in(client, farid)
    line = PlanLine.objects.get(application=first, fund="het-noorden-leert-door")
    page = client.get(f"/medewerkers/fonds/{line.pk}/").content.decode()
    assert "Bekijk de 2 aanvragen" in page
    rows = client.get("/medewerkers/fonds/", {"stand": "open", "werkgever": str(file.pk)}).context["rows"]
    assert {row["title"] for row in rows} == {"Piet", "Anja"}
    # 298,000 so far: the first stays under 300,000, both together do not.
    assert not Check.objects.filter(line__application=first, kind="de_minimis").exists()
    assert Check.objects.filter(line__application=second, kind="de_minimis").exists()


def test_who_does_nothing_is_reminded_once_and_then_forgotten(course: Course, today: date) -> None:
    file = make_file(course)
    add_person(file, "Piet", "piet@voorbeeld.example")
    with time_machine.travel(today + timedelta(days=10)):
        watch_terms()
        watch_terms()
    assert MailMessage.objects.filter(kind="employer_asks").count() == 2
    with time_machine.travel(today + timedelta(days=130)):
        watch_terms()
    assert not EmployerFile.objects.exists()


def test_nobody_mails_others_again_and_again_from_a_file_or_begins_many(client: Client, course: Course) -> None:
    place, victim = path_of_file(make_file(course)), "slachtoffer@voorbeeld.example"
    for _number in range(6):
        client.post(f"{place}toevoegen/", {"person_name": "Gratis geld", "person_email": victim})
        for person in EmployerPerson.objects.filter(email=victim):
            client.post(f"{place}weghalen/", {"person": str(person.pk)})
    assert MailMessage.objects.filter(to=victim).count() == 4
    answers = [
        client.post(
            f"/werkgevers/?cursus={course.pk}",
            {"company": "X", "name": "Bo", "email": f"a{number}@voorbeeld.example", "session": "later"},
        )
        for number in range(11)
    ]
    assert [one.status_code for one in answers] == [302] * 10 + [422]
