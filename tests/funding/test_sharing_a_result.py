"""A learner shares a result with the advisers of one team, by consent, and it is gone as soon as they stop."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.keeping.links import share_url
from intake.agenda.models import Adviser
from intake.models import Appointment, SharedResult
from intake.profile.actions import join
from intake.profile.models import Consent, Profile
from intake.sharing.actions import forget_old_shares
from tests.funding.making import answer_all
from tests.funding.test_check_pages import check
from tests.intake.teams import CONTACT, kind_of, make_adviser, make_team
from tests.people import log_in, make_user

pytestmark = pytest.mark.django_db
HOME = "/waar-heb-ik-recht-op/uitkomst/"
LIST = "/medewerkers/gedeeld/"


@pytest.fixture
def sanne(course: Course) -> Adviser:
    """An adviser of the team in the region of Assen."""
    return make_adviser("Sanne", "groningen")


def share(client: Client, path: str, **fields: str) -> Any:
    return client.post(share_url(path), {"name": "Lena", "agrees": "on"} | fields, follow=True)


def at_work(adviser: Adviser) -> Client:
    return log_in(Client(), adviser.user)


@pytest.mark.parametrize("general", [True, False])
def test_the_team_sees_day_answers_and_outcome_until_the_learner_stops(
    client: Client, course: Course, sanne: Adviser, *, general: bool
) -> None:
    answer_all(client, course)
    path = HOME if general else check(course, "uitkomst/?sessie=later")
    assert share_url(path).replace("&", "&amp;") in client.get(path).text
    done = share(client, path)
    assert "Je uitkomst is gedeeld met Werkcentrum." in done.text
    assert "Nog niet bekeken." in done.text
    there = at_work(sanne)
    assert "Gedeelde uitkomsten" in there.get(reverse("portal:staff_home")).text
    shared = SharedResult.objects.get()
    address = reverse("intake:shared_result", args=[shared.pk])
    assert address in there.get(LIST).text
    page = there.get(address).text
    assert "Lena" in page
    assert "Assen" in page
    assert "Het Noorden Leert Door" in page
    assert "lang=&quot;nl" not in page  # words, no markup of another page
    assert ("Lassen voor beginners" in page) is not general
    if not general:
        assert str(shared.result["money"]["own"] // 100) in page
    assert "Een adviseur keek ernaar" in client.get("/delen/").text
    stopped = client.post(reverse("intake:stop_sharing", args=[shared.pk]), follow=True)
    assert "Je deelt deze uitkomst niet meer." in stopped.text
    assert there.get(address).status_code == 404
    assert "Er wordt nu niets met jullie gedeeld." in there.get(LIST).text
    consent = Consent.objects.get()
    assert consent.purpose == "sharing"
    assert consent.scope == [f"team:{sanne.team_id}"]
    assert consent.withdrawn is not None
    again = client.post(reverse("intake:stop_sharing", args=[shared.pk]), follow=True)
    assert "Je deelt nu niets" in again.text


def test_without_agreeing_nothing_is_shared(client: Client, course: Course, sanne: Adviser) -> None:
    answer_all(client, course)
    answer = share(client, HOME, agrees="", name="")
    assert answer.status_code == 422
    assert "Zonder vinkje delen we niets." in answer.text
    assert not SharedResult.objects.exists()
    assert not Consent.objects.exists()


def test_only_the_team_it_is_shared_with_sees_it(client: Client, course: Course, sanne: Adviser) -> None:
    elsewhere = make_adviser("Tom", "twente")
    answer_all(client, course)
    share(client, HOME)
    address = reverse("intake:shared_result", args=[SharedResult.objects.get().pk])
    assert at_work(elsewhere).get(address).status_code == 404
    # An adviser whose role in the team's region ended.
    sanne.user.memberships.all().delete()
    assert at_work(sanne).get(address).status_code == 404
    # Somebody else cannot stop it, nor see that it is there.
    other = Client()
    assert other.post(reverse("intake:stop_sharing", args=[SharedResult.objects.get().pk])).status_code == 404
    assert "Je deelt nu niets" in other.get("/delen/").text
    assert SharedResult.objects.exists()


def test_who_will_talk_to_a_team_shares_with_that_one(client: Client, course: Course, sanne: Adviser) -> None:
    talks_to = make_adviser("Tom", "twente")
    answer_all(client, course)
    form = client.get(share_url(HOME)).text
    assert "Met wie deel je hem?" not in form  # Assen has one team
    consent = Consent.objects.create(purpose="appointment", text_version="x")
    start = timezone.now() + timedelta(days=3)
    made = Appointment.objects.create(
        adviser=talks_to,
        kind=kind_of(talks_to),
        profile=Profile.objects.get(),
        period=(start, start + timedelta(minutes=45)),
        occupied=(start, start + timedelta(minutes=45)),
        mode="video",
        contact_name="Lena",
        contact_email=CONTACT["email"],
        origin="http://testserver",
        consent=consent,
        token="t" * 32,
        request_key="k",
    )
    own_page = reverse("intake:appointment", args=[made.token])
    assert "Deel je uitkomst" in client.get(own_page).text
    assert "Deel je uitkomst" not in Client().get(own_page).text
    share(client, HOME)
    shared = SharedResult.objects.get()
    assert shared.team_id == talks_to.team_id
    assert "Je uitkomst kan je adviseur al zien." in client.get(own_page).text
    day = timezone.localdate(start).isoformat()
    agenda = at_work(talks_to).get(f"/medewerkers/agenda/dag/?dag={day}").text
    assert reverse("intake:shared_result", args=[shared.pk]) in agenda


def test_a_newer_result_takes_the_place_of_the_older(client: Client, course: Course, sanne: Adviser) -> None:
    answer_all(client, course)
    share(client, HOME)
    share(client, HOME, name="Lena de Boer")
    share(client, check(course, "uitkomst/?sessie=later"))
    assert set(SharedResult.objects.values_list("name", "course")) == {("Lena de Boer", None), ("Lena", course.pk)}
    assert Consent.objects.filter(withdrawn__isnull=True).count() == 2
    assert Consent.objects.count() == 3


def test_of_several_teams_one_is_chosen(client: Client, course: Course, sanne: Adviser) -> None:
    second = make_team("groningen", "Leerwerkloket")
    Adviser.objects.filter(pk=make_adviser("Tom", "groningen").pk).update(team=second)
    answer_all(client, course)
    assert "Kies met welk team" in share(client, HOME).text
    assert "Leerwerkloket" in share(client, HOME, team=str(second.pk)).text
    assert SharedResult.objects.get().team_id == second.pk
    assert share(client, HOME, team="99999").status_code == 422


def test_without_a_team_or_answers_there_is_a_way_on(client: Client, course: Course) -> None:
    assert client.get(share_url(HOME)).url == HOME
    answer_all(client, course)
    assert "Er is hier nog geen team om mee te delen" in client.get(share_url(HOME)).text
    assert share(client, HOME).status_code == 422
    for path in ("https://elders.example/", "//elders.example", "/mijn/", "/opleidingen/x/"):
        assert client.get(share_url(path)).url == "/waar-heb-ik-recht-op/"
    assert not SharedResult.objects.exists()


def test_it_goes_along_at_the_log_in_and_ends_after_ninety_days(client: Client, course: Course, sanne: Adviser) -> None:
    answer_all(client, course)
    share(client, HOME)
    visitor = Profile.objects.get()
    lena = make_user("Lena")
    join(str(visitor.visitor_key), lena)
    shared = SharedResult.objects.select_related("profile").get()
    assert shared.profile.user_id == lena.pk
    assert "Werkcentrum" in log_in(Client(), lena).get("/delen/").text
    there = at_work(sanne)
    SharedResult.objects.update(shared=timezone.now() - timedelta(days=91))
    assert there.get(reverse("intake:shared_result", args=[shared.pk])).status_code == 404
    assert forget_old_shares() == 1
    assert not SharedResult.objects.exists()
    assert Consent.objects.get().withdrawn is not None


def test_the_database_keeps_one_result_a_team_and_course(client: Client, course: Course, sanne: Adviser) -> None:
    answer_all(client, course)
    share(client, HOME)
    shared = SharedResult.objects.get()
    consent = Consent.objects.create(purpose="sharing", text_version="x")
    with pytest.raises(IntegrityError, match="result_shared_once_per_team"), transaction.atomic():
        SharedResult.objects.create(
            profile_id=shared.profile_id, team_id=shared.team_id, consent=consent, name="x", result={}
        )
