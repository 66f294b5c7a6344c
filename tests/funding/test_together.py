"""Acting for somebody with a mandate: who may, for how long, what is recorded, and that only the learner ever sends."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from courses.models import Course
from funding.decisions.involvement import Involvement
from funding.fund_access import lines
from funding.models import Application, PlanLine
from intake.models import Adviser, Answer, Appointment, Consent, Mandate, Profile
from intake.profile.actions import new_visitor
from intake.profile.enums import Purpose
from intake.together.enums import HelperKind, Level
from portal.access import Person
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import Membership, User
from portal.record.models import AuditEvent
from tests.funding.making import first_session, make_draft, tell
from tests.funding.test_matrix import FUND
from tests.funding.test_own_data import code
from tests.funding.test_route import make_talk
from tests.intake.teams import make_adviser, words
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user("Lena")


@pytest.fixture
def sanne(today: date) -> Adviser:
    return make_adviser()


@pytest.fixture
def desk(sanne: Adviser) -> Client:
    return log_in(Client(), sanne.user)


@pytest.fixture
def talk(sanne: Adviser, lena: User) -> Appointment:
    return make_talk(sanne, lena)


def agreed(desk: Client, talk: Appointment) -> Mandate:
    """The adviser asks, and the learner types their code on the adviser's screen: the session acts from then on."""
    desk.post(f"/medewerkers/gesprekken/{talk.pk}/samen/")
    mandate = Mandate.objects.get()
    page = f"/medewerkers/samen/{mandate.pk}/akkoord/"
    desk.post(page)
    assert desk.post(page, {"code": "2222-2222"}).status_code == 422
    assert desk.post(page, {"code": code()}).url == "/samen/nu/"
    mandate.refresh_from_db()
    return mandate


def test_adviser_and_learner_prepare_one_file_and_only_the_learners_code_sends_it(
    desk: Client, talk: Appointment, lena: User, sanne: Adviser, course: Course
) -> None:
    mandate = agreed(desk, talk)
    assert mandate.is_running
    assert Consent.objects.get(purpose=Purpose.MANDATE).user_id == lena.pk
    for path in ("/", "/opleidingen/", course.get_absolute_url(), "/samen/nu/", "/medewerkers/agenda/"):
        assert "Je handelt voor Lena" in words(desk.get(path, follow=True)), path
    # What the adviser fills in is the learner's answer, told by the adviser.
    asked = desk.post(f"/opleidingen/{course.pk}/wat-kost-het-jou/employment/?sessie=later", {"answer": "employee"})
    assert asked.status_code in {302, 422}
    told = Answer.objects.filter(profile__user=lena)
    assert set(told.values_list("source", flat=True)) <= {"adviser"}
    assert not Profile.objects.filter(user=sanne.user).exists()
    tell(Profile.objects.get(user=lena), course)
    session = first_session(course)
    assert session
    begun = desk.post(f"/opleidingen/{course.pk}/aanvragen/?sessie={session.pk}", {"sessie": str(session.pk)})
    draft = Application.objects.get()
    assert begun.url == f"/aanvragen/{draft.pk}/gegevens/"
    desk.post(begun.url, {"name": "Lena de Vries", "phone": ""})
    check = f"/aanvragen/{draft.pk}/controleren/"
    assert "Laat bevestigen en verstuur" in words(desk.get(check))
    assert desk.post(check, {"consent": "on", "seen": "x"}).status_code == 404, "an adviser sends nothing"
    # The learner adds to the same file, at home.
    own = log_in(Client(), lena, second_factor=False)
    assert course.title in words(own.get("/mijn/"))
    own.post(f"/aanvragen/{draft.pk}/gegevens/", {"name": "Lena de Vries-Smit", "phone": ""})
    together = f"/aanvragen/{draft.pk}/samen-versturen/"
    page = desk.post(together)
    seen = page.context["seen"]
    right = code()
    assert desk.post(together, {"code": right, "seen": seen}).status_code == 422, "without agreeing"
    assert desk.post(together, {"code": "2222-2222", "seen": seen, "consent": "on"}).status_code == 422
    assert desk.post(together, {"code": right, "seen": "another plan", "consent": "on"}).status_code == 409
    assert not Application.objects.sent().exists()
    assert desk.post(together, {"code": right, "seen": seen, "consent": "on"}).url == "/samen/nu/"
    sent = Application.objects.get()
    assert (sent.learner_id, sent.learner_name) == (lena.pk, "Lena de Vries-Smit")
    assert desk.post(together, {"code": right, "seen": seen, "consent": "on"}).status_code == 404, "played once more"
    # What was sent is between the learner and the funds.
    assert desk.get(f"/mijn/aanvragen/{sent.pk}/", follow=True).request["PATH_INFO"] == "/samen/nu/"
    acts = AuditEvent.objects.filter(verb="act_for")
    assert {one.actor for one in acts} == {sanne.user_id}
    assert {"funding:begin", "funding:send_together"} <= {one.change["page"] for one in acts}
    # Who prepared it never decides on it, whatever they become.
    role = give_role(sanne.user, Role.FUND_ADMINISTRATOR, FUND)
    here = Person(sanne.user, (Membership.objects.select_related("fund").get(pk=role.pk),))
    assert PlanLine.objects.filter(application=sent, fund=FUND).exists()
    assert not lines(here, Role.FUND_ADMINISTRATOR).exists()
    assert Involvement.objects.get().user_id == sanne.user_id


