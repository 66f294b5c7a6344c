"""An application after advice has it attached as a fact; the fund reads the scholingsadvies the learner approved."""

from datetime import date

import pytest
from django.test import Client

from courses.models import Course
from funding.models import Application, PlanLine
from intake.advice.actions import approve, give_advice, recommend
from intake.advice.enums import AdviceKind
from intake.fund_forms import actions as fund_forms
from intake.models import Appointment, FilledForm, Profile
from portal.brands.current import plain_brand
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import load, make_draft, send
from tests.funding.test_matrix import FUND
from tests.funding.test_route import make_talk
from tests.intake.teams import make_adviser, words
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user("Lena")


def test_advice_is_a_fact_of_the_application_and_its_form_is_read_by_the_fund(
    lena: User, course: Course, today: date
) -> None:
    sanne = make_adviser()
    made = make_talk(sanne, lena)
    talk = Appointment.objects.with_everything().get(pk=made.pk)
    draft = make_draft(lena, course)
    recommend(talk, course, "Past bij je.")
    advice = give_advice(talk, AdviceKind.TRAINING, "", "Doe deze cursus.", by=sanne.user, brand=plain_brand())
    profile = Profile.objects.get(user=lena)
    approve(advice, profile, by=lena)
    told = [{"label": "Waarom deze opleiding", "value": "Sluit aan op zijn werk."}]
    filled = FilledForm.objects.create(
        appointment=talk, course=course, form="algemeen", version=1, title="Scholingsadvies", is_example=False,
        answers={}, told=told, by=sanne,
    )  # fmt: skip
    sent = send(load(draft), lena, today)
    facts = Application.objects.get(pk=sent.pk).calculated["facts"]["values"]
    assert facts["advice_given"] is True
    assert facts["advice_kind"] == "training_advice"

    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    page = f"/medewerkers/fonds/{PlanLine.objects.get(application=sent, fund=FUND).pk}/"
    desk = log_in(Client(), anna)
    assert desk.get(page).status_code == 200
    assert "Sluit aan op zijn werk." not in words(desk.get(page)), "nobody said the fund may read it"
    fund_forms.approve(filled, profile, by=lena)
    assert "Sluit aan op zijn werk." in words(desk.get(page))
    fund_forms.disapprove(filled)
    assert "Sluit aan op zijn werk." not in words(desk.get(page))
