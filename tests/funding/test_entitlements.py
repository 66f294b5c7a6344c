"""“Waar heb ik recht op?” from the menu: what is asked without a course, and what the page of outcomes tells."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from courses.models import Course
from funding.engine.terms import parse
from funding.entitlements.page import WITH_A_COURSE, most_words
from intake.profile.models import Answer, Profile
from tests.funding.making import ANSWERS
from tests.funding.test_check_pages import FUND, typed

pytestmark = pytest.mark.django_db
START = "/waar-heb-ik-recht-op/"
OUTCOME = f"{START}uitkomst/"


def walk(client: Client, **changes: Any) -> list[str]:
    """Answer what is asked until the outcome; the facts in the order of asking."""
    asked: list[str] = []
    url = html.document_fromstring(client.get(START).content).xpath("//main//a[contains(@class, 'button')]/@href")[0]
    while url != OUTCOME:
        fact = url.rstrip("/").rsplit("/", 1)[1]
        assert fact not in asked
        asked.append(fact)
        url = client.post(url, typed(fact, (ANSWERS | changes).get(fact))).url
    return asked


def page(client: Client, query: str = "") -> html.HtmlElement:
    return html.document_fromstring(client.get(OUTCOME + query).content)


def section(found: html.HtmlElement, title: str) -> set[str]:
    """The slugs of the schemes under a heading."""
    return set(found.xpath(f"//section[h2[normalize-space()='{title}']]//details[@class='scheme']/@id"))


def test_looking_keeps_nothing(client: Client, schemes: None) -> None:
    client.get(START)
    client.get(f"{START}residence/")
    client.get(OUTCOME)
    assert not Profile.objects.exists()


def test_only_what_can_be_told_without_a_course_is_asked_and_once(client: Client, course: Course) -> None:
    asked = walk(client)
    assert "residence" in asked
    assert not WITH_A_COURSE.intersection(asked)
    assert client.get(f"{START}enrolled/").status_code == 404
    assert client.get(f"{START}lievelingskleur/").status_code == 404
    assert client.get(START).url == OUTCOME  # who told everything goes to the outcome


def test_every_scheme_is_in_one_group_with_why(client: Client, course: Course) -> None:
    walk(client)
    found = page(client)
    fits, perhaps, not_now = (section(found, title) for title in ("Past bij jou", "Misschien", "Dit krijg je nu niet"))
    assert FUND in fits
    assert "stap" in not_now
    assert len(fits) + len(perhaps) + len(not_now) == len(found.xpath("//details[@class='scheme']"))
    rotterdam = found.get_element_by_id("rotterdams-scholingsfonds").text_content()
    assert "Je woont in Rotterdam." in rotterdam
    assert "Dit kan wel als je in Rotterdam woont" in " ".join(rotterdam.split())
    closed = found.get_element_by_id("stap").text_content()
    assert "Dit kan wel" not in closed  # nothing that somebody changes opens it again
    ours = " ".join(found.get_element_by_id(FUND).text_content().split())
    assert "tot € 2.500" in ours
    assert "Dit moet nog kloppen:" in ours
    assert "Je woont" not in ours  # that is known


def test_a_course_that_begins_soon_shows_what_it_would_cost_to_the_cent(client: Client, course: Course) -> None:
    assert "Dit zou je betalen" not in page(client).text_content()
    walk(client)
    text = " ".join(page(client).text_content().split())
    assert "Lassen voor beginners" in text
    assert "van € 1.400, door Het Noorden Leert Door" in text


def test_a_scheme_is_found_by_name_also_when_it_is_closed(client: Client, course: Course) -> None:
    found = page(client, "?q=stap-budget")
    assert found.xpath("//details[@class='scheme']/@id") == ["stap"]
    assert "open" in found.xpath("//details[@class='more']")[0].attrib
    # Who looks for one is not told that nothing fits.
    walk(client)
    told = page(client).xpath("//p[@class='lead']")[0].text_content()
    assert "bij jou" in told
    assert page(client, "?q=stap-budget").xpath("//p[@class='lead']")[0].text_content() == told
    assert "We kennen geen potje met deze naam" in page(client, "?q=lotto").text_content()
    assert client.get(OUTCOME, {"q": "x" * 10_000}).status_code == 200


@pytest.mark.parametrize(("fact", "data"), [("residence", {"residence": "Atlantis"}), ("employment", {})])
def test_a_bad_answer_gets_a_sentence_and_is_not_kept(
    client: Client, schemes: None, fact: str, data: dict[str, str]
) -> None:
    answer = client.post(f"{START}{fact}/", data, follow=True)
    assert answer.status_code == 422
    assert "Fout:" in answer.content.decode()
    assert not Answer.objects.exists()


def test_changing_an_answer_goes_back_to_the_outcome(client: Client, course: Course) -> None:
    walk(client)
    change = page(client).xpath("//a[contains(@href, '/residence/')]/@href")[0]
    assert client.post(change, {"residence": "Enschede"}).url == OUTCOME
    assert FUND in section(page(client), "Dit krijg je nu niet")


def test_the_page_asks_a_fixed_number_of_queries(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    walk(client)
    with django_assert_max_num_queries(25):
        client.get(OUTCOME)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            {"tier": "general", "percent": {"tuition": 100}, "cap_per_course": 250_000, "cap_per_year": 100_000},
            "tot € 1.000",
        ),
        ({"tier": "general", "percent": {"tuition": 90, "exam": 50}}, "90%"),
        ({"tier": "loan", "percent": {"tuition": 100}, "cap_per_course": 500_000}, "lening tot € 5.000"),
    ],
)
def test_the_most_that_a_scheme_pays_in_words(terms: dict[str, Any], words: str) -> None:
    assert most_words(parse(terms)).replace("\xa0", " ") == words