def make_mandate(learner: User, helper: User, level: Level = Level.EDIT, kind: HelperKind = HelperKind.OWN) -> Mandate:
    from intake.profile.actions import give_consent

    consent = give_consent(Purpose.MANDATE, scope=[], text_version="x", user=learner)
    return Mandate.objects.create(
        learner=learner,
        helper=helper,
        kind=kind,
        level=level,
        email=helper.email,
        accepted="2026-11-20T12:00Z",
        consent=consent,
        until=date(2027, 1, 1),
    )


def test_an_ended_mandate_works_no_more_and_nothing_typed_lands_with_the_helper(
    desk: Client, talk: Appointment, lena: User, sanne: Adviser, course: Course
) -> None:
    mandate = agreed(desk, talk)
    own = log_in(Client(), lena, second_factor=False)
    question = f"/opleidingen/{course.pk}/wat-kost-het-jou/employment/?sessie=later"
    own.post(f"/mijn/toestemming/{Consent.objects.get(purpose=Purpose.MANDATE).pk}/intrekken/")
    mandate.refresh_from_db()
    assert mandate.ended is not None
    answer = desk.post(question, {"answer": "employee"}, follow=True)
    assert "Je handelt niet meer voor een ander" in words(answer)
    assert not Answer.objects.exists()
    assert desk.post(f"/samen/{mandate.pk}/beginnen/").status_code == 404
    assert "Je handelt voor" not in words(desk.get("/"))
    for field, value in (("until", date(2026, 11, 23)), ("accepted", None), ("consent", None)):
        fresh = make_mandate(lena, sanne.user, kind=HelperKind.ADVISER)
        assert desk.post(f"/samen/{fresh.pk}/beginnen/").status_code == 302
        Mandate.objects.filter(pk=fresh.pk).update(**{field: value})
        assert "Je handelt niet meer" in words(desk.get("/opleidingen/", follow=True)), field
        Mandate.objects.filter(pk=fresh.pk).update(ended="2026-11-24T12:00Z")
    # An adviser who is none any more acts for nobody.
    last = make_mandate(lena, sanne.user, kind=HelperKind.ADVISER)
    desk.post(f"/samen/{last.pk}/beginnen/")
    Membership.objects.filter(user=sanne.user).delete()
    assert "Je handelt niet meer" in words(desk.get("/opleidingen/", follow=True))


#: (what somebody does, the least level that may).
DOES: list[tuple[str, str, dict[str, str], Level | None]] = [
    ("get", "/opleidingen/", {}, Level.SEE),
    ("get", "{check}", {}, Level.SEE),
    ("get", "{draft}", {}, Level.SEE),
    ("post", "/samen/nu/", {"text": "Kijk hier nog eens naar."}, Level.COMMENT),
    ("post", "{check}", {"answer": "employee"}, Level.EDIT),
    ("post", "{draft}gegevens/", {"name": "Lena", "phone": ""}, Level.EDIT),
    ("post", "{draft}controleren/", {"consent": "on"}, None),
    ("post", "{draft}verwijderen/", {}, None),
    ("post", "/opleidingen/{course}/bewaren/", {}, None),
    ("post", "/opleidingen/{course}/laat-het-weten/", {}, None),
    ("post", "/uitkomst-delen/", {}, None),
    ("post", "/mijn/gegevens/downloaden/", {}, None),
    ("get", "/mijn/", {}, None),
    ("get", "/mijn/gegevens/", {}, None),
    ("get", "/orienteren/ontdekken/uitkomst/", {}, None),
]


