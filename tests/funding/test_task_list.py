"""The learner's way in steps, choosing among schemes, asking all the same, and messages."""

from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.actions import choose
from funding.applications.enums import LineState, Verdict
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget
from funding.decisions.actions import Finding, decide
from funding.decisions.verifying import mismatches
from funding.wishes.actions import look
from funding.wishes.models import Wish
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import get_course, load, make_application, make_course, make_draft, send
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def lena(schemes: None) -> User:
    return make_user("Lena")


def test_the_list_says_what_is_done_and_what_cannot_be_done_yet(client: Client, lena: User, course: Course) -> None:
    from funding.applications.actions import begin
    from intake.profile.actions import profile_of_user
    from tests.funding.making import first_session

    draft = begin(profile_of_user(lena), course, first_session(course))
    log_in(client, lena, second_factor=False)
    page = client.get(reverse("funding:tasks", args=[draft.pk]))
    assert [task["kind"] for task in page.context["tasks"]] == ["todo", "done", "todo", "blocked", "plain", "blocked"]
    full = make_draft(lena, course)
    page = client.get(reverse("funding:tasks", args=[full.pk]))
    assert [task["kind"] for task in page.context["tasks"]] == [
        "done",
        "done",
        "done",
        "done",
        "plain",
        "plain",
        "todo",
    ]
    assert "Vraag aan voor 4 januari 2027" in page.text
    assert "Zonder bewijs vraagt het fonds er later om, en staat de termijn zolang stil." in page.text


def test_what_is_typed_is_kept_before_it_is_sent(client: Client, lena: User, course: Course) -> None:
    draft = make_draft(lena, course)
    log_in(client, lena, second_factor=False)
    page = reverse("funding:details", args=[draft.pk])
    assert client.post(page, {"name": "Lena Bos", "phone": "", "autosave": "1"}).status_code == 204
    assert client.post(page, {"name": "", "phone": "", "autosave": "1"}).status_code == 204
    assert load(draft).learner_name == "Lena Bos"


def test_a_scheme_can_be_left_out_and_comes_back(client: Client, lena: User, course: Course, today: date) -> None:
    draft = make_draft(lena, course)
    log_in(client, lena, second_factor=False)
    page = reverse("funding:plan", args=[draft.pk])
    client.post(page, {})
    assert load(draft).left_out == [FUND]
    assert "Het Noorden Leert Door" in client.get(page).text
    client.post(page, {"schemes": [FUND, "rmt-noord"]})
    assert load(draft).left_out == []
    assert send(load(draft), lena, today).lines.count() == 1


def test_who_the_check_says_no_to_can_ask_and_gets_a_decision(
    client: Client, lena: User, course: Course, today: date
) -> None:
    """A right to a decision: the fund sees that the check said no."""
    draft = make_draft(lena, course, residence="GM0363", work_municipality="GM0363")
    log_in(client, lena, second_factor=False)
    page = client.get(reverse("funding:plan", args=[draft.pk]))
    assert FUND in [value for value, _label in page.context["form"].fields["others"].choices]
    choose(load(draft), left_out=[], insists=[FUND])
    sent = send(load(draft), lena, today)
    line = PlanLine.objects.select_related("fund", "application").get(application=sent, fund=FUND)
    assert (line.insisted, line.state) == (True, LineState.RESERVED)
    assert 0 < line.cents <= 140_000
    assert line.to_check
    assert list(mismatches()) == []
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    assert "terwijl de check zei" in client.get(reverse("funding:line", args=[line.pk])).text
    decide(line, Finding(Verdict.REFUSE, 0, "Je woont in een andere regio."), anna, line.version)
    assert Budget.objects.get(scheme=FUND).reserved == 0


