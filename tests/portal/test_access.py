"""Who reaches what: roles count while they are valid, and only with a second factor."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.internal.userkit import user_id_to_str
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.brands.models import Brand
from portal.people.enums import Role
from portal.people.models import Membership
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
HOME = "/medewerkers/"


def test_a_visitor_goes_to_the_staff_entrance(client: Client) -> None:
    answer = client.get(HOME)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('portal:staff_login')}?next={HOME}"


def test_staff_with_second_factor_come_in(client: Client) -> None:
    anna = make_user("Anna")
    give_role(anna, Role.ADVISER, "twente")
    assert log_in(client, anna).get(HOME).status_code == 200


def test_staff_without_second_factor_reach_nothing(client: Client) -> None:
    anna = make_user("Anna")
    give_role(anna, Role.ADVISER, "twente")
    answer = log_in(client, anna, second_factor=False).get(HOME)
    assert (answer.status_code, answer.url) == (302, reverse("portal:second_factor"))


def test_the_factor_of_somebody_else_does_not_count(client: Client) -> None:
    anna, bram = make_user("Anna"), make_user("Bram")
    give_role(anna, Role.ADVISER, "twente")
    log_in(client, anna)
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(bram)
    session.save()
    assert client.get(HOME).status_code == 302


def test_demo_people_may_skip_the_factor_only_in_a_demo(client: Client, settings: object) -> None:
    anna = make_user("Anna", is_demo=True)
    give_role(anna, Role.ADVISER, "twente")
    log_in(client, anna, second_factor=False)
    assert client.get(HOME).status_code == 302
    settings.DEMO = True  # type: ignore[attr-defined]
    assert client.get(HOME).status_code == 200


def test_a_learner_finds_no_staff_page(client: Client) -> None:
    assert log_in(client, make_user("Lena")).get(HOME).status_code == 404


@time_machine.travel("2026-11-24T12:00:00+01:00", tick=False)
@pytest.mark.parametrize(("begins", "ends", "expected"), [(0, 1, 200), (1, 2, 404), (-2, 0, 404), (-2, 1, 200)])
def test_a_role_counts_from_its_first_day_up_to_its_end(client: Client, begins: int, ends: int, expected: int) -> None:
    today = timezone.localdate()
    anna = make_user("Anna")
    give_role(anna, Role.ADVISER, "twente", since=today + timedelta(begins), until=today + timedelta(ends))
    assert log_in(client, anna).get(HOME).status_code == expected


def test_a_role_is_held_once_at_a_time_in_one_place() -> None:
    anna = make_user("Anna")
    give_role(anna, Role.ADVISER, "twente", until=date(2027, 1, 1))
    give_role(anna, Role.ADVISER, "drenthe")
    with pytest.raises(IntegrityError, match="membership_once_at_a_time"), transaction.atomic():
        give_role(anna, Role.ADVISER, "twente")


def test_a_fund_role_needs_a_fund_and_an_adviser_a_region() -> None:
    anna = make_user("Anna")
    make_fund("fonds")
    for wrong in ({"role": Role.ADVISER, "fund_id": "fonds"}, {"role": Role.APPROVER, "region_id": "twente"}):
        with pytest.raises(IntegrityError, match="membership_has_its_place"), transaction.atomic():
            Membership.objects.create(user=anna, period=(date(2026, 1, 1), None), **wrong)


def test_a_portal_manager_sees_every_component_in_every_brand(client: Client) -> None:
    Brand.objects.create(slug="oost", name="Oost leert", tokens={})
    assert client.get("/stijl/").status_code == 302
    manager = make_user("Petra")
    give_role(manager, Role.PORTAL_MANAGER)
    log_in(client, manager)
    assert "/stijl/" in client.get("/medewerkers/").content.decode()
    page = client.get("/stijl/?merk=oost&pagina=x").content.decode()
    assert "<title>Stijl – Oost leert</title>" in " ".join(page.split())
    assert client.get("/stijl/?merk=bestaat-niet").status_code == 404


def test_the_components_are_for_who_keeps_the_portal(client: Client) -> None:
    anna = make_user("Anna")
    give_role(anna, Role.ADVISER, "twente")
    log_in(client, anna)
    assert client.get("/stijl/").status_code == 404
    assert "/stijl/" not in client.get("/medewerkers/").content.decode()
