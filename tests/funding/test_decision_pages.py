"""The pages on which a fund decides: who may see a line, who may take which step, and how much the pages ask."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.schemes.models import Scheme
from portal.people.enums import Role
from portal.people.models import Fund, User
from tests.funding.making import get_course, make_application, make_draft
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def farid(schemes: None) -> User:
    """Fund administrator of Het Noorden Leert Door."""
    user = make_user("Farid")
    give_role(user, Role.FUND_ADMINISTRATOR, FUND)
    return user


def the_line(application: Application) -> PlanLine:
    return PlanLine.objects.select_related("application").get(application=application, fund=FUND)


def test_an_administrator_sees_only_lines_of_the_own_fund(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    eva = make_user("Eva")
    give_role(eva, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    log_in(client, eva)
    assert client.get(f"/medewerkers/fonds/{line.pk}/").status_code == 404
    posted = client.post(f"/medewerkers/fonds/{line.pk}/besluiten/", {"verdict": "grant", "version": 2, "amount": "1"})
    assert posted.status_code == 404
    assert "Lena" not in client.get("/medewerkers/fonds/").content.decode()
    log_in(client, farid)
    assert client.get(f"/medewerkers/fonds/{line.pk}/").status_code == 200


def test_staff_never_meet_their_own_application_as_staff(client: Client, course: Course, today: date) -> None:
    application = make_application(course, today, name="Farid")
    own = User.objects.get(pk=application.learner_id)
    give_role(own, Role.FUND_ADMINISTRATOR, FUND)
    give_role(own, Role.APPROVER, FUND)
    log_in(client, own)
    assert client.get(f"/medewerkers/fonds/{the_line(application).pk}/").status_code == 404
    assert application.number not in client.get("/medewerkers/fonds/").content.decode()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.PORTAL_MANAGER])
def test_other_staff_have_no_queue(client: Client, schemes: None, role: Role) -> None:
    user = make_user("Sanne")
    give_role(user, role, "groningen" if role == Role.ADVISER else None)
    assert log_in(client, user).get("/medewerkers/fonds/").status_code == 404


def test_an_approver_cannot_decide_and_an_administrator_cannot_approve(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    ingrid = make_user("Ingrid")
    give_role(ingrid, Role.APPROVER, FUND)
    data = {"verdict": "grant", "amount": "1", "reasons": "x", "version": line.version}
    assert log_in(client, ingrid).post(f"/medewerkers/fonds/{line.pk}/besluiten/", data).status_code == 404
    assert log_in(client, farid).post(f"/medewerkers/fonds/{line.pk}/goedkeuren/", data).status_code == 404


def test_steps_are_taken_by_post_with_a_token_only(course: Course, today: date, farid: User) -> None:
    line = the_line(make_application(course, today))
    strict = log_in(Client(enforce_csrf_checks=True), farid)
    for step in ("besluiten", "goedkeuren", "terugsturen"):
        assert_redirects(strict.get(f"/medewerkers/fonds/{line.pk}/{step}/"), line)
        assert strict.post(f"/medewerkers/fonds/{line.pk}/{step}/").status_code == 403
    token = str(strict.get(f"/medewerkers/fonds/{line.pk}/").context["csrf_token"])
    data = {"verdict": "grant", "amount": "1400", "reasons": "Akkoord.", "version": line.version, "step": "confirm"}
    answer = strict.post(f"/medewerkers/fonds/{line.pk}/besluiten/", data | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def assert_redirects(answer: Any, line: PlanLine) -> None:
    """Who opens the address of a step, after an error or a reload, comes to the file."""
    assert (answer.status_code, answer["Location"]) == (302, f"/medewerkers/fonds/{line.pk}/")


@pytest.mark.parametrize(("back_as", "there"), [("Farid", True), ("Bram", False)])
def test_reasons_typed_while_the_session_ended_are_there_after_the_log_in_for_who_typed_them(
    client: Client, course: Course, today: date, farid: User, back_as: str, there: bool
) -> None:
    line = the_line(make_application(course, today))
    path = f"/medewerkers/fonds/{line.pk}/besluiten/"
    bram = make_user("Bram")
    give_role(bram, Role.FUND_ADMINISTRATOR, FUND)
    data = {"verdict": "grant", "amount": "1200", "reasons": "Lang over nagedacht.", "version": line.version}
    answer = client.post(path, data | {"typed_by": str(farid.pk)})
    assert answer["Location"].startswith("/medewerkers/inloggen/?next=")
    log_in(client, farid if back_as == "Farid" else bram)
    page = client.get(path)
    assert ("Lang over nagedacht." in page.content.decode()) == there
    if there:
        assert 'value="1200"' in page.content.decode()
    assert_redirects(client.get(path), line)
    line.refresh_from_db()
    assert line.state == LineState.RESERVED


def test_the_second_of_two_administrators_is_told_and_keeps_what_was_typed(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    path = f"/medewerkers/fonds/{line.pk}/besluiten/"
    data = {"verdict": "grant", "amount": "1400", "reasons": "Akkoord.", "version": line.version, "step": "confirm"}
    other = make_user("Bram")
    give_role(other, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, other)
    mine = log_in(Client(), farid)
    assert mine.post(path, data).status_code == 302
    answer = client.post(path, data | {"verdict": "refuse", "reasons": "Te duur."})
    assert answer.status_code == 409
    assert "Farid heeft deze regel om" in answer.content.decode()
    assert PlanLine.objects.get(pk=line.pk).state == LineState.GRANTED


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"amount": "1400,01"}, "niet meer toekennen"),
        ({"amount": "0"}, "hoeveel je toekent"),
        ({"amount": "veel"}, "bedrag in euro"),
        ({"reasons": ""}, "Waarom"),
        ({"verdict": ""}, "besluit"),
        ({"amount": "1" * 30}, ""),
    ],
)
def test_a_decision_that_cannot_be_is_told(
    client: Client, course: Course, today: date, farid: User, changes: dict[str, str], problem: str
) -> None:
    line = the_line(make_application(course, today))
    data = {"verdict": "grant", "amount": "1400", "reasons": "Akkoord.", "version": str(line.version)}
    answer = log_in(client, farid).post(f"/medewerkers/fonds/{line.pk}/besluiten/", data | changes)
    assert answer.status_code == 422
    assert problem in answer.content.decode()


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999"])
def test_a_tampered_version_changes_nothing(
    client: Client, course: Course, today: date, farid: User, version: str
) -> None:
    line = the_line(make_application(course, today))
    data = {"verdict": "grant", "amount": "1400", "reasons": "Akkoord.", "version": version, "step": "confirm"}
    assert log_in(client, farid).post(f"/medewerkers/fonds/{line.pk}/besluiten/", data).status_code == 409
    assert PlanLine.objects.get(pk=line.pk).state == LineState.RESERVED


def test_a_refusal_needs_no_amount(client: Client, course: Course, today: date, farid: User) -> None:
    line = the_line(make_application(course, today))
    data = {"verdict": "refuse", "amount": "", "reasons": "De cursus past niet.", "version": str(line.version)}
    data["step"] = "confirm"
    log_in(client, farid)
    assert client.post(f"/medewerkers/fonds/{line.pk}/besluiten/", data).status_code == 302
    work_off()
    lena = User.objects.get(applications=line.application_id)
    page = log_in(Client(), lena).get(f"/mijn/aanvragen/{line.application_id}/").content.decode()
    assert "Afgewezen" in page
    assert "Lees de brief" in page


def test_a_queue_of_thirty_needs_as_many_queries_as_one_of_three(
    client: Client, course: Course, today: date, farid: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        make_application(course, today, name=f"L{number}")
    log_in(client, farid)
    with django_assert_max_num_queries(12) as few:
        client.get("/medewerkers/fonds/")
    for number in range(3, 30):
        make_application(course, today, name=f"L{number}")
    with django_assert_max_num_queries(len(few)):
        page = client.get("/medewerkers/fonds/").content.decode()
    assert len(set(re.findall(r"DL-[2-9A-Z]{4}-[2-9A-Z]{4}", page))) == 30


def test_every_page_of_money_stays_under_its_queries(
    client: Client, course: Course, today: date, farid: User, django_assert_max_num_queries: Any
) -> None:
    application = make_application(course, today)
    learner = User.objects.get(pk=application.learner_id)
    draft = make_draft(learner, get_course(course.provider_key), enrolled=False)
    log_in(client, learner)
    for path in ("/mijn/", f"/mijn/aanvragen/{application.pk}/", f"/aanvragen/{draft.pk}/controleren/"):
        with django_assert_max_num_queries(25):
            assert client.get(path).status_code == 200, path
    log_in(client, farid)
    with django_assert_max_num_queries(25):
        assert client.get(f"/medewerkers/fonds/{the_line(application).pk}/").status_code == 200


def test_a_role_at_another_fund_opens_no_step_here(client: Client, course: Course, today: date) -> None:
    """Approver here and administrator elsewhere is not administrator here."""
    line = the_line(make_application(course, today))
    mixed = make_user("Mixed")
    give_role(mixed, Role.APPROVER, FUND)
    give_role(mixed, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    log_in(client, mixed)
    assert client.get(f"/medewerkers/fonds/{line.pk}/").status_code == 200
    data = {"verdict": "grant", "amount": "1", "reasons": "x", "version": line.version}
    assert client.post(f"/medewerkers/fonds/{line.pk}/besluiten/", data).status_code == 404
    line.refresh_from_db()
    assert line.state == LineState.RESERVED


def test_the_letter_is_shown_before_anything_is_decided_and_what_was_typed_stays(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    path = f"/medewerkers/fonds/{line.pk}/besluiten/"
    reasons = "Je past erbij.\r\nMaar de reiskosten betalen we niet."
    data = {"verdict": "grant", "amount": "1200,50", "reasons": reasons, "version": str(line.version)}
    page = log_in(client, farid).post(path, data)
    text = page.content.decode()
    assert (page.status_code, "Klopt dit?" in text, "Neem het besluit en verstuur de brief" in text) == (
        200,
        True,
        True,
    )
    assert "Je krijgt €\u00a01.200,50" in text
    assert "Maar de reiskosten betalen we niet." in text
    line.refresh_from_db()
    assert line.state == LineState.RESERVED
    back = client.post(path, data | {"step": "change"}).content.decode()
    assert 'value="1200,50"' in back
    assert "Maar de reiskosten betalen we niet.</textarea>" in back
    assert client.post(path, data | {"step": "confirm"}).status_code == 302


def test_an_approver_reads_the_letter_before_approving(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    Fund.objects.filter(pk=FUND).update(sole_decision_limit=1)
    data = {"verdict": "grant", "amount": "1200", "reasons": "Akkoord.", "version": str(line.version)}
    assert log_in(client, farid).post(f"/medewerkers/fonds/{line.pk}/besluiten/", data).status_code == 302
    ingrid = make_user("Ingrid")
    give_role(ingrid, Role.APPROVER, FUND)
    path = f"/medewerkers/fonds/{line.pk}/goedkeuren/"
    page = log_in(client, ingrid).post(path, {"version": "3"}).content.decode()
    assert "Keur goed en verstuur de brief" in page
    assert "Akkoord." in page
    assert PlanLine.objects.get(pk=line.pk).state == LineState.AWAITING_APPROVAL
    assert client.post(path, {"version": "3", "step": "confirm"}).status_code == 302
    file = client.get(f"/medewerkers/fonds/{line.pk}/").content.decode()
    assert "Voorstel: toekennen" in file


def test_a_file_shows_what_was_granted_and_what_is_left_for_the_learner(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today))
    data = {"verdict": "grant", "amount": "1000", "reasons": "x", "version": str(line.version), "step": "confirm"}
    log_in(client, farid).post(f"/medewerkers/fonds/{line.pk}/besluiten/", data)
    page = client.get(f"/medewerkers/fonds/{line.pk}/")
    plan = page.context["file"].plan
    own = line.application.own_cents or 0
    assert (plan.rows[0]["cents"], plan.rows[0]["granted"]) == (line.cents, 100_000)
    assert plan.own_now == own + line.cents - 100_000
    assert [event["title"] for event in page.context["file"].history] == ["Ontvangen", "Toegekend"]
    assert "Geboortedatum" in page.content.decode()
    assert "Je geboortedatum" not in page.content.decode()


def test_what_was_asked_keeps_the_name_under_which_it_was_asked(
    client: Client, course: Course, today: date, farid: User
) -> None:
    application = make_application(course, today)
    line = PlanLine.objects.get(application=application, fund="het-noorden-leert-door")
    before = line.scheme_name
    Scheme.objects.filter(pk="het-noorden-leert-door").update(name="Heel Anders")
    page = log_in(client, farid).get(f"/medewerkers/fonds/{line.pk}/").content.decode()
    assert before == "Het Noorden Leert Door"
    assert f">{before}<" in page
    assert "Heel Anders" not in page
    learner = User.objects.get(pk=application.learner_id)
    mine = log_in(Client(), learner).get(f"/mijn/aanvragen/{application.pk}/").content.decode()
    assert f">{before}<" in mine
    assert "Heel Anders" not in mine
    with pytest.raises(IntegrityError, match="keeps what was asked"), transaction.atomic():
        PlanLine.objects.filter(pk=line.pk).update(scheme_name="Heel Anders")