def test_who_wants_to_know_gets_one_mail_when_there_is_more_money(
    client: Client, lena: User, course: Course, today: date
) -> None:
    draft = make_draft(lena, course)
    Budget.objects.update(ceiling=0)
    log_in(client, lena, second_factor=False)
    assert draft.session_id
    client.post(reverse("funding:wish", args=[course.pk]), {"sessie": draft.session_id})
    assert Wish.objects.get().own_cents > 0
    look()
    work_off()
    assert not mail.outbox
    Budget.objects.filter(scheme=FUND).update(ceiling=10_000_000)
    Course.objects.filter(pk=course.pk).update(hidden="2026-11-20T12:00Z")
    look()
    work_off()
    assert not mail.outbox, "nobody can see what costs less"
    Course.objects.filter(pk=course.pk).update(hidden=None)
    look()
    look()
    work_off()
    assert [one.subject for one in mail.outbox] == ["Je kunt nu minder betalen voor Lassen voor beginners"]
    for one in (lena, make_user("Noor")):
        Wish.objects.create(user=one, course=course, own_cents=10_000, origin="")
    Course.objects.filter(pk=course.pk).update(gone="2026-11-20T12:00Z")
    stop = reverse("funding:wish", args=[course.pk])
    assert stop in client.get(reverse("funding:wishes")).text
    assert "geen bericht meer" in client.post(stop, {"weten": "nee"}, follow=True).text
    assert Wish.objects.get(told=None).user_id != lena.pk, "also of a course that is gone, and of nobody else"


def test_for_another_course_only_what_is_about_the_person_is_compared(
    client: Client, schemes: None, today: date, tmp_path: Path
) -> None:
    from intake.profile.actions import answer, profile_of_user

    course = make_course(tmp_path / "feed", beside="p2")
    sent = make_application(get_course("p2"), today)
    assert sent.learner
    log_in(client, sent.learner, second_factor=False)
    draft = make_draft(sent.learner, course)
    client.post(reverse("funding:details", args=[draft.pk]), {"name": "Lena", "phone": ""})
    page = reverse("funding:check_answers", args=[draft.pk])
    assert client.get(page).context["changed"] == []
    answer(profile_of_user(sent.learner), "education", "mbo_3")
    assert [row["answer"] for row in client.get(page).context["changed"]] == [
        "Mbo niveau 3 (vorige keer: Mbo niveau 2)"
    ]


def test_who_applies_again_finds_all_filled_in_and_what_is_different(
    client: Client, course: Course, today: date
) -> None:
    from funding.applications.withdrawing import withdraw
    from intake.profile.actions import answer, profile_of_user

    sent = make_application(course, today)
    assert sent.learner
    log_in(client, sent.learner, second_factor=False)
    withdraw(sent, [sent.lines.get().pk], sent.learner)
    again = reverse("funding:begin", args=[course.pk])
    assert again in client.get(reverse("funding:application", args=[sent.pk])).text
    client.post(again, {"sessie": sent.session_id})
    draft = Application.objects.get(state="draft")
    client.post(reverse("funding:details", args=[draft.pk]), {"name": "Lena", "phone": ""})
    page = reverse("funding:check_answers", args=[draft.pk])
    assert client.get(page).context["changed"] == []
    answer(profile_of_user(sent.learner), "education", "mbo_3", course=course)
    changed = client.get(page).context["changed"]
    assert [row["question"] for row in changed] == ["Je hoogste diploma"]
    assert "vorige keer" in changed[0]["answer"]


def test_messages_go_both_ways_and_only_there(client: Client, course: Course, today: date) -> None:
    sent = make_application(course, today)
    line = sent.lines.get()
    assert sent.learner
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, sent.learner, second_factor=False)
    mine = reverse("funding:messages", args=[sent.pk])
    assert client.post(mine, {"line": line.pk, "text": "Mijn BSN is 111222333"}).url == mine
    assert "BSN kan zijn" in client.get(mine).text
    client.post(mine, {"line": line.pk, "text": "Wanneer hoor ik iets?"})
    work_off()
    assert mail.outbox[-1].to == [anna.email]
    assert "Wanneer" not in mail.outbox[-1].body
    staff = log_in(Client(), anna)
    theirs = reverse("funding:line_messages", args=[line.pk])
    file = reverse("funding:line", args=[line.pk])
    assert "1 nieuw" in staff.get(file).text
    assert "Wanneer hoor ik iets?" in staff.get(theirs).text
    assert "1 nieuw" not in staff.get(file).text
    staff.post(theirs, {"text": "Volgende week."})
    assert "1 nieuw" in client.get(reverse("funding:application", args=[sent.pk])).text
    assert "Volgende week." in client.get(mine).text
    assert "1 nieuw" not in client.get(reverse("funding:application", args=[sent.pk])).text
    stranger = log_in(Client(), make_user("Ander"), second_factor=False)
    assert stranger.get(mine).status_code == stranger.post(mine, {"line": line.pk, "text": "x"}).status_code == 404
