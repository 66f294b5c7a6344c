"""What blocks a grant, texts that are used again, and a plan made again after a refusal."""

from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.enums import LineState, Verdict
from funding.applications.errors import AlreadyApplied, PlanChanged
from funding.applications.models import Application, PlanLine
from funding.budgets import ledger
from funding.budgets.models import Budget
from funding.checks.aid import DE_MINIMIS_CEILING, THREE_YEARS, aid_with
from funding.checks.answering import answer_check
from funding.checks.enums import CheckKind, CheckState
from funding.checks.models import Check
from funding.decisions.actions import Finding, decide
from funding.decisions.errors import ChecksOpen, NotTheirRole, OwnApplication
from funding.decisions.verifying import mismatches
from funding.letters.models import Letter
from funding.parties.actions import answer, invite
from funding.parties.enums import Party
from funding.parties.models import Invitation
from funding.replanning.actions import accept, new_plan
from funding.replanning.errors import NothingToPlan
from funding.replanning.models import Replan
from intake.profile.models import Consent
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.making import load, make_application
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
GRANT = Finding(Verdict.GRANT, 140_000, "Je voldoet.")
REFUSE = Finding(Verdict.REFUSE, 0, "De cursus past niet.")


@pytest.fixture
def sent(course: Course, today: date) -> Application:
    return make_application(course, today)


@pytest.fixture
def anna(schemes: None) -> User:
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    return anna


def line_of(application: Application, fund: str = FUND) -> PlanLine:
    found = PlanLine.objects.select_related("fund", "application__learner", "application__course__provider")
    return found.filter(application=application, fund=fund).latest("round")


def learner_of(application: Application) -> User:
    assert application.learner
    return application.learner


def test_an_open_check_blocks_a_grant_and_not_a_refusal(sent: Application, anna: User) -> None:
    line = line_of(sent)
    check = Check.objects.create(line=line, kind=CheckKind.CRITERION, label="Het diploma is erkend.")
    with pytest.raises(ChecksOpen) as told:
        decide(line, GRANT, anna, line.version)
    assert "Het diploma is erkend." in told.value.message
    check = Check.objects.select_related("line__fund", "line__application").get(pk=check.pk)
    with pytest.raises(NotTheirRole):
        answer_check(check, CheckState.MET, make_user("Ander"))
    with pytest.raises(OwnApplication):
        answer_check(check, CheckState.MET, learner_of(sent))
    answer_check(check, CheckState.MET, anna)
    assert decide(line_of(sent), GRANT, anna, line.version)


def test_a_refusal_needs_no_check(sent: Application, anna: User) -> None:
    line = line_of(sent)
    Check.objects.create(line=line, kind=CheckKind.CRITERION, label="Het diploma is erkend.")
    assert decide(line, REFUSE, anna, line.version)


def test_money_is_promised_only_after_the_provider_confirmed(sent: Application, anna: User) -> None:
    line = line_of(sent)
    origin = "http://testserver"
    Fund.objects.filter(pk=FUND).update(provider_confirms=True)
    with pytest.raises(ChecksOpen, match="Vraag eerst de opleider"):
        decide(line_of(sent), GRANT, anna, line.version)
    asked = invite(Party.PROVIDER, line.application, "opleider@voorbeeld.example", anna, origin, line)
    with pytest.raises(ChecksOpen, match="nog niet bevestigd"):
        decide(line, GRANT, anna, line.version)
    told = {"seat": "propose", "price": 150_000, "starts": "2027-04-01", "note": "", "answered_by": "Kim"}
    assert answer(asked, told)
    with pytest.raises(ChecksOpen, match="iets anders"):
        decide(line_of(sent), GRANT, anna, line.version)
    again = invite(Party.PROVIDER, line.application, "opleider@voorbeeld.example", anna, origin, line)
    assert answer(again, told | {"seat": "confirm"})
    assert decide(line_of(sent), GRANT, anna, line.version)
    assert Budget.objects.get(scheme=FUND).committed == 140_000


def test_the_same_name_on_another_account_is_looked_at(sent: Application, course: Course, today: date) -> None:
    other = make_application(course, today, "Mo")
    assert not Check.objects.filter(kind=CheckKind.DUPLICATE).exists()
    User.objects.filter(pk=learner_of(other).pk).update(name="Lena")
    from tests.funding.making import make_draft, send

    twin = make_user("Tweede")
    User.objects.filter(pk=twin.pk).update(name="Lena")
    twin.refresh_from_db()
    send(make_draft(twin, course), twin, today)
    assert sent.number in Check.objects.get(kind=CheckKind.DUPLICATE).label


