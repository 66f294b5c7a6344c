"""An employer, a provider and a fund outside answer by a signed link; a line outside is never granted before it is."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from pypdf import PdfReader

from courses.models import Course
from funding.applications.actions import begin
from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.decisions.actions import Finding, Verdict, decide
from funding.decisions.errors import ChecksOpen
from funding.decisions.verifying import mismatches
from funding.outside.models import OutsideFile
from funding.outside.packet import packet_pdf
from funding.parties.actions import invite
from funding.parties.cancelling import CancellationRules
from funding.parties.enums import Party
from funding.parties.links import path_of
from funding.parties.models import Invitation
from funding.terms.sweeping import watch_terms
from intake.profile.actions import profile_of_user
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import load, make_application, make_draft, send
from tests.funding.test_documents import picture
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
START = date(2027, 4, 1)
EMPLOYER = {
    "employs": "yes",
    "company": "Bakkerij Jansen",
    "cao": "other",
    "share": "100",
    "answered_by": "Jo, eigenaar",
}


def words(page: str) -> str:
    """What somebody reads of a page: the signed addresses in it hold any four digits sooner or later."""
    return html.fromstring(page).text_content()


@pytest.fixture
def lena(schemes: None) -> User:
    return make_user("Lena")


def log_in_learner(client: Client, user: User | None) -> Client:
    assert user
    return log_in(client, user, second_factor=False)


def ask_employer(client: Client, application: Application, email: str = "baas@voorbeeld.example") -> Invitation:
    client.post(reverse("funding:employer", args=[application.pk]), {"email": email})
    return Invitation.objects.open().get(party=Party.EMPLOYER)


def test_an_employer_answers_once_without_an_account(client: Client, lena: User, course: Course, today: date) -> None:
    draft = make_draft(lena, course)
    log_in_learner(client, lena)
    asked = ask_employer(client, draft)
    work_off()
    link = path_of(asked)
    assert mail.outbox[-1].to == ["baas@voorbeeld.example"]
    assert link in mail.outbox[-1].body
    employer = Client()
    page = employer.get(link)
    assert "Lassen voor beginners" in page.text
    assert "1984" not in words(page.text)  # nothing of what the learner told
    assert employer.post(link, {**EMPLOYER, "share": "veel"}).status_code == 302
    assert "Vul een bedrag in" in employer.get(link).text
    assert employer.post(link, EMPLOYER).url == link
    assert "Dank je" in employer.get(link).text
    employer.post(link, {**EMPLOYER, "company": "Iemand anders"})
    assert Invitation.objects.get().told["company"] == "Bakkerij Jansen"
    work_off()
    assert mail.outbox[-1].to == [lena.email]
    sent = send(load(draft), lena, today)
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    file = log_in(Client(), anna).get(reverse("funding:line", args=[sent.lines.get().pk])).text
    assert "Bakkerij Jansen" in file
    assert list(mismatches()) == []


def test_who_is_no_employer_says_only_that(client: Client, lena: User, course: Course) -> None:
    log_in_learner(client, lena)
    link = path_of(ask_employer(client, make_draft(lena, course)))
    Client().post(link, {"employs": "no", "answered_by": "Jo"})
    assert Invitation.objects.get().told["employs"] == "no"
    answered = Client().get(link)
    assert "Jo" in answered.text
    assert "no-store" in answered["Cache-Control"]  # the link is a key


def test_a_draft_with_an_open_link_can_be_thrown_away(client: Client, lena: User, course: Course) -> None:
    draft = make_draft(lena, course)
    log_in_learner(client, lena)
    link = path_of(ask_employer(client, draft))
    assert client.post(reverse("funding:discard", args=[draft.pk])).status_code == 302
    assert not Application.objects.exists()
    assert Client().get(link).status_code == 410


def test_another_address_makes_the_first_link_void(client: Client, lena: User, course: Course) -> None:
    draft = make_draft(lena, course)
    log_in_learner(client, lena)
    first = path_of(ask_employer(client, draft, "fout@voorbeeld.example"))
    second = path_of(ask_employer(client, draft))
    assert Client().get(first).status_code == 410
    assert Client().post(first, EMPLOYER).status_code == 410
    assert Client().get(second).status_code == 200
    again = path_of(ask_employer(client, draft))  # the same address gets a newer link
    assert [Client().get(one).status_code for one in (second, again)] == [410, 200]


@pytest.mark.parametrize(
    "change", [lambda link: link[:-2] + "x/", lambda link: link.replace(".1:", ".9:"), lambda _: "/verzoek/x/"]
)
def test_a_link_that_was_changed_opens_nothing(client: Client, lena: User, course: Course, change: Any) -> None:
    log_in_learner(client, lena)
    link = path_of(ask_employer(client, make_draft(lena, course)))
    assert Client().get(change(link)).status_code == 410


def test_nobody_mails_the_world_from_here(client: Client, lena: User, course: Course) -> None:
    draft = make_draft(lena, course)
    log_in_learner(client, lena)
    for number in range(7):
        client.post(reverse("funding:employer", args=[draft.pk]), {"email": f"a{number}@voorbeeld.example"})
    assert Invitation.objects.count() == 5
    refused = client.post(reverse("funding:employer", args=[draft.pk]), {"email": "a7@voorbeeld.example"})
    assert (refused.status_code, "a7@voorbeeld.example" in refused.text) == (422, True)
    assert "Verstuur je aanvraag zonder antwoord." in words(refused.text), "no fund has it yet"


def test_one_address_is_not_mailed_again_and_again(client: Client, lena: User, course: Course) -> None:
    draft = make_draft(lena, course)
    log_in_learner(client, lena)
    for _number in range(12):
        client.post(reverse("funding:employer", args=[draft.pk]), {"email": "slachtoffer@voorbeeld.example"})
    assert MailMessage.objects.filter(to="slachtoffer@voorbeeld.example").count() == 10


def test_drafts_that_are_thrown_away_mail_no_more_people_than_one_has_employers(
    client: Client, lena: User, course: Course
) -> None:
    log_in_learner(client, lena)

    def ask(number: int) -> Any:
        draft = begin(profile_of_user(lena), course, None)
        asked = client.post(reverse("funding:employer", args=[draft.pk]), {"email": f"a{number}@voorbeeld.example"})
        client.post(reverse("funding:discard", args=[draft.pk]))
        assert not Application.objects.exists()
        return asked

    assert {ask(number).status_code for number in range(20)} == {302}
    refused = ask(20)
    assert (refused.status_code, "a20@voorbeeld.example" in refused.text) == (422, True)
    assert "Over 24 uur kan het weer." in words(refused.text)
    assert MailMessage.objects.filter(kind="invited").count() == 20
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        log_in_learner(client, lena)
        assert ask(21).status_code == 302


def test_who_does_not_answer_is_reminded_twice_and_then_the_link_ends(
    client: Client, lena: User, course: Course
) -> None:
    log_in_learner(client, lena)
    link = path_of(ask_employer(client, make_draft(lena, course)))
    for day in ("2026-11-30", "2026-12-01", "2026-12-04", "2026-12-08", "2026-12-15"):
        with time_machine.travel(f"{day}T09:00:00+01:00"):
            watch_terms()
            watch_terms()
            work_off()
    assert len([one for one in mail.outbox if one.subject.startswith("Herinnering")]) == 2
    with time_machine.travel("2027-02-01T09:00:00+01:00"):
        assert Client().get(link).status_code == 410


def test_the_provider_tells_after_the_course_who_took_part(client: Client, course: Course, today: date) -> None:
    sent = make_application(course, today)
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    line = sent.lines.get()
    client.post(reverse("funding:ask_attendance", args=[line.pk]), {"email": "opleider@voorbeeld.example"})
    link = path_of(Invitation.objects.get(party=Party.ATTENDANCE))
    for percent in ("101", "-1", "veel"):
        Client().post(link, {"took_part": "partly", "percent": percent, "answered_by": "Kim"})
    assert not Invitation.objects.exclude(answered=None).exists()
    Client().post(link, {"took_part": "partly", "percent": "60", "answered_by": "Kim"})
    assert "60 %" in client.get(reverse("funding:line", args=[line.pk])).text


@pytest.fixture
def outside(course: Course, today: date) -> PlanLine:
    """A line of a fund that decides elsewhere: the employer's contribution."""
    sent = make_application(course, today, "Mo", employer_contribution=25_000)
    return PlanLine.objects.get(application=sent, state=LineState.OUTSIDE)


