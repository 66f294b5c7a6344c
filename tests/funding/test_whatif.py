"""What if: a ceiling, a cap, an area or a scheme changed on a copy; numbers only, and nothing real moves."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget
from funding.check.current import scheme_on_date
from funding.engine.areas import Areas
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.money import Cents
from funding.engine.outcome import Verdict
from funding.engine.terms import FamilyCap
from funding.engine.tree import All, Any, InArea, Not, OneOf
from funding.engine.whatif import Change, changed, in_family, lives_in
from funding.schemes.actions import begin_version
from funding.schemes.actions import change as change_version
from funding.schemes.models import Scheme, SchemeVersion
from funding.whatif import links
from funding.whatif.actions import ScenarioFixed, change
from funding.whatif.models import Scenario
from portal.people.enums import Role
from portal.people.models import User
from portal.templatetags.portal import euros
from tests.funding.making import make_application
from tests.outbox import work_off
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


@pytest.fixture
def asked(course: Course, today: date) -> list[Application]:
    """A budget that is empty, and three people who wait for it."""
    Budget.objects.filter(scheme=FUND).update(ceiling=0)
    found = [make_application(course, today, f"Lena{number}", waits=True) for number in range(3)]
    work_off()
    return found


def cents_of(application: Application) -> int:
    return PlanLine.objects.get(application=application, fund=FUND).cents


def test_a_higher_ceiling_and_a_lower_cap_help_more_people_and_cost_them_more(
    asked: list[Application], anna: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    each = cents_of(asked[0])
    Budget.objects.filter(scheme=FUND).update(ceiling=each)
    before = list(Budget.objects.order_by("pk").values()), list(PlanLine.objects.order_by("pk").values())
    made = client.post(reverse("funding:scenarios"), {"title": "Hoger", "basis": "year"})
    scenario = Scenario.objects.get()
    step = reverse("funding:scenario_step", args=[scenario.pk])
    assert "nog niets anders" in client.post(step, {"step": "ask"}).text
    form = reverse("funding:change_scenario", args=[scenario.pk, FUND])
    assert client.post(form, {"percent": "140", "where": "Atlantis"}).status_code == 422
    # Twice the money, and half of it for each: four people could be helped.
    lower = {"ceiling": str(each // 100 * 2), "cap_per_course": str(each // 200)}
    assert client.post(form, lower).status_code == 302
    assert client.post(step, {"step": "ask"}).status_code == 302
    with pytest.raises(ScenarioFixed):
        change(scenario, FUND, {})
    work_off()
    scenario.refresh_from_db()
    result = scenario.result or {}
    assert (result["now"]["asked"], result["now"]["helped"], result["now"]["best"]) == (3, 1, 1)
    assert (result["then"]["helped"], result["then"]["best"]) == (3, 3)
    assert result["then"]["own"] // 3 > result["now"]["own"]
    free, given = result["then"]["budgets"][FUND]
    assert (free, given) == (each // 100 * 200, 3 * (each // 200 * 100))
    assert result["impact"][FUND]["loses"] == 0
    assert result["impact"][FUND]["less"] > 0
    page = client.get(made.url).text
    assert "3 (+2)" in page
    # Nothing real moved; who got the link sees the numbers, and nothing once it is thrown away.
    assert before == (list(Budget.objects.order_by("pk").values()), list(PlanLine.objects.order_by("pk").values()))
    assert "Maak een link om te delen" in page  # no link works before somebody made one
    client.post(step, {"step": "share"})
    first = Scenario.objects.get(pk=scenario.pk).share
    assert first
    taken_back = reverse("funding:shared_scenario", args=[links.make(first)])
    assert taken_back in client.get(made.url).text
    assert "Gedeeld met een link" in client.get(reverse("funding:scenarios")).text
    assert Client().get(taken_back).status_code == 200
    client.post(step, {"step": "stop_sharing"})
    client.post(step, {"step": "share"})  # another link than the one that was taken back
    again = Scenario.objects.get(pk=scenario.pk).share
    assert again
    assert Client().get(taken_back).status_code == 404
    shared = reverse("funding:shared_scenario", args=[links.make(again)])
    with time_machine.travel(timezone.now() + links.LIVES):
        assert Client().get(shared).status_code == 404
    seen = Client().get(shared).text
    assert "te herkennen" in seen
    assert "3 (+2)" not in seen  # so few are told to nobody else
    beside = client.get(reverse("funding:compare_scenarios"), {"s": [str(scenario.pk), "x"]}).text
    assert "3 (+2)" in beside
    client.post(step, {"step": "variant"})
    assert Scenario.objects.get(state="draft").changes == scenario.changes
    client.post(step, {"step": "discard"})
    assert Client().get(shared).status_code == 404
    assert Client().get(reverse("funding:shared_scenario", args=["x"])).status_code == 404


def test_who_waits_gets_what_the_ceiling_is_higher_and_a_scheme_can_come_in_addition(
    asked: list[Application], anna: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    each = cents_of(asked[0])
    other = SchemeVersion.objects.published().exclude(scheme=FUND).exclude(scheme__budgets__isnull=False)
    added = other.filter(terms__tier="general").first()
    assert added is not None
    client.post(reverse("funding:scenarios"), {"title": "Erbij", "basis": "waiting"})
    scenario = Scenario.objects.get()
    choose = reverse("funding:add_to_scenario", args=[scenario.pk])
    form = client.post(choose, {"scheme": added.scheme_id}).url
    assert client.post(form, {}).status_code == 422  # without money it changes nothing
    client.post(form, {"ceiling": "0"})
    client.post(reverse("funding:change_scenario", args=[scenario.pk, FUND]), {"ceiling": str(2 * each // 100 + 1)})
    client.post(reverse("funding:scenario_step", args=[scenario.pk]), {"step": "ask"})
    work_off()
    scenario.refresh_from_db()
    result = scenario.result or {}
    assert (result["now"]["helped"], result["then"]["helped"]) == (0, 2)
    assert result["then"]["budgets"][added.scheme_id] == [0, 0]


def test_a_draft_of_a_scheme_is_tried_before_it_is_published(
    asked: list[Application], anna: User, client: Client
) -> None:
    """With half the amount per course the same money reaches twice as many, who pay the other half themselves."""
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    each = cents_of(asked[0])
    Budget.objects.filter(scheme=FUND).update(ceiling=each + 100)
    draft = begin_version(Scheme.objects.select_related("fund").get(pk=FUND), anna)
    change_version(draft, anna, draft.revision, terms=draft.terms | {"cap_per_course": each // 2})
    client.post(reverse("funding:scenarios"), {"title": "Nieuwe versie", "basis": "year"})
    scenario = Scenario.objects.get()
    form = reverse("funding:change_scenario", args=[scenario.pk, FUND])
    assert "die nog niet is gepubliceerd" in client.get(form).text
    assert client.post(form, {"version": str(scenario.pk)}).status_code == 422
    assert client.post(form, {"version": str(draft.pk)}).status_code == 302
    client.post(reverse("funding:scenario_step", args=[scenario.pk]), {"step": "ask"})
    work_off()
    scenario.refresh_from_db()
    now, then = (scenario.result or {})["now"], (scenario.result or {})["then"]
    assert (now["helped"], now["own"], now["budgets"][FUND]) == (1, now["price"] - each, [each + 100, each])
    half = each // 2
    assert (then["helped"], then["own"], then["budgets"][FUND]) == (2, then["price"] - 2 * half, [each + 100, 2 * half])
    assert now["regions"] == {"groningen": [3, 1]}
    assert then["regions"] == {"groningen": [3, 2]}
    page = client.get(reverse("funding:scenario", args=[scenario.pk])).context
    told = {row[0]: row[1:] for row in page["people"]}
    assert told["Geholpen, op volgorde van binnenkomst"] == ["1", "2 (+1)"]
    assert told["Geld dat overblijft, samen"] == [euros(100), euros(each + 100 - 2 * half)]
    assert told["Eigen bijdrage per geholpen persoon"] == [euros(now["own"]), euros(then["own"] // 2)]
    assert [row[0] for row in page["regions"]] == ["Groningen"]
    assert SchemeVersion.objects.unpublished().filter(pk=draft.pk).exists()  # trying it publishes nothing


def test_a_family_gives_a_person_together_what_a_scenario_says_and_nothing_is_taken_from_who_has_it(
    asked: list[Application], anna: User, client: Client
) -> None:
    """Two schemes of one family; the scenario changes the cap of one of them, which holds for both."""
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, anna)
    each = cents_of(asked[0])
    line = PlanLine.objects.get(application=asked[0], fund=FUND)
    version = SchemeVersion.objects.select_related("scheme").get(pk=line.scheme_version_id)
    with connection.cursor() as cursor:
        # A published version never changes: here it stands for one that was published so.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE funding_schemeversion SET terms = jsonb_set(terms, '{family_cap}', %s) WHERE id = %s",
            ['{"family": "regio", "cents": 900000}', version.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    Budget.objects.filter(scheme=FUND).update(ceiling=10 * each)
    client.post(reverse("funding:scenarios"), {"title": "Samen minder", "basis": "year"})
    scenario = Scenario.objects.get()
    form = reverse("funding:change_scenario", args=[scenario.pk, FUND])
    assert "samen met de regelingen die erbij horen" in client.get(form).text
    client.post(form, {"cap_per_family": str(each // 200)})
    client.post(reverse("funding:scenario_step", args=[scenario.pk]), {"step": "ask"})
    work_off()
    scenario.refresh_from_db()
    result = scenario.result or {}
    assert result["now"]["budgets"][FUND][1] == 3 * each
    assert result["then"]["budgets"][FUND][1] == 3 * (each // 200 * 100)

    other = scheme_on_date(version)
    cap = FamilyCap("regio", Cents(500))
    other = replace(other, terms=replace(other.terms, family_cap=cap))
    assert [
        one.terms.family_cap and one.terms.family_cap.cents
        for one in (
            in_family(other, {"regio": 300}),
            in_family(other, {"elders": 300}),
            in_family(other, {"regio": 300}, keeps=True),
            in_family(other, {"regio": 700}, keeps=True),
        )
    ] == [300, 500, 500, 700]


def test_an_area_replaces_where_somebody_lives_and_nothing_else(schemes: None) -> None:
    """Of each shipped scheme: who lives in the new places passes wherever residence alone kept them out."""
    here, nowhere = frozenset({"GM0106"}), Areas.of({}, ["GM0106", "GM0599"])
    inside, outside = (Facts.of({"residence": code}, date(2026, 11, 24)) for code in ("GM0106", "GM0599"))
    for version in SchemeVersion.objects.select_related("scheme"):
        scheme = scheme_on_date(version)
        moved = changed(scheme, Change(places=here)).rule
        # Where somebody works, say, may still be enough, and nobody told that.
        assert judge(moved, outside, nowhere).verdict in {Verdict.NO, Verdict.UNKNOWN}, scheme.slug
        assert judge(moved, inside, nowhere).verdict is not Verdict.NO, scheme.slug
        assert changed(scheme, Change()) == replace(scheme)
    old = InArea("residence", "jtf", "", "")
    kept = Not(old)
    assert lives_in(Any((old, kept)), here) == Any((OneOf("residence", here, "", ""), kept))
    assert isinstance(lives_in(kept, here), All)
