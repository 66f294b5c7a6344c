"""What comes of a talk: notes of the adviser's own, advice that the person shares or not, courses, follow-up."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from courses.models import Course
from intake.advice.actions import tell_missed
from intake.models import (
    Advice,
    Adviser,
    Answer,
    Appointment,
    BookingInvitation,
    Consent,
    KeptCaseload,
    RecommendedCourse,
    Record,
)
from intake.profile.enums import Purpose, Source
from portal.people.enums import Role
from portal.record.models import AuditEvent
from tests.intake.teams import FIRST, NOW, confirm, deliver, make_adviser, times, words
from tests.intake.test_profile import make_course
from tests.people import give_role, log_in, log_in_again, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LATER = FIRST + timedelta(hours=1)
ADVICE = {"kind": "training", "referral": "", "text": "Kijk eens naar de cursus lassen."}


def url(talk: Appointment, part: str = "") -> str:
    return f"/medewerkers/gesprekken/{talk.pk}/{part}"


def own(talk: Appointment) -> str:
    return f"/orienteren/afspraak/{talk.token}/"


def test_the_page_shows_who_comes_and_nobody_else_sees_it(talk: Appointment, desk: Client) -> None:
    page = words(desk.get(url(talk)))
    assert "Lena de Boer" in page
    assert "Ik wil iets met mensen." in page
    colleague = make_adviser("Bram")
    for part in ("", "advies/", "uitkomst/", "opleiding/"):
        ask = log_in(Client(), colleague.user)
        assert (ask.post if part else ask.get)(url(talk, part)).status_code == 404
        assert Client().post(url(talk, part)).status_code == 302
    manager = make_user("Petra")
    give_role(manager, Role.PORTAL_MANAGER)
    assert log_in(Client(), manager).get(url(talk)).status_code == 404


def test_whether_somebody_came_is_told_once_it_began(talk: Appointment, desk: Client) -> None:
    early = desk.post(url(talk, "uitkomst/"), {"outcome": "came"})
    assert early.status_code == 422
    assert "Het gesprek is nog niet begonnen." in words(early)
    with time_machine.travel(LATER, tick=False):
        log_in_again(desk)
        desk.post(url(talk, "uitkomst/"), {"outcome": "no_show"})
        desk.post(url(talk, "uitkomst/"), {"outcome": "came"})
        assert desk.post(url(talk, "uitkomst/"), {"outcome": "x"}).status_code == 422
        assert "al begonnen" in words(desk.post(url(talk, "uitkomst/"), {"outcome": "cancel"}))
    assert Appointment.objects.get().status == "came"
    assert AuditEvent.objects.filter(verb="mark").count() == 2


def test_who_did_not_come_is_invited_again_unless_that_was_a_slip(talk: Appointment, desk: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        log_in_again(desk)
        desk.post(url(talk, "uitkomst/"), {"outcome": "no_show"})
    deliver()
    told = mail.outbox[-1]
    assert (told.subject, told.attachments) == ("We hebben je gemist", [])
    assert f"/orienteren/uitnodiging/{BookingInvitation.objects.get().token}/" in told.body
    Appointment.objects.update(status="came")
    tell_missed(talk.pk)
    assert BookingInvitation.objects.count() == 1, "nothing once it was mended"


def test_when_we_cancel_the_time_is_free_and_the_person_can_choose_another(talk: Appointment, desk: Client) -> None:
    for _twice in range(2):
        desk.post(url(talk, "uitkomst/"), {"outcome": "cancel"})
    assert Appointment.objects.get().status == "cancelled_by_us"
    assert "10:00 met Sanne de Wit" in times(Client().get("/orienteren/groningen/"))
    assert "Je afspraak is afgezegd" in words(Client().get(own(talk)))
    deliver()
    told = [message for message in mail.outbox if "kan niet doorgaan" in message.subject]
    assert len(told) == 1
    assert "/orienteren/uitnodiging/" in told[0].body
    assert Calendar.from_ical(told[0].attachments[0][1])["METHOD"] == "CANCEL"


def test_notes_are_kept_and_seen_by_the_adviser_only(talk: Appointment, desk: Client) -> None:
    fields = {"notes": "Wil minder uren.", "follow_up": "2026-12-03", "follow_up_text": "Bellen"}
    assert "Bewaard." in words(desk.post(url(talk), fields, follow=True))
    desk.post(url(talk), fields | {"notes": "Wil meer uren."})
    assert Record.objects.get().notes == "Wil meer uren."
    assert "Wil meer uren." in desk.get(url(talk)).text
    assert "uren" not in words(Client().get(own(talk)))
    assert "Waarom nu:" in desk.get(f"{url(talk)}?sjabloon=eerste").text
    assert "Wil meer uren." in desk.get(f"{url(talk)}?sjabloon=eerste").text, "a template is added, not put over it"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"follow_up": "2020-01-01", "follow_up_text": "x"}, "Kies een dag vanaf vandaag"),
        ({"follow_up": "morgen"}, "Vul een datum in"),
        ({"follow_up": "2026-12-03"}, "Schrijf kort op wat je dan doet"),
    ],
)
def test_a_follow_up_needs_a_day_to_come(
    talk: Appointment, desk: Client, fields: dict[str, str], sentence: str
) -> None:
    answer = desk.post(url(talk), {"notes": "Blijft staan"} | fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Blijft staan" in answer.text


def test_advice_is_mailed_once_without_its_words(talk: Appointment, desk: Client) -> None:
    for text in ("Eerste versie", "Kijk eens naar de cursus lassen."):
        assert desk.post(url(talk, "advies/"), ADVICE | {"text": text}).status_code == 302
    deliver()
    told = [message for message in mail.outbox if message.subject == "Je advies staat klaar"]
    assert len(told) == 1
    assert "lassen" not in told[0].body
    assert own(talk) in told[0].body
    page = words(Client().get(own(talk)))
    assert "Scholingsadvies" in page
    assert "Kijk eens naar de cursus lassen." in page


def test_bad_advice_gets_a_sentence(talk: Appointment, desk: Client) -> None:
    answer = desk.post(url(talk, "advies/"), {"kind": "referral", "text": "Ga eens praten"})
    assert answer.status_code == 422
    assert "Kies naar wie je doorverwijst." in words(answer)
    assert "Ga eens praten" in answer.text
    assert desk.post(url(talk, "advies/"), {}).status_code == 422
    assert not Advice.objects.exists()


def recommend(desk: Client, talk: Appointment, course: Course, **more: str) -> Any:
    return desk.post(url(talk, "opleiding/"), {"course": str(course.pk), "note": "Past bij je", "do": "add"} | more)


def test_courses_are_found_recommended_and_taken_back(talk: Appointment, desk: Client) -> None:
    course = make_course("Lassen voor beginners")
    recommend(desk, talk, course)
    recommend(desk, talk, course, note="Dichtbij")
    assert RecommendedCourse.objects.get().note == "Dichtbij"
    assert "Lassen voor beginners" in words(desk.get(url(talk)))
    assert "Lassen" not in words(Client().get(own(talk))), "before there is advice nothing is shown"
    desk.post(url(talk, "advies/"), ADVICE)
    page = words(Client().get(own(talk)))
    assert "Lassen voor beginners" in page
    assert "Dichtbij" in page
    recommend(desk, talk, course, do="take_back")
    assert not RecommendedCourse.objects.exists()
    for wrong in ("", "x", "0199aaaa-0000-7000-8000-000000000000"):
        assert desk.post(url(talk, "opleiding/"), {"course": wrong}).status_code == 404
    for number in range(6):
        recommend(desk, talk, make_course(f"Cursus {number}"))
    seventh = recommend(desk, talk, make_course("Nog een"))
    assert "Zes opleidingen is genoeg" in words(seventh)


def test_a_fund_knows_only_what_the_person_lets_it_know(talk: Appointment, desk: Client) -> None:
    course = make_course("Lassen voor beginners")
    recommend(desk, talk, course)
    desk.post(url(talk, "advies/"), ADVICE)
    assert not Answer.objects.filter(fact__startswith="advice").exists()

    lena = Client()
    lena.post(f"{own(talk)}advies/", {"agree": "yes"})
    lena.post(f"{own(talk)}advies/", {"agree": "yes"})
    told = dict(Answer.objects.filter(course=course, source=Source.ADVISER).values_list("fact", "value"))
    assert told == {"advice_given": True, "advice_kind": "training_advice", "advice_date": "2026-11-23"}
    consent = Consent.objects.get(purpose=Purpose.ADVICE)
    assert (consent.scope, consent.withdrawn) == (["funds"], None)
    fixed = desk.post(url(talk, "advies/"), ADVICE | {"text": "Toch anders"})
    assert "deelde het advies al met fondsen" in words(fixed)
    assert recommend(desk, talk, make_course("Te laat")).status_code == 422

    lena.post(f"{own(talk)}advies/", {"agree": "no"})
    assert not Answer.objects.filter(fact__startswith="advice").exists()
    consent.refresh_from_db()
    assert consent.withdrawn is not None
    lena.post(f"{own(talk)}advies/", {"agree": "yes"})
    assert Consent.objects.filter(purpose=Purpose.ADVICE).count() == 2


def test_a_referral_fills_in_nothing(talk: Appointment, desk: Client) -> None:
    recommend(desk, talk, make_course("Lassen"))
    desk.post(url(talk, "advies/"), {"kind": "referral", "referral": "language", "text": "Ga eens langs."})
    Client().post(f"{own(talk)}advies/", {"agree": "yes"})
    assert "Doorverwijzing: Het taalhuis" in words(Client().get(own(talk)))
    assert not Answer.objects.filter(fact__startswith="advice").exists()
    assert Advice.objects.get().approved_id


def test_without_advice_there_is_nothing_to_share(talk: Appointment) -> None:
    assert Client().post(f"{own(talk)}advies/", {"agree": "yes"}).status_code == 404
    assert Client().get(f"{own(talk)}advies/").status_code == 405


# --- The caseload ------------------------------------------------------------------------------------------
CASELOAD = "/medewerkers/gesprekken/"


def test_an_adviser_keeps_what_they_look_for(talk: Appointment, desk: Client) -> None:
    keep = f"{CASELOAD}keuzes/"
    wish = {"toon": "open", "naam": "Lena", "label": "Lena open"}
    assert desk.post(keep, wish | {"label": ""}).status_code == 422
    kept = desk.post(keep, wish)
    assert kept.url == f"{CASELOAD}?toon=open&naam=Lena"
    desk.post(keep, wish | {"label": "LENA OPEN", "toon": "niet"})
    page = desk.get(CASELOAD).text
    assert "LENA OPEN" in page
    assert "?toon=niet&amp;naam=Lena" in page, "the same name takes its place"
    assert "LENA OPEN" not in log_in(Client(), make_adviser("Bram").user).get(CASELOAD).text
    for number in range(11):
        assert desk.post(keep, wish | {"label": f"Keuze {number}"}).status_code == 302
    assert "Twaalf keuzes is genoeg" in words(desk.post(keep, wish | {"label": "Nog een"}))
    pk = KeptCaseload.objects.get(label="LENA OPEN").pk
    for nonsense in ("x", "9" * 30, ""):
        assert desk.post(keep, {"do": "drop", "kept": nonsense}).status_code == 302
    desk.post(keep, {"do": "drop", "kept": pk})
    assert KeptCaseload.objects.count() == 11


def test_the_caseload_finds_people_again(talk: Appointment, desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne, LATER, name="Mo Ali", email="mo@voorbeeld.example", request_key="mo")
    with time_machine.travel(FIRST + timedelta(hours=3), tick=False):
        log_in_again(desk)
        assert "Lena de Boer" in words(desk.get(CASELOAD))
        assert "Mo Ali" not in words(desk.get(f"{CASELOAD}?naam=lena"))
        assert "Niemand gevonden" in words(desk.get(f"{CASELOAD}?toon=vervolg"))
        desk.post(url(talk), {"notes": "x", "follow_up": "2026-11-24", "follow_up_text": "Bellen"})
        assert "Bellen" in words(desk.get(f"{CASELOAD}?toon=vervolg"))
        assert "Nu aan de beurt" in words(desk.get(f"{CASELOAD}?toon=vervolg"))
        assert "Lena" not in words(desk.get(f"{CASELOAD}?toon=zonder"))
        desk.post(url(talk, "uitkomst/"), {"outcome": "no_show"})
        assert "Lena de Boer" in words(desk.get(f"{CASELOAD}?toon=niet"))
        assert "Niemand gevonden" not in words(desk.get(CASELOAD)), "the filter that was chosen last"
        assert desk.session["caseload"] == "niet"
        assert desk.get(f"{CASELOAD}?toon=raar").status_code == 200
        assert desk.session["caseload"] == ""
        assert "Mijn gesprekken" in words(desk.get("/medewerkers/"))
    bram = make_adviser("Bram")
    assert "Lena" not in words(log_in(Client(), bram.user).get(CASELOAD))
    assert Client().get(CASELOAD).status_code == 302


def test_fifty_talks_cost_as_many_queries_as_five(
    sanne: Adviser, desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    confirm(Client(), sanne)
    first = Appointment.objects.get()
    copies = []
    for day in range(1, 31):
        start = NOW - timedelta(days=day)
        copies.append(
            Appointment(
                adviser=sanne,
                kind_id=first.kind_id,
                period=(start, start + timedelta(minutes=45)),
                occupied=(start, start + timedelta(minutes=45)),
                mode="video",
                contact_name=f"Persoon {day}",
                contact_email="x@voorbeeld.example",
                origin="",
                consent_id=first.consent_id,
                token=str(day),
                request_key=str(day),
            )
        )
    Appointment.objects.bulk_create(copies)
    assert date(2026, 11, 22) in {one.start.date() for one in Appointment.objects.all()}
    desk.get(CASELOAD)
    with django_assert_max_num_queries(14):
        assert "Persoon 1" in words(desk.get(CASELOAD))
