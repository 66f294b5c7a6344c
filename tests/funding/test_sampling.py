"""Samples afterwards: a draw that anybody can do again, asking, hearing, and an amount that goes down by two people."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Course
from funding.applications.models import PlanLine
from funding.budgets import ledger
from funding.decisions.actions import Finding, Verdict, approve, decide
from funding.decisions.verifying import mismatches
from funding.sampling.actions import ask_proof, conclude, draw_sample, hear_sample
from funding.sampling.drawing import draw
from funding.sampling.enums import Outcome
from funding.sampling.errors import DecidedItThemselves, NotAskedYet, NothingToDraw
from funding.sampling.models import SampleCase
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.making import make_application
from tests.people import give_role, log_in, make_user

FUND = "het-noorden-leert-door"


@given(st.sets(st.uuids().map(str), max_size=60), st.integers(0, 80), st.text(max_size=20), st.randoms())
def test_a_draw_can_be_done_again_in_whatever_order(ids: set[str], size: int, seed: str, chance: Any) -> None:
    ordered = sorted(ids)
    mixed = list(ordered)
    chance.shuffle(mixed)
    drawn = draw(ordered, size, seed)
    assert draw(mixed, size, seed) == drawn
    assert len(set(drawn)) == min(size, len(ids))
    assert draw(ordered, size + 1, seed)[:size] == drawn  # one more adds one and changes nothing else


def test_the_seed_decides_who_is_drawn() -> None:
    ids = [str(number) for number in range(200)]
    assert {tuple(draw(ids, 3, str(seed))) for seed in range(50)} > {tuple(draw(ids, 3, "1"))}


def member(name: str, *roles: Role) -> User:
    user = make_user(name)
    for role in roles:
        give_role(user, role, FUND)
    return user


def granted(course: Course, today: date, name: str, farid: User, ingrid: User) -> PlanLine:
    application = make_application(course, today, name=name)
    lines = PlanLine.objects.select_related("fund", "application__learner")
    line = lines.get(application=application, fund=FUND)
    if decide(line, Finding(Verdict.GRANT, line.cents, "Akkoord."), farid, line.version) is None:
        waiting = lines.get(pk=line.pk)
        approve(waiting, ingrid, waiting.version)
    return lines.get(pk=line.pk)


@pytest.mark.django_db
def test_proof_is_asked_somebody_is_heard_and_two_people_lower_the_amount(
    client: Client, course: Course, today: date
) -> None:
    farid, ingrid = member("Farid", Role.FUND_ADMINISTRATOR), member("Ingrid", Role.APPROVER)
    anna, bram = member("Anna", Role.FUND_ADMINISTRATOR), member("Bram", Role.APPROVER)
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=1)
    line = granted(course, today, "Lena", farid, ingrid)
    log_in(client, anna)
    answer = client.post(
        "/medewerkers/fonds/steekproef/",
        {"fund": FUND, "drawn_first": "2026-11-01", "drawn_last": "2036-11-30", "size": "5", "seed": "7"},
    )
    page = client.get(answer.headers["Location"])
    assert "De loting klopt" in page.content.decode()
    with pytest.raises(NothingToDraw):  # drawn before
        draw_sample(line.fund, today, today, 5, "8", anna)
    case = SampleCase.objects.get()
    place = f"/medewerkers/fonds/steekproef/dossier/{case.pk}/"
    until = today + timedelta(days=14)
    full = SampleCase.objects.select_related("line__fund", "line__application__learner", "line__scheme_version__scheme")
    with pytest.raises(DecidedItThemselves):
        ask_proof(full.get(), "Bewijs?", until, farid)
    with pytest.raises(NotAskedYet):
        conclude(full.get(), Outcome.LOWER, 0, "Geen bewijs.", anna)
    client.post(place, {"step": "ask", "question": "Stuur je certificaat.", "proof_until": until.isoformat()})
    assert MailMessage.objects.filter(kind="sample_asked").count() == 1
    learner = log_in(Client(), line.application.learner or farid, second_factor=False)
    assert "kijken je aanvraag nog eens na" in learner.get(f"/mijn/aanvragen/{line.application_id}/").content.decode()
    learner.post(f"/mijn/aanvragen/{line.application_id}/controle/{case.pk}/", {"answer": "Ik deed de helft."})
    assert "Ik deed de helft." in client.get(place).content.decode()
    lower = {"step": "conclude", "outcome": "lower", "amount": "500", "reasons": "Je deed de helft."}
    assert client.post(place, lower).status_code == 409  # nobody was heard
    client.post(place, {"step": "hear", "heard_on": "", "note": "Wilde niet gehoord worden."})
    client.post(place, lower)
    case.refresh_from_db()
    assert (case.outcome, case.done) == ("lower", None)
    assert PlanLine.objects.get(pk=line.pk).settled_cents is None
    with pytest.raises(DatabaseError), transaction.atomic():  # whatever code does, it takes two
        SampleCase.objects.filter(pk=case.pk).update(done=case.asked)
    second = log_in(Client(), bram)
    second.post(f"{place}akkoord/")
    line = PlanLine.objects.get(pk=line.pk)
    assert (line.state, line.settled_cents) == ("settled", 50_000)
    assert ledger.held(line.pk) == (0, 50_000, 0)
    assert line.letters.filter(kind="settlement").exists()
    assert list(mismatches()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleCase.objects.filter(pk=case.pk).update(cents=1)


@pytest.mark.django_db
def test_one_that_is_in_order_stays_as_it_is(course: Course, today: date) -> None:
    farid, ingrid = member("Farid", Role.FUND_ADMINISTRATOR), member("Ingrid", Role.APPROVER)
    anna = member("Anna", Role.FUND_ADMINISTRATOR)
    line = granted(course, today, "Lena", farid, ingrid)
    draw_sample(line.fund, today, today + timedelta(days=3650), 1, "7", anna)  # the database has its own clock
    case = SampleCase.objects.select_related("line__fund", "line__application").get()
    assert conclude(case, Outcome.GOOD, 0, "Alles klopt.", anna)
    hear = SampleCase.objects.select_related("line__fund", "line__application").get()
    with pytest.raises(NotAskedYet):
        hear_sample(hear, today, "Te laat.", anna)
    assert PlanLine.objects.get(pk=line.pk).settled_cents is None