@pytest.mark.parametrize("level", list(Level))
def test_what_each_level_may(level: Level, lena: User, course: Course) -> None:
    helper = make_user("Zus")
    draft = make_draft(lena, course)
    mandate = make_mandate(lena, helper, level)
    client = log_in(Client(), helper, second_factor=False)
    assert client.post(f"/samen/{mandate.pk}/beginnen/").status_code == 302
    places = {
        "check": f"/opleidingen/{course.pk}/wat-kost-het-jou/employment/?sessie=later",
        "draft": f"/aanvragen/{draft.pk}/",
        "course": str(course.pk),
    }
    for method, path, data, least in DOES:
        answer: Any = getattr(client, method)(path.format(**places), data)
        sent_away = answer.status_code == 404 or getattr(answer, "url", "") == "/samen/nu/"
        may = least is not None and list(Level).index(level) >= list(Level).index(least)
        if path == "/samen/nu/":
            assert mandate.remarks.exists() is may
        else:
            assert sent_away is not may, (method, path)
    assert Application.objects.get().submitted is None


def test_nobody_is_asked_to_help_again_and_again(lena: User, today: date) -> None:
    own = log_in(Client(), lena, second_factor=False)
    for _number in range(12):
        own.post("/mijn/samen/", {"helper_email": "zus@voorbeeld.example", "level": "see"})
        for asked in Mandate.objects.filter(ended=None):
            own.post(f"/samen/{asked.pk}/beeindigen/")
    assert MailMessage.objects.filter(to="zus@voorbeeld.example").count() == 10


def test_a_helper_of_ones_own_is_asked_by_mail_and_nobody_else_can_take_that_place(lena: User, today: date) -> None:
    own, zus = log_in(Client(), lena, second_factor=False), make_user("Zus")
    for wrong in (
        {"helper_email": "lena@voorbeeld.example", "level": "see"},
        {"helper_email": "zus", "level": "see"},
        {},
    ):
        assert own.post("/mijn/samen/", wrong).status_code == 422
    own.post("/mijn/samen/", {"helper_email": "Zus@voorbeeld.example", "level": "comment"})
    assert own.post("/mijn/samen/", {"helper_email": "zus@voorbeeld.example", "level": "edit"}).status_code == 422
    mandate = Mandate.objects.get()
    link = f"/samen/{mandate.pk}/helpen/"
    stranger = log_in(Client(), make_user("Ander"), second_factor=False)
    assert stranger.post(link).status_code == own.post(link).status_code == 404
    assert stranger.post(f"/samen/{mandate.pk}/beeindigen/").status_code == 404
    helper = log_in(Client(), zus, second_factor=False)
    assert helper.post(f"/samen/{mandate.pk}/beginnen/").status_code == 404, "before saying yes"
    helper.post(link)
    assert helper.post(f"/samen/{mandate.pk}/beginnen/").url == "/samen/nu/"
    helper.post("/samen/nu/", {"text": "Vraag ook je baas."})
    assert "Vraag ook je baas." in words(own.get(f"/mijn/samen/{mandate.pk}/opmerkingen/"))
    helper.post("/samen/stoppen/")
    assert helper.get("/mijn/").status_code == 200
    helper.post(f"/samen/{mandate.pk}/beeindigen/")
    assert Consent.objects.get(purpose=Purpose.MANDATE).withdrawn is not None
    assert helper.post(f"/samen/{mandate.pk}/beginnen/").status_code == 404
    with pytest.raises(IntegrityError, match="nobody_acts_for_themselves"), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(helper=lena)


def test_what_a_visitor_told_joins_the_account_once_their_code_is_typed(
    desk: Client, talk: Appointment, lena: User
) -> None:
    visitor = new_visitor()
    Appointment.objects.filter(pk=talk.pk).update(profile=visitor)
    from intake.profile.actions import answer

    answer(visitor, "employment", "self_employed")
    other = make_adviser("Bram")
    assert log_in(Client(), other.user).post(f"/medewerkers/gesprekken/{talk.pk}/samen/").status_code == 404
    agreed(desk, talk)
    assert Answer.objects.get(profile__user=lena).value == "self_employed"
    assert Appointment.objects.filter(profile__user=lena).get() == talk
