"""What was said in talks is kept for a term after the last contact; figures keep what they need, without a person."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from intake.advice.actions import Notes, approve, give_advice, write_notes
from intake.advice.enums import AdviceKind
from intake.agenda.slots import midnight
from intake.care.keeping import KEPT, TOLD_AHEAD, last_contact
from intake.care.models import TalkMessage
from intake.groups.models import GroupSession, Seat
from intake.models import Advice, Adviser, Answer, Appointment, Profile, Record
from intake.profile.actions import give_consent, new_visitor, profile_of_user
from intake.profile.enums import Purpose
from intake.tasks import forget_talks
from portal.brands.current import plain_brand
from portal.people.models import User
from tests.intake.teams import deliver, kind_of, make_adviser, words
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def lena() -> User:
    return make_user("Lena")


def talk_of(
    adviser: Adviser, end: datetime, profile: Profile | None = None, email: str = "", **more: Any
) -> Appointment:
    """A talk of three quarters of an hour that ended at this moment."""
    start = end - timedelta(minutes=45)
    number = Appointment.objects.count()
    made = Appointment.objects.create(
        adviser=adviser,
        kind=kind_of(adviser),
        period=(start, end),
        occupied=(start, end),
        profile=profile,
        mode="phone",
        contact_name="Lena de Boer",
        contact_email=email or "lena@voorbeeld.example",
        contact_phone="06 12345678",
        hope="Iets met mensen.",
        told=[{"question": "Wat", "answer": "Dit"}],
        origin="https://portaal.example",
        consent=give_consent(Purpose.APPOINTMENT, scope=[], text_version="x", user=None),
        token=f"token-{number}",
        request_key=f"vraag-{number}",
        **({"status": "came"} | more),
    )
    return Appointment.objects.select_related("adviser__team", "adviser__user").get(pk=made.pk)


def at(moment: datetime) -> tuple[int, int, int]:
    """What the daily task does at this moment: told, talks erased, seats erased."""
    with time_machine.travel(moment, tick=False):
        return forget_talks()


def test_a_talk_goes_when_its_term_is_over_and_not_a_second_before(sanne: Adviser, lena: User) -> None:
    now = timezone.now()
    profile = profile_of_user(lena)
    talk = talk_of(sanne, now - timedelta(hours=1), profile)
    write_notes(talk, Notes("Twijfelt over lassen."))
    give_advice(talk, AdviceKind.CAREER, "", "Kijk eens in de zorg.", by=sanne.user, brand=plain_brand())
    approve(Advice.objects.get(), profile, by=lena)
    last = last_contact(talk)
    assert last >= now, "the advice was later than the talk"
    page = words(Client().get(f"/orienteren/afspraak/{talk.token}/"))
    assert "We bewaren dit tot" in page
    assert "2 jaar na het laatste contact" in page

    assert at(last + KEPT - TOLD_AHEAD - SECOND) == (0, 0, 0)
    assert at(last + KEPT - TOLD_AHEAD) == (1, 0, 0)
    assert at(last + KEPT - TOLD_AHEAD + SECOND) == (0, 0, 0), "once"
    with time_machine.travel(last + KEPT - TOLD_AHEAD, tick=False):
        desk = log_in(Client(), sanne.user)
        assert "Lena de Boer" in words(desk.get("/medewerkers/gesprekken/?toon=gewist"))
        assert "Wordt gewist op" in words(desk.get(f"/medewerkers/gesprekken/{talk.pk}/"))
    deliver()
    [told] = [one for one in mail.outbox if one.subject == "Je advies wordt binnenkort gewist"]
    assert (told.to, talk.token in told.body, "zorg" in told.body) == (["lena@voorbeeld.example"], True, False)

    assert at(last + KEPT - SECOND) == (0, 0, 0)
    assert at(last + KEPT) == (0, 1, 0)
    assert at(last + KEPT + SECOND) == (0, 0, 0)
    left = Appointment.objects.select_related("consent").get()
    assert (left.contact_name, left.contact_email, left.contact_phone) == ("gewist", "", "gewist")
    assert (left.profile, left.hope, left.told) == (None, "", [])
    assert left.consent
    assert left.consent.withdrawn
    assert (Advice.objects.get().text, Advice.objects.get().kind, Record.objects.exists()) == (
        "gewist",
        "career",
        False,
    )
    assert not Answer.objects.filter(profile=profile, fact="advice_given").exists()
    gone = Client().get(f"/orienteren/afspraak/{talk.token}/")
    assert (gone.status_code, "Dit gesprek is gewist" in words(gone), "Lena" in words(gone)) == (410, True, False)
    assert Client().get(f"/orienteren/afspraak/{talk.token}/vervolg/").status_code == 410, (
        "where mails about messages led"
    )
    assert Client().get(f"/orienteren/afspraak/{left.token[:-1]}x/").status_code == 404, "a stranger learns nothing"
    desk = log_in(Client(), sanne.user)
    assert desk.get(f"/medewerkers/gesprekken/{talk.pk}/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(contact_email="weer@voorbeeld.example")


def test_contact_in_any_talk_of_the_same_person_with_the_team_keeps_them_all(sanne: Adviser, lena: User) -> None:
    now = timezone.now()
    profile, long_ago = profile_of_user(lena), now - KEPT - timedelta(days=9)
    first = talk_of(sanne, long_ago, profile)
    before_the_account = talk_of(sanne, long_ago - timedelta(days=1))
    cancelled = talk_of(sanne, long_ago - timedelta(days=2), status="cancelled")
    elsewhere = talk_of(make_adviser("Els", region="twente"), long_ago, profile)
    other = talk_of(sanne, long_ago - timedelta(days=3), new_visitor(), "mo@voorbeeld.example")
    said = TalkMessage.objects.create(appointment=before_the_account, from_person=True, text="Mag ik nog eens komen?")
    assert at(now) == (0, 2, 0)
    assert set(Appointment.objects.exclude(erased=None)) == {elsewhere, other}
    TalkMessage.objects.filter(pk=said.pk).update(at=now - KEPT)
    assert at(now) == (0, 3, 0)
    assert not TalkMessage.objects.exists()
    people = dict(Appointment.objects.values_list("pk", "former_person"))
    assert people[first.pk] == people[before_the_account.pk] == people[cancelled.pk]
    assert len(set(people.values())) == 3, "of nobody that can be found, and one person once"


def test_who_had_a_seat_goes_too_and_two_of_one_meeting_are_no_problem(sanne: Adviser, lena: User) -> None:
    end = midnight(timezone.localdate()) - KEPT
    session = GroupSession.objects.create(
        team=sanne.team, title="Bijeenkomst", period=(end - timedelta(hours=2), end), place="Hier", seats=9, taken=2
    )
    for name in ("Lena", "Mo"):
        Seat.objects.create(
            session=session,
            status="seated",
            name=name,
            email=f"{name}@voorbeeld.example",
            origin="x",
            consent=give_consent(Purpose.APPOINTMENT, scope=[], text_version="x", user=None),
            token=name,
            request_key=name,
        )
    assert at(end + KEPT - SECOND) == (0, 0, 0)
    assert at(end + KEPT) == (0, 0, 2)
    assert set(Seat.objects.values_list("name", flat=True)) == {"gewist"}
    assert not Seat.objects.filter(email__endswith="voorbeeld.example").exists()