def test_above_the_de_minimis_ceiling_somebody_looks(sent: Application, anna: User) -> None:
    asked = invite(Party.EMPLOYER, sent, "baas@voorbeeld.example", learner_of(sent), "http://testserver")
    told = {"employs": "yes", "company": "B", "cao": "other", "share": 0, "de_minimis": 29_900_000, "answered_by": "Jo"}
    assert answer(asked, told)
    assert Check.objects.get().kind == CheckKind.DE_MINIMIS


def test_aid_to_one_employer_is_the_sum_of_three_years_and_of_all_that_is_asked(
    course: Course, today: date, anna: User
) -> None:
    """A line alone stays far under the ceiling each time; what an employer counted itself is not counted twice."""
    told = {"employs": "yes", "company": "Smid BV", "cao": "other", "share": 0, "answered_by": "Jo"}
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=10_000_000)

    def asks(name: str, address: str, aid: int, company: str) -> tuple[PlanLine, Invitation]:
        sent = make_application(course, today, name)
        asked = invite(Party.EMPLOYER, sent, address, learner_of(sent), "http://testserver")
        assert answer(asked, told | {"company": company, "de_minimis": aid})
        return line_of(sent), Invitation.objects.select_related("application").get(pk=asked.pk)

    def flagged(name: str, address: str, aid: int, company: str) -> bool:
        line, _asked = asks(name, address, aid, company)
        return line.checks.filter(kind=CheckKind.DE_MINIMIS).exists()

    each = asks("Eerste", "baas@smid.example", 0, "Smid BV")[0].cents
    fits = DE_MINIMIS_CEILING - 2 * each
    assert not flagged("Tweede", "baas@smid.example", fits, "Smid BV")
    assert flagged("Derde", "Baas@Smid.example", fits, "Andere naam")  # the same address
    assert flagged("Vierde", "kantoor@smid.example", fits, "smid bv")  # the same name
    assert not flagged("Vijfde", "baas@ander.example", fits, "Ander BV")

    granted, _asked = asks("Bakt", "baas@bakker.example", 0, "Bakker")
    granted.checks.update(state=CheckState.MET)
    decision = decide(granted, Finding(Verdict.GRANT, each, "Ja."), anna, granted.version)
    assert decision
    # What was granted before the employer answered is in what it told; what came later is added.
    _line, last = asks("Bakt ook", "baas@bakker.example", each, "Bakker")
    last.answered = decision.at + timedelta(days=1)
    assert aid_with(last, each, [])[0] == 2 * each
    last.answered = decision.at - timedelta(days=1)
    assert aid_with(last, each, [])[0] == 3 * each
    with time_machine.travel(decision.at + THREE_YEARS + timedelta(days=1)):
        assert aid_with(last, each, [])[0] == 2 * each


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_employers_links_at_one_moment_count_each_other(
    guarded: bool, course: Course, today: date, anna: User
) -> None:
    """Each fits under the ceiling alone, both do not. The control: who only writes and then adds up sees nobody."""
    asked = []
    for name, address in (("Eerste", "baas@smid.example"), ("Tweede", "kantoor@smid.example")):
        sent = make_application(course, today, name)
        asked.append(invite(Party.EMPLOYER, sent, address, learner_of(sent), "http://testserver"))
    room = DE_MINIMIS_CEILING - line_of(sent).cents
    told = {"employs": "yes", "company": "Smid BV", "cao": "other", "share": 0, "de_minimis": room, "answered_by": "Jo"}
    both = Barrier(2)

    def careless(one: Invitation) -> bool:
        with transaction.atomic():
            Invitation.objects.filter(pk=one.pk).update(answer=told, answered=timezone.now())
            both.wait(PATIENCE)
            found = Invitation.objects.select_related("application").get(pk=one.pk)
            total, _lines = aid_with(found, room, [])
            both.wait(PATIENCE)
            return total > DE_MINIMIS_CEILING

    if not guarded:
        assert at_once(*(partial(careless, one) for one in asked)) == [False, False]
        return
    assert at_once(*(partial(answer, one, told) for one in asked)) == [True, True]
    flagged = Check.objects.filter(kind=CheckKind.DE_MINIMIS).values_list("line__application", flat=True)
    assert len(flagged) == 1, "who came second sees the first"


def test_a_text_of_the_library_comes_into_the_letter(client: Client, sent: Application, anna: User) -> None:
    log_in(client, anna)
    library = reverse("funding:library")
    text = {"fund": FUND, "verdict": "refuse", "title": "Te duur", "text": "De cursus is te duur voor wat je leert."}
    client.post(library, text)
    client.post(library, text)
    assert client.get(library).text.count("De cursus is te duur voor wat je leert.") == 1
    line = line_of(sent)
    reason = line.fund.reasons.get()
    where = reverse("funding:decide", args=[line.pk])
    form = {"version": line.version, "amount": "0", "library": reason.pk, "step": "confirm"}
    assert client.post(where, form | {"verdict": "grant", "amount": "1400"}).status_code == 422  # another verdict
    assert (
        client.post(where, form | {"verdict": "refuse", "reasons": "Kijk naar een kortere cursus."}).status_code == 302
    )
    client.post(reverse("funding:end_text", args=[reason.pk]))
    work_off()
    html = Letter.objects.get().html
    assert "te duur voor wat je leert" in html
    assert "Kijk naar een kortere cursus." in html


