"""Who arranges what: told before the learner sends anything, on the receipt, and in the mail."""

from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from courses.models import Course, Session
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget
from funding.decisions.actions import Finding, decide
from funding.schemes.models import SchemeVersion
from portal.people.enums import Role
from portal.people.models import Fund
from tests.funding.making import answer_all, budget_of, first_session, make_application, make_course, make_draft
from tests.funding.test_check_pages import check
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
WITH_EMPLOYER = {"employer_contribution": 25_000}


def outcome(client: Client, course: Course) -> str:
    session = first_session(course)
    assert session
    return client.get(check(course, f"uitkomst/?sessie={session.pk}")).content.decode()


def test_money_from_elsewhere_is_told_apart_with_what_to_do_for_it(client: Client, course: Course) -> None:
    answer_all(client, course, **WITH_EMPLOYER)
    page = outcome(client, course)
    assert "€\N{NO-BREAK SPACE}250 regel je zelf." in page
    assert "€\N{NO-BREAK SPACE}0 tot €\N{NO-BREAK SPACE}250" in page
    assert "€\N{NO-BREAK SPACE}250 is nog niet zeker" in page
    assert "Spreek met je werkgever af dat hij dit betaalt" in page
    assert "Wat je zelf regelt, hoort er niet bij." in page


def test_with_only_funds_that_decide_here_there_is_nothing_to_arrange(client: Client, course: Course) -> None:
    answer_all(client, course)
    page = outcome(client, course)
    assert "Dit regel je zelf" not in page
    assert "Vraag alles in één keer aan" in page


def test_a_course_that_the_employer_must_pay_leads_to_the_employer(client: Client, course: Course) -> None:
    answer_all(client, course, legally_required=True)
    page = outcome(client, course)
    assert "Je werkgever moet deze cursus betalen" in page
    assert "Je hoeft hier niets aan te vragen." in page
    assert "vonden we nu geen geld" not in page


def test_who_gets_nothing_is_not_told_that_a_fund_decides(client: Client, course: Course) -> None:
    Budget.objects.update(ceiling=0)
    answer_all(client, course)
    page = outcome(client, course)
    assert "Wie betaalt, beslist." not in page
    assert "vonden we nu geen geld" in page


@pytest.mark.parametrize(("starts", "warned"), [("2027-01-19", True), ("2027-01-20", False)])
def test_a_course_that_begins_before_the_term_ends_is_warned_for(
    client: Client, course: Course, starts: str, warned: bool
) -> None:
    """Eight weeks from 24 November 2026 end on 19 January 2027 (Awb 4:13)."""
    Session.objects.filter(course=course).update(starts=date.fromisoformat(starts))
    answer_all(client, course)
    assert ("Het besluit kan na de start komen" in outcome(client, course)) is warned


def test_the_mail_and_the_receipt_say_what_to_do_oneself(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today, **WITH_EMPLOYER)
    work_off()
    assert "Bijdrage van je werkgever: Spreek met je werkgever af" in mail.outbox[-1].body
    assert application.learner
    log_in(client, application.learner)
    page = client.get(f"/mijn/aanvragen/{application.pk}/").content.decode()
    assert "Spreek met je werkgever af dat hij dit betaalt" in page
    assert "vragen@het-noorden-leert-door.example" in page


def test_a_fund_that_has_decided_is_not_waited_for(client: Client, schemes: None, tmp_path: Path, today: date) -> None:
    application = make_application(make_course(tmp_path / "feed", 495_000), today)
    Fund.objects.update(sole_decision_limit=1_000_000)
    here = PlanLine.objects.select_related("fund", "application").filter(application=application, state="reserved")
    line, other = here.order_by("position")
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, line.fund_id)
    assert application.learner
    log_in(client, application.learner)
    path = f"/mijn/aanvragen/{application.pk}/"
    names = [line.fund.name, other.fund.name]
    before = client.get(path).context["steps"][1]["text"]
    assert all(name in before for name in names)
    decide(line, Finding(Verdict.GRANT, line.cents, "Akkoord."), farid, line.version)
    after = client.get(path).context["steps"][1]["text"]
    assert [name in after for name in names] == [False, True]


def test_what_was_sent_is_shown_instead_of_asked_again(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today)
    assert application.learner
    log_in(client, application.learner)
    page = outcome(client, course)
    assert application.number in page
    assert "Dit vraag ik aan" not in page
    again = client.post(f"/opleidingen/{course.pk}/aanvragen/", {"sessie": str(application.session_id)})
    assert again.url == f"/mijn/aanvragen/{application.pk}/"
    assert Application.objects.count() == 1


def test_a_draft_can_be_thrown_away_and_what_was_sent_can_not(client: Client, course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    page = client.post(f"/aanvragen/{draft.pk}/verwijderen/", follow=True).content.decode()
    assert "Er is niets verstuurd." in page
    assert not Application.objects.exists()
    sent = make_application(course, today, name="Kees")
    assert sent.learner
    log_in(client, sent.learner)
    assert client.post(f"/aanvragen/{sent.pk}/verwijderen/").url == f"/mijn/aanvragen/{sent.pk}/"
    assert Application.objects.exists()


def test_nobody_throws_away_somebody_elses(client: Client, course: Course) -> None:
    draft = make_draft(make_user("Lena"), course)
    log_in(client, make_user("Kees"))
    assert client.post(f"/aanvragen/{draft.pk}/verwijderen/").status_code == 404
    assert Application.objects.exists()


def test_every_open_scheme_that_is_decided_elsewhere_says_what_to_do(schemes: None) -> None:
    silent = SchemeVersion.objects.filter(status="open", scheme__fund__decides_here=False, scheme__how_to_apply="")
    assert list(silent.values_list("scheme", flat=True)) == []


def test_mail_comes_in_the_language_that_the_learner_chose(client: Client, course: Course, today: date) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    client.post("/taal/setlang/", {"language": "en", "next": "/"})
    path = f"/aanvragen/{draft.pk}/controleren/"
    client.post(path, {"consent": "on", "seen": client.get(path).context["seen"]})
    work_off()
    assert "24 November 2026" in mail.outbox[-1].body
    assert mail.outbox[-1].body.startswith("Hello Lena")
    assert budget_of("het-noorden-leert-door").reserved > 0
