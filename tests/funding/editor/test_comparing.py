"""What a version changes, in words; and who would win or lose by it."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.editor.difference import differences
from funding.editor.impact import PEOPLE, impact_document
from funding.schemes import actions
from funding.schemes.models import SchemeVersion
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import make_draft, send
from tests.funding.scheme_making import RULE, TERMS, make_scheme, now, put_in_force, write
from tests.outbox import work_off
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> User:
    make_fund("lasfonds")
    anna = make_user("Anna")
    give_role(anna, Role.FUND_ADMINISTRATOR, "lasfonds")
    return anna


@pytest.fixture
def first(anna: User, today: date) -> SchemeVersion:
    from portal.people.models import Fund

    return put_in_force(make_scheme(Fund.objects.get(pk="lasfonds"), anna, today), anna, make_user("Bram"))


@pytest.fixture
def second(first: SchemeVersion, anna: User, today: date) -> SchemeVersion:
    """Only from 21 years on, with more money, and anybody of the north instead of Drenthe."""
    rule = {"all": [RULE["all"][0] | {"area": "noord-nederland", "label": "x"}, RULE["all"][1] | {"value": 21}]}
    draft = now(actions.begin_version(first.scheme, anna))
    return write(draft, anna, today + timedelta(days=30), rule=rule, terms=TERMS | {"cap_per_course": 120_000})


def test_a_copy_is_no_different_but_for_its_period(first: SchemeVersion, anna: User, today: date) -> None:
    draft = now(actions.begin_version(first.scheme, anna))
    assert [change.about for change in differences(first, draft)] == ["Geldt"]
    actions.change(draft, anna, draft.revision, period=DateRange(today, None))
    assert differences(first, now(draft)) == []


def test_the_difference_is_told_in_words(first: SchemeVersion, second: SchemeVersion) -> None:
    told = {(change.about, change.before, change.after) for change in differences(first, second)}
    assert ("Hoogstens per opleiding", "€ 1.000", "€ 1.200") in {
        (about, before.replace("\u00a0", " "), after.replace("\u00a0", " ")) for about, before, after in told
    }
    conditions = [(before, after) for about, before, after in told if about == "Voorwaarde"]
    assert len(conditions) == 2
    assert any(before.startswith("Je woont in de provincie Drenthe.") for before, _after in conditions)
    # Its own sentence was not changed; that the condition was, is told all the same.
    assert any(after.startswith("Je bent 21 jaar of ouder.") for _before, after in conditions)


def test_documents_sources_and_examples_are_compared_with_all_that_is_said_of_them(
    first: SchemeVersion, anna: User, today: date
) -> None:
    draft = now(actions.begin_version(first.scheme, anna))
    elsewhere = [first.sources[0] | {"address": "lasfonds.example/nieuw"}]
    actions.change(draft, anna, draft.revision, documents=[{"title": "Offerte", "required": True}], sources=elsewhere)
    example = draft.examples.get(title="Lasser uit Assen")
    example.facts |= {"residence": "GM0114"}
    actions.save_example(now(draft), example, anna, now(draft).revision)
    told = {change.about: (change.before, change.after) for change in differences(first, now(draft))}
    assert told["Document “Offerte”"] == ("", "verplicht")
    assert told["Bron “Reglement Lasfonds”"] == (
        "2 en 3, lasfonds.example/reglement",
        "2 en 3, lasfonds.example/nieuw",
    )
    before, after = told["Voorbeeld “Lasser uit Assen”"]
    assert ("Je woonplaats: Assen" in before, "Je woonplaats: Emmen" in after) == (True, True)
    actions.change(now(draft), anna, now(draft).revision, documents=[{"title": "Offerte", "required": False}])
    told = {change.about: (change.before, change.after) for change in differences(first, now(draft))}
    assert told["Document “Offerte”"] == ("", "niet verplicht")


def test_the_impact_counts_who_wins_and_who_loses(
    first: SchemeVersion, second: SchemeVersion, course: Course, today: date
) -> None:
    lena = make_user("Lena")
    send(make_draft(lena, course), lena, today)
    found = impact_document(second)
    people = found["people"]
    assert people["cases"] == PEOPLE
    assert all(people[effect] > 0 for effect in ("wins", "more", "loses", "nothing"))
    assert people["less"] == 0
    assert sum(people[effect] for effect in ("wins", "more", "less", "loses", "same", "nothing")) == PEOPLE
    # Lena lives in Assen and is 42; her course costs € 1.400.
    assert found["applications"] | {"cases": 1, "more": 1, "before": 100_000, "after": 120_000} == found["applications"]
    assert impact_document(second) == found
    # Every shown loser is younger than 21; every shown winner lives outside Drenthe.
    for one in people["shown"]["loses"]:
        born = date.fromisoformat(one["facts"]["birth_date"])
        assert born > today.replace(year=today.year - 21)


def test_the_page_asks_a_task_and_shows_what_came_out(client: Client, second: SchemeVersion, anna: User) -> None:
    desk = log_in(client, anna)
    address = reverse("funding:impact", args=[second.pk])
    assert "Reken uit wie er wint en verliest" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 302
    assert desk.post(address).status_code == 302
    assert "We rekenen het uit." in desk.get(address).content.decode()
    work_off()
    page = desk.get(address).content.decode()
    assert "Krijgen niets meer" in page
    assert "Je geboortedatum" in page
    # After a change it is another question.
    actions.change(now(second), anna, now(second).revision, legal_term_weeks=6)
    assert "Reken uit wie er wint en verliest" in desk.get(address).content.decode()


def test_a_difference_page_shows_old_and_new(client: Client, second: SchemeVersion, anna: User) -> None:
    page = log_in(client, anna).get(reverse("funding:difference", args=[second.pk])).content.decode()
    assert "<del>Je woont in de provincie Drenthe." in page
    assert "Je bent 21 jaar of ouder." in page


def test_an_unfinished_version_has_no_impact_and_says_so(client: Client, second: SchemeVersion, anna: User) -> None:
    actions.change(second, anna, second.revision, terms={})
    desk = log_in(client, anna)
    desk.post(reverse("funding:impact", args=[second.pk]))
    work_off()
    page = desk.get(reverse("funding:impact", args=[second.pk])).content.decode()
    assert "nog niet af" in page