def test_after_a_refusal_the_plan_is_made_again_and_the_learner_chooses(
    client: Client, sent: Application, anna: User
) -> None:
    learner = learner_of(sent)
    log_in(client, learner, second_factor=False)
    with pytest.raises(NothingToPlan):
        new_plan(load(sent), learner)
    line = line_of(sent)
    decide(line, REFUSE, anna, line.version)
    plan = new_plan(load(sent), learner)
    asked = {row.scheme.slug: int(row.cents) for row in plan.assessment.rows if row.cents}
    assert FUND not in asked
    assert asked
    page = client.get(reverse("funding:replan", args=[sent.pk]))
    assert page.context["seen"] == plan.digest
    with pytest.raises(PlanChanged):
        accept(load(sent), learner, "iets anders")
    answer = client.post(reverse("funding:replan", args=[sent.pk]), {"seen": plan.digest, "agreed": "on"})
    assert answer.status_code == 302
    made = {one.scheme_version.scheme_id: one.cents for one in load(sent).lines.all() if one.round == 2}
    assert made == asked
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    with pytest.raises(NothingToPlan):
        new_plan(load(sent), learner)
    other = log_in(Client(), make_user("Ander"), second_factor=False)
    assert other.get(reverse("funding:replan", args=[sent.pk])).status_code == 404


def test_who_applied_anew_meanwhile_takes_no_second_plan(
    sent: Application, course: Course, today: date, anna: User
) -> None:
    from tests.funding.making import make_draft, send

    line = line_of(sent)
    decide(line, REFUSE, anna, line.version)
    learner = learner_of(sent)
    plan = new_plan(load(sent), learner)
    send(make_draft(learner, course), learner, today)
    with pytest.raises(AlreadyApplied):
        accept(load(sent), learner, plan.digest, agreed=True)


def test_a_fund_that_did_not_read_it_yet_decides_only_when_the_learner_lets_it_read(
    client: Client, course: Course, today: date, anna: User
) -> None:
    sent = make_application(course, today, "Mo", employer_contribution=40_000)
    learner = learner_of(sent)
    Consent.objects.filter(applications=sent).update(scope=["fund:een-ander"])
    PlanLine.objects.filter(application=sent, state=LineState.OUTSIDE).update(
        state=LineState.REFUSED_OUTSIDE, granted_cents=0
    )
    plan = new_plan(load(sent), learner)
    log_in(client, learner, second_factor=False)
    where = reverse("funding:replan", args=[sent.pk])
    page = client.get(where)
    assert page.context["new_readers"] == list(plan.readers().values())
    assert "mag mijn aanvraag en mijn antwoorden lezen" in page.text
    refused = client.post(where, {"seen": plan.digest})
    assert refused.status_code == 409
    assert "Vink aan dat het fonds je aanvraag mag lezen." in refused.text
    assert not Replan.objects.exists()
    assert client.post(where, {"seen": plan.digest, "agreed": "on"}).status_code == 302
    consent = Replan.objects.select_related("consent").get().consent
    assert consent
    assert (consent.scope, consent.text_version) == ([f"fund:{FUND}"], "nieuw-plan-1")
    assert Consent.objects.get(applications=sent).scope == ["fund:een-ander"]


def test_a_reservation_that_nobody_took_up_moves_with_the_plan(course: Course, today: date, anna: User) -> None:
    """Two funds here: one refuses, the other's reservation becomes what the new plan says, in one transaction."""
    sent = make_application(course, today, "Mo", employer_contribution=40_000)
    learner = learner_of(sent)
    outside = PlanLine.objects.get(application=sent, state=LineState.OUTSIDE)
    line = line_of(sent)
    assert line.cents == 100_000
    PlanLine.objects.filter(pk=outside.pk).update(state=LineState.REFUSED_OUTSIDE, granted_cents=0)
    plan = new_plan(load(sent), learner)
    new = accept(load(sent), learner, plan.digest)
    moved = next(one for one in new if one.fund_id == FUND)
    assert moved.cents == 140_000
    found = PlanLine.objects.get(pk=moved.pk)
    assert (found.state, found.complete_at, found.due) == (LineState.RESERVED, line.complete_at, line.due)
    assert PlanLine.objects.get(pk=line.pk).state == LineState.WITHDRAWN
    assert Budget.objects.get(scheme=FUND).reserved == 140_000
    assert (ledger.differences(), ledger.line_differences(), list(mismatches())) == ([], [], [])
    assert Replan.objects.count() == 1
