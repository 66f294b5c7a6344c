"""Staff are logged out when they are away, and lose nothing of what they typed; learners stay in."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.people.enums import Role
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FORM = "/medewerkers/campagnes/"
OUT = f"/medewerkers/inloggen/?next={FORM}"


def ask(client: Client, moment: datetime, **headers: str) -> str:
    """Where a page of staff leads at that moment; "" when it is shown."""
    with time_machine.travel(moment, tick=False):
        return str(client.get(FORM, headers=headers).headers.get("Location", ""))


def test_who_is_away_for_half_an_hour_is_out_and_finds_back_what_was_typed(client: Client) -> None:
    manager = make_user("Mira")
    give_role(manager, Role.PORTAL_MANAGER)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        log_in(client, manager)
    assert ask(client, start + timedelta(minutes=29)) == ""
    assert ask(client, start + timedelta(minutes=58)) == ""  # half an hour from the last time, not from the log-in
    assert ask(client, start + timedelta(minutes=80), **{"X-By-Itself": "1"}) == ""  # a page that waits is nobody
    back = start + timedelta(minutes=89)
    with time_machine.travel(back, tick=False):
        sent = client.post(FORM, {"campaign_name": "Half getypt", "code": ""})
        assert sent.url == OUT
        assert "_auth_user_id" not in client.session
        assert "Je bent uitgelogd" in client.get(sent.url).text
        log_in(client, manager)
        assert 'value="Half getypt"' in client.get(FORM).text


def test_nobody_stays_in_for_more_than_twelve_hours_at_a_stretch(client: Client) -> None:
    manager = make_user("Mira")
    give_role(manager, Role.PORTAL_MANAGER)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        log_in(client, manager)
    places = [ask(client, start + timedelta(minutes=25 * number)) for number in range(1, 30)]
    assert places == [""] * 28 + [OUT]  # 28 times 25 minutes is 11:40


def test_who_is_no_staff_stays_in_with_or_without_a_second_factor(client: Client) -> None:
    """Nor staff who logged in as a learner: that session reaches nothing of others."""
    staff = make_user("Sara")
    give_role(staff, Role.PORTAL_MANAGER)
    start = timezone.now()
    for user, second_factor in ((make_user("Lena"), True), (make_user("Noor"), False), (staff, False)):
        with time_machine.travel(start, tick=False):
            log_in(client, user, second_factor=second_factor)
        with time_machine.travel(start + timedelta(days=13), tick=False):
            assert client.get(reverse("portal:route")).status_code == 200