def whole(line: PlanLine) -> PlanLine:
    found = PlanLine.objects.select_related("fund", "application__learner", "scheme_version__scheme")
    return found.prefetch_related("application__invitations").get(pk=line.pk)


def test_the_packet_is_a_tagged_pdf_with_every_field(outside: PlanLine) -> None:
    line = whole(outside)
    PlanLine.objects.filter(pk=line.pk)
    reader = PdfReader(io.BytesIO(packet_pdf(line)))
    text = " ".join(page.extract_text() for page in reader.pages)
    for told in (line.application.number, "Mo", "Lassen voor beginners", "250"):
        assert told in text, told
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert reader.metadata
    assert line.application.number in str(reader.metadata.title)


def test_a_learner_sends_is_asked_again_and_tells_with_proof(client: Client, outside: PlanLine) -> None:
    line = whole(outside)
    log_in_learner(client, line.application.learner)
    args = [line.application_id, line.pk]
    page = client.get(reverse("funding:outside", args=args)).text
    assert "Ik heb het verstuurd" in page
    assert client.get(reverse("funding:packet", args=args))["Content-Type"] == "application/pdf"
    client.post(reverse("funding:sent_outside", args=args))
    assert whole(line).state == LineState.SENT_OUTSIDE
    with time_machine.travel("2026-12-16T09:00:00+01:00"):
        watch_terms()
        work_off()
    assert "Heb je al antwoord" in mail.outbox[-1].subject
    tell = reverse("funding:tell_outside", args=args)
    assert client.post(tell, {"outcome": "granted", "amount": "250"}).status_code == 422  # without proof
    assert whole(line).state == LineState.SENT_OUTSIDE
    proof = SimpleUploadedFile("brief.jpg", picture())
    assert client.post(tell, {"outcome": "granted", "amount": "99999", "file": proof}).status_code == 422
    proof = SimpleUploadedFile("brief.jpg", picture())
    client.post(tell, {"outcome": "granted", "amount": "200", "file": proof})
    assert (whole(line).state, whole(line).granted_cents) == (LineState.GRANTED_OUTSIDE, 20_000)
    assert OutsideFile.objects.get().proof_id


