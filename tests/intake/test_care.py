"""What goes on after a talk: a shared plan, messages that stay inside, tasks, handing over, and offering a talk."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from intake.advice.actions import Notes, write_notes
from intake.care.models import HandOver, PlanStep, TalkMessage
from intake.models import Adviser, Appointment, SharedResult
from intake.profile.actions import new_visitor
from intake.sharing.actions import share
from portal.mail.models import MailMessage
from portal.record.models import AuditEvent
from tests.intake.teams import FIRST, confirm, deliver, make_adviser, words
from tests.people import log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def url(talk: Appointment, part: str = "vervolg") -> str:
    return f"/medewerkers/gesprekken/{talk.pk}/{part}/"


def own(talk: Appointment, part: str = "vervolg") -> str:
    return f"/orienteren/afspraak/{talk.token}/{part}/"


def subjects() -> list[tuple[str, str]]:
    deliver()
    return [(one.to[0], one.subject) for one in mail.outbox]


def test_both_write_and_no_mail_says_what_it_says(talk: Appointment, desk: Client) -> None:
    lena = Client()
    assert "Je bericht is verstuurd." in words(lena.post(own(talk), {"text": "Lukt dinsdag?"}, follow=True))
    assert "Lukt dinsdag?" in words(desk.get(f"{url(talk)}"))
    assert TalkMessage.objects.get().read is not None
    assert "Lena" in words(desk.get("/medewerkers/gesprekken/?toon=bericht"))
    desk.post(url(talk), {"text": "Ja, tot dan."})
    assert "Lena" not in words(desk.get("/medewerkers/gesprekken/?toon=bericht"))
    page = words(lena.get(own(talk)))
    assert "Ja, tot dan." in page
    told = [one for one in subjects() if "bericht" in one[1]]
    assert [to for to, _subject in told] == ["sanne@voorbeeld.example", "lena@voorbeeld.example"]
    bodies = [one.body for one in mail.outbox if "bericht" in one.subject]
    assert not any("Lukt" in body or "tot dan" in body for body in bodies)
    # Who goes on writing while nobody reads fills no mailbox.
    for text in ("En nog iets.", "En nog iets anders."):
        lena.post(own(talk), {"text": text})
    assert [to for to, subject in subjects() if "bericht" in subject].count("sanne@voorbeeld.example") == 2
    desk.get(url(talk))
    lena.post(own(talk), {"text": "Fijn dat je het las."})
    assert [to for to, subject in subjects() if "bericht" in subject].count("sanne@voorbeeld.example") == 3
    # Nor does the one message that nobody was mailed about silence the next, for ever.
    for minutes, mails in ((50, 3), (100, 4)):
        MailMessage.objects.update(created=timezone.now() - timedelta(minutes=minutes))
        lena.post(own(talk), {"text": f"Na {minutes} minuten."})
        assert [to for to, subject in subjects() if "bericht" in subject].count("sanne@voorbeeld.example") == mails
    bram = make_adviser("Bram")
    give(desk, talk, bram)
    lena.post(own(talk), {"text": "Ik wacht nog."})
    assert ("bram@voorbeeld.example", "Er is een bericht voor je") in subjects(), "what waits was told to another"
    for wrong in ("", "Mijn BSN is 111222333"):
        answer = lena.post(own(talk), {"text": wrong})
        assert answer.status_code == 422
        assert wrong in answer.text


def test_a_plan_has_goals_and_steps_that_each_ticks_for_themselves(talk: Appointment, desk: Client) -> None:
    desk.post(url(talk, "plan"), {"who": "goal", "text": "Lasser worden", "due": "2027-01-01"})
    desk.post(url(talk, "plan"), {"who": "person", "text": "Open dag bezoeken", "due": "2026-12-05"})
    desk.post(url(talk, "plan"), {"who": "adviser", "text": "School bellen", "due": "2026-11-23"})
    late = desk.post(url(talk, "plan"), {"who": "person", "text": "Blijft staan", "due": "2020-01-01"})
    assert late.status_code == 422
    assert "Blijft staan" in late.text
    assert PlanStep.objects.get(who="goal").due is None
    steps = {one.who: one for one in PlanStep.objects.all()}
    lena = Client()
    page = words(lena.get(own(talk)))
    assert "Waar jullie naartoe werken Lasser worden" in page
    assert "Open dag bezoeken Jij, voor 5 december 2026" in page
    lena.post(own(talk, "plan"), {"step": steps["person"].pk, "do": "done"})
    assert lena.post(own(talk, "plan"), {"step": steps["adviser"].pk, "do": "done"}).status_code == 404
    assert lena.post(own(talk, "plan"), {"step": "x", "do": "done"}).status_code == 404
    assert set(PlanStep.objects.filter(done__isnull=False).values_list("who", flat=True)) == {"person"}
    tasks = words(desk.get("/medewerkers/taken/"))
    assert "School bellen Lena de Boer, 23 november 2026 Nu aan de beurt" in tasks
    desk.post(url(talk, "plan"), {"step": steps["adviser"].pk, "do": "done"})
    assert "Er wacht niets op je" in words(desk.get("/medewerkers/taken/"))
    desk.post(url(talk, "plan"), {"step": steps["goal"].pk, "do": "drop"})
    assert not PlanStep.objects.filter(who="goal").exists()


def give(desk: Client, talk: Appointment, to: Adviser, note: str = "Wil lasser worden.") -> Any:
    return desk.post(url(talk, "overdragen"), {"to": str(to.pk), "note": note})


def test_a_colleague_takes_over_and_both_see_it_but_not_the_notes(
    talk: Appointment, desk: Client, sanne: Adviser
) -> None:
    bram, elsewhere = make_adviser("Bram"), make_adviser("Els", region="twente")
    write_notes(talk, Notes("Twijfelt over haar baas.", timezone.localdate(), "Bellen"))
    colleague = log_in(Client(), bram.user)
    for part in ("vervolg", "plan", "overdragen"):
        assert colleague.post(url(talk, part), {"text": "x"}).status_code == 404
    assert give(desk, talk, elsewhere).status_code == 422
    assert give(desk, talk, bram, "").status_code == 422
    assert give(desk, talk, bram).status_code == 302
    assert give(desk, talk, bram).status_code == 422, "the same button once more"
    assert HandOver.objects.count() == 1
    for part in ("vervolg", "plan", "beantwoord", "samen", "advies", "opleiding"):
        assert desk.post(url(talk, part), {"text": "x", "who": "goal"}).status_code == 404, "who reads along: " + part
    page = colleague.get(f"/medewerkers/gesprekken/{talk.pk}/")
    assert "Lena de Boer" in words(page)
    assert "Twijfelt" not in page.text
    assert colleague.post(f"/medewerkers/gesprekken/{talk.pk}/", {"notes": "x"}).status_code == 404
    assert "Wil lasser worden." in words(colleague.get(url(talk)))
    assert "Bram de Wit begeleidt deze persoon nu." in words(desk.get(url(talk)))
    assert "Lena de Boer" in words(desk.get("/medewerkers/gesprekken/?toon=overgedragen"))
    assert "Bellen" not in words(desk.get("/medewerkers/taken/"))
    told = subjects()
    assert ("bram@voorbeeld.example", "Sanne de Wit droeg iemand aan je over") in told
    assert ("lena@voorbeeld.example", "Je hebt een andere adviseur") in told
    Client().post(own(talk), {"text": "Dag Bram"})
    assert subjects()[-1][0] == "bram@voorbeeld.example"
    assert AuditEvent.objects.get(verb="hand_over").actor == sanne.user_id


def test_a_shared_result_is_a_way_to_a_talk(desk: Client, sanne: Adviser) -> None:
    shared = share(
        new_visitor(), sanne.team, name="Noor", email="noor@voorbeeld.example", course=None, result={}, by=None
    )
    page = f"/medewerkers/gedeeld/{shared.pk}/"
    assert "noor@voorbeeld.example" in words(desk.get(page))
    for _twice in range(2):
        desk.post(f"{page}aanbieden/")
    told = [one for one in subjects() if one[0] == "noor@voorbeeld.example"]
    assert told == [("noor@voorbeeld.example", "Sanne de Wit wil met je praten over je uitkomst")]
    assert "/orienteren/groningen/" in mail.outbox[-1].body
    SharedResult.objects.update(email="", offered=None)
    assert "liet geen e-mailadres achter" in words(desk.get(page))
    desk.post(f"{page}aanbieden/")
    assert len(subjects()) == 1
    stranger = log_in(Client(), make_adviser("Els", region="twente").user)
    assert stranger.post(f"{page}aanbieden/").status_code == 404


def test_a_plan_is_of_the_person_also_in_a_next_talk(talk: Appointment, desk: Client, sanne: Adviser) -> None:
    desk.post(url(talk, "plan"), {"who": "goal", "text": "Lasser worden"})
    desk.post(url(talk, "plan"), {"who": "person", "text": "Open dag bezoeken"})
    confirm(Client(), sanne, FIRST + timedelta(days=7), request_key="later", email="LENA@voorbeeld.example")
    confirm(Client(), sanne, FIRST + timedelta(days=8), request_key="ander", email="bram@voorbeeld.example")
    later = Appointment.objects.get(request_key="later")
    lena = Client()
    assert "Lasser worden" in words(lena.get(own(later)))
    step = PlanStep.objects.get(who="person")
    assert lena.post(own(later, "plan"), {"step": step.pk, "do": "done"}).status_code == 302
    step.refresh_from_db()
    assert step.done
    desk.post(url(later, "plan"), {"who": "adviser", "text": "School bellen"})
    assert "School bellen" in words(lena.get(own(talk))), "and the other way round"
    desk.post(url(later, "plan"), {"who": "person", "text": "Cv maken", "due": "2026-12-05"})
    desk.post(url(later, "plan"), {"who": "person", "text": "Bellen", "due": "2026-12-04"})
    route = words(log_in(Client(), make_user("Lena")).get("/mijn/"))
    assert "Je plan met Sanne de Wit: 2 stappen te doen 4 december 2026" in route, (
        "what she does herself, by its first day"
    )
    other = Appointment.objects.get(request_key="ander")
    assert "Er staat nog niets in het plan" in words(Client().get(own(other))), "somebody else's is not shown"
    assert Client().post(own(other, "plan"), {"step": step.pk, "do": "undo"}).status_code == 404
    Appointment.objects.filter(pk=later.pk).update(status="came")
    colleague = make_adviser("Jan", "twente")
    confirm(Client(), colleague, request_key="elders")
    elsewhere = Appointment.objects.get(request_key="elders")
    assert "Er staat nog niets in het plan" in words(lena.get(own(elsewhere))), "another team has its own"
