"""The pages on which a learner applies: sent once, nothing typed is lost, and nobody reads somebody else's."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import RestrictedError
from django.test import Client

from courses.feeds.models import Feed
from courses.models import Course, Provider, Session
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget
from funding.decisions.actions import Finding, decide
from portal.people.enums import Role
from tests.courses.feeds import program, read_programs
from tests.funding.making import get_course, make_application, make_course, make_draft
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


def test_a_form_sent_after_the_session_ended_is_back_after_the_log_in(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    path = f"/aanvragen/{draft.pk}/gegevens/"
    answer = client.post(path, {"name": "Lena de Vries-Hoekstra", "phone": "06 12 34 56 78"})
    assert answer.status_code == 302
    assert answer.url == f"/account/inloggen/?next={path}"
    client.force_login(lena)
    page = client.get(path).content.decode()
    assert "Lena de Vries-Hoekstra" in page
    assert "06 12 34 56 78" in page


def test_double_submit_by_http_gives_one_application_and_the_same_receipt(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    path = f"/aanvragen/{draft.pk}/controleren/"
    seen = client.get(path).context["seen"]
    first = client.post(path, {"consent": "on", "seen": seen})
    second = client.post(path, {"consent": "on", "seen": seen})
    assert first.url == second.url == f"/mijn/aanvragen/{draft.pk}/"
    assert Application.objects.filter(state="submitted").count() == 1
    assert client.get(path).url == f"/mijn/aanvragen/{draft.pk}/"


def test_without_consent_nothing_is_sent(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    path = f"/aanvragen/{draft.pk}/controleren/"
    answer = client.post(path, {"seen": client.get(path).context["seen"]}, follow=True)
    assert answer.status_code == 422
    assert not Application.objects.filter(state="submitted").exists()


def test_a_changed_plan_is_shown_and_can_then_be_sent(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    path = f"/aanvragen/{draft.pk}/controleren/"
    seen = client.get(path).context["seen"]
    Budget.objects.filter(scheme=FUND).update(ceiling=50_000)
    answer = client.post(path, {"consent": "on", "seen": seen})
    assert answer.status_code == 409
    assert "Er is intussen iets veranderd" in answer.content.decode()
    again = client.post(path, {"consent": "on", "seen": answer.context["seen"]})
    assert again.url == f"/mijn/aanvragen/{draft.pk}/"
    assert PlanLine.objects.get(fund=FUND).cents == 50_000


def test_a_start_that_filled_up_offers_another_and_keeps_the_answers(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    Session.objects.update(status="full")
    answer = client.get(f"/aanvragen/{draft.pk}/controleren/")
    assert answer.status_code == 409
    assert "Kies een andere" in answer.content.decode()


def test_an_application_keeps_its_start_and_course_when_the_feed_lost_them(
    client: Client, today: date, schemes: None, tmp_path: Path
) -> None:
    """First the session goes, then the course with it: both stay for who applied, and cannot be deleted."""
    folder = tmp_path / "feed"
    course = make_course(folder, beside="p2")
    sent = make_application(course, today)
    assert sent.session_id
    assert sent.learner
    client.force_login(sent.learner)
    path = f"/mijn/aanvragen/{sent.pk}/"
    before = client.get(path).content.decode()
    for part in (course.title, course.provider.name, "1 maart 2027"):
        assert part in before
    read_programs(folder, program("p1"), program("p2"))
    assert Session.objects.get(pk=sent.session_id).gone is not None
    Feed.objects.update(most_shrink_percent=100, grace_days=0)
    read_programs(folder, program("p2"))
    assert Course.objects.get(pk=course.pk).gone is not None
    after = client.get(path).content.decode()
    for part in (course.title, course.provider.name, "1 maart 2027", "1.400"):
        assert part in after
    kept = Application.objects.get(pk=sent.pk)
    assert (kept.session_id, kept.course_id, kept.calculation) == (sent.session_id, course.pk, sent.calculation)
    for row in (Session.objects.get(pk=sent.session_id), Course.objects.get(pk=course.pk)):
        with pytest.raises(RestrictedError):
            row.delete()


def test_extra_fields_change_nothing(client: Client, course: Course) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    path = f"/aanvragen/{draft.pk}/gegevens/"
    client.post(
        path, {"name": "Lena", "phone": "", "state": "decided", "own_cents": "0", "is_staff": "1", "learner": "x"}
    )
    draft.refresh_from_db()
    assert (draft.state, draft.own_cents, draft.learner_name) == ("draft", None, "Lena")


@pytest.mark.parametrize("name", ["", "   ", "12345", "a" * 200, "\u202e", "<b></b>1"])
def test_a_name_that_is_no_name_gets_a_sentence(client: Client, course: Course, name: str) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    page = f"/aanvragen/{draft.pk}/gegevens/"
    answer = client.post(page, {"name": name, "phone": ""})
    assert answer.url == (f"/aanvragen/{draft.pk}/controleren/" if name == "<b></b>1" else page)
    assert client.get(page).status_code == (200 if name == "<b></b>1" else 422)


@pytest.mark.parametrize(("phone", "status"), [("06 12345678", 302), ("", 302), ("123456", 422), ("geen idee", 422)])
def test_a_telephone_number_is_asked_for_as_everywhere(client: Client, course: Course, phone: str, status: int) -> None:
    lena = make_user("Lena")
    draft = make_draft(lena, course)
    log_in(client, lena)
    page = f"/aanvragen/{draft.pk}/gegevens/"
    sent = client.post(page, {"name": "Lena", "phone": phone})
    answer = client.get(page)
    assert (sent.url == page) == (status == 422)
    assert answer.status_code == (422 if status == 422 else 200)
    assert ("10 tot 15 cijfers" in answer.content.decode()) == (status == 422)


def test_somebody_elses_application_does_not_exist(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today)
    draft = make_draft(make_user("Mo"), course)
    log_in(client, make_user("Piet"))
    for path in (
        f"/mijn/aanvragen/{application.pk}/",
        f"/aanvragen/{application.pk}/controleren/",
        f"/aanvragen/{draft.pk}/controleren/",
        f"/aanvragen/{draft.pk}/gegevens/",
    ):
        assert client.get(path).status_code == 404, path


def test_a_visitor_is_asked_to_log_in(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today)
    for path in ("/mijn/", f"/mijn/aanvragen/{application.pk}/", f"/aanvragen/{application.pk}/controleren/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/account/inloggen/?next={path}")


def test_a_loan_stays_the_learners_own_money(client: Client, course: Course, today: date, tmp_path: Path) -> None:
    make_course(tmp_path / "feed", 800_000)
    Course.objects.filter(provider_key="p1").update(level="hbo")
    Provider.objects.update(recognitions=["ocw"])
    zwolle = {"residence": "GM0193", "work_municipality": "GM0193"}
    application = make_application(get_course(), today, **zwolle)
    loan = PlanLine.objects.get(application=application, scheme_version__scheme="levenlanglerenkrediet")
    answer = log_in(client, application.learner).get(f"/mijn/aanvragen/{application.pk}/")
    assert "Wat gebeurt er met je gegevens?" in answer.text
    page = answer.context
    assert loan.cents == page["stack"]["loan"] > 0
    assert page["stack"]["own"] == application.own_cents > 0
    assert [line["kind"] for line in page["stack"]["lines"]] == ["fund", "own"]


def test_less_than_was_asked_is_told_as_less(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today)
    line = PlanLine.objects.select_related("fund", "application").get(application=application)
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, line.fund_id)
    decide(line, Finding(Verdict.GRANT, 100_000, "De boeken vergoeden we niet."), farid, line.version)
    log_in(client, application.learner)
    assert "Deels toegekend" in client.get("/mijn/").content.decode()
    page = client.get(f"/mijn/aanvragen/{application.pk}/").content.decode()
    assert "Jij betaalt €\u00a0400 van €\u00a01.400." in page
    assert "een fonds geeft minder dan je vroeg" in page
    assert "17 mei 1984" in page  # the answers that the letter says stand here