def test_the_fund_tells_by_its_link(client: Client, outside: PlanLine) -> None:
    line = whole(outside)
    log_in_learner(client, line.application.learner)
    client.post(
        reverse("funding:ask_outside", args=[line.application_id, line.pk]), {"email": "fonds@voorbeeld.example"}
    )
    link = path_of(Invitation.objects.get())
    assert Client().post(link, {"outcome": "refused", "answered_by": "Kim", "note": "Te laat."}).status_code == 302
    assert whole(line).state == LineState.REFUSED_OUTSIDE
    work_off()
    assert "Er is nieuws van" in mail.outbox[-1].subject


def test_a_stranger_finds_nothing(outside: PlanLine) -> None:
    stranger = log_in_learner(Client(), make_user("Ander"))
    args = [outside.application_id, outside.pk]
    for name in ("outside", "packet", "ask_outside", "tell_outside"):
        assert stranger.get(reverse(f"funding:{name}", args=args)).status_code == 404
    assert stranger.post(reverse("funding:sent_outside", args=args)).status_code == 404
    assert stranger.get(reverse("funding:employer", args=[outside.application_id])).status_code == 404


def test_an_outside_opinion_sees_only_what_was_chosen_and_ends_with_the_decision(
    client: Client, course: Course, today: date
) -> None:
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, "het-noorden-leert-door")
    log_in(client, farid)
    application = make_application(course, today, name="Zeynep")
    line = PlanLine.objects.select_related("fund", "application").get(
        application=application, fund="het-noorden-leert-door"
    )
    place = f"/medewerkers/fonds/{line.pk}/advies/"
    told = {"email": "kenner@voorbeeld.example", "question": "Past deze cursus bij het vak?"}
    client.post(place, told | {"shown": ["course"]})
    first = Invitation.objects.get(party=Party.OPINION)
    sent = MailMessage.objects.get(to="kenner@voorbeeld.example")
    page = Client().get(path_of(first)).content.decode()
    assert "Past deze cursus bij het vak?" in page
    read = words(page) + sent.text.replace(path_of(first), "") + sent.subject
    for hidden in ("Zeynep", "In loondienst", "1984"):
        assert hidden not in read
    client.post(place, told | {"shown": ["situation", "conditions"]})
    assert Client().get(path_of(first)).status_code == 410  # a new link makes the older void
    second = Invitation.objects.get(party=Party.OPINION)
    page = Client().get(path_of(second)).content.decode()
    assert "De situatie van de deelnemer" in page
    Client().post(path_of(second), {"advice": "for", "note": "Past goed.", "answered_by": "K. Enner, lasser"})
    file = client.get(f"/medewerkers/fonds/{line.pk}/").content.decode()
    assert "Past goed." in file
    assert MailMessage.objects.filter(to=farid.email, kind="invitation_answered").exists()
    client.post(place, told | {"email": "ander@voorbeeld.example", "shown": []})
    third = Invitation.objects.get(email="ander@voorbeeld.example")
    line = PlanLine.objects.select_related("fund", "application").get(pk=line.pk)
    decide(line, Finding(Verdict.REFUSE, 0, "Nee."), by=farid, seen_version=line.version)
    assert Client().get(path_of(third)).status_code == 410


@pytest.mark.parametrize(
    ("on", "cents"), [(date(2027, 3, 17), 0), (date(2027, 3, 18), 0), (date(2027, 3, 19), 75_000), (START, 75_000)]
)
def test_cancelling_is_free_until_the_day_that_the_provider_named(on: date, cents: int) -> None:
    rules = CancellationRules.of({"free_days": 14, "cancel_percent": 50})
    assert rules
    assert rules.cents(150_001, START, on) == cents


def test_a_learner_agrees_to_another_start_and_only_then_can_be_granted(
    client: Client, course: Course, today: date
) -> None:
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, FUND)
    application = make_application(course, today)
    line = PlanLine.objects.select_related("fund", "application__learner").get(application=application, fund=FUND)
    asked = invite(Party.PROVIDER, load(application), "school@voorbeeld.example", farid, "http://testserver", line)
    told = {"seat": "propose", "starts": "2027-04-01", "price": "1.500", "free_days": "14", "answered_by": "School"}
    wrong = Client().post(path_of(asked), told)
    assert not Invitation.objects.get().answered  # days without a percentage say nothing
    assert wrong.status_code in {302, 422}
    Client().post(path_of(asked), told | {"cancel_percent": "50"})
    assert application.learner
    log_in(client, application.learner, second_factor=False)
    page = client.get(f"/mijn/aanvragen/{application.pk}/").content.decode()
    assert "De opleider stelt iets anders voor" in page
    assert "18 maart 2027" in page
    grant = Finding(Verdict.GRANT, line.cents, "Akkoord.")
    line.checks.update(state="met", by=farid)
    with pytest.raises(ChecksOpen):
        decide(line, grant, by=farid, seen_version=line.version)
    place = f"/mijn/aanvragen/{application.pk}/voorstel/{asked.pk}/"
    assert "het verschil betaal je zelf" in client.get(place).content.decode()
    client.post(place, {"answer": "yes"})
    client.post(place, {"answer": "no"})  # said once
    assert Invitation.objects.select_related("learner_answer").get().learner_answer.accepted
    decide(line, grant, by=farid, seen_version=line.version)
    withdrawing = client.get(f"/mijn/aanvragen/{application.pk}/intrekken/").content.decode()
    assert "kan de opleider" not in withdrawing  # it is November: cancelling is free
