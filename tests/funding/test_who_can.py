"""The page of a course says in words who can get money for it, whoever looks."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from courses.models import Course
from portal.demo import load_brands
from tests.funding.making import answer_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def brands(db: None) -> None:
    load_brands()


def page(client: Client, course: Course, host: str = "noorden.localhost") -> Any:
    return client.get(course.get_absolute_url(), headers={"host": host, "accept-language": "nl"})


def payers(answer: Any) -> dict[str, str]:
    part = answer.text.partition('id="wie-betaalt-mee"')[2].partition("</section>")[0]
    found = re.findall(r'(?s)<summary><span lang="nl">(.*?)</span>.*?</summary>(.*?)</details>', part)
    return {name: " ".join(re.sub("<[^>]*>", " ", text).split()) for name, text in found}


def test_a_visitor_reads_for_whom_each_fund_is(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    page(client, course)
    with django_assert_max_num_queries(25):
        found = payers(page(client, course))
    assert 0 < len(found) < 30, sorted(found)
    assert any("Het Noorden Leert Door" in name for name in found), found
    names = list(found)
    of_the_region = [name for name, text in found.items() if "Noord-Nederland" in text or "Groningen-Emmen" in text]
    assert names[: len(of_the_region)] == of_the_region, "those of here stand before those of a sector"
    assert all(text.endswith(tuple(f": {name}" for name in found)) for text in found.values())


def test_a_fund_of_another_region_is_not_named(client: Client, course: Course) -> None:
    assert not any("Twents" in name for name in payers(page(client, course)))
    assert any("Twents" in name for name in payers(page(client, course, "twente.localhost")))


def test_what_is_asked_of_the_course_is_answered_already(client: Client, course: Course) -> None:
    everything = " ".join(payers(page(client, course)).values())
    assert "De opleiding kost" not in everything


def test_without_a_price_there_is_nothing_to_pay_part_of(client: Client, course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(total_cents=None)
    assert payers(page(client, course)) == {}


def test_what_fits_the_answers_stands_first_and_what_does_not_last(
    client: Client, course: Course, schemes: None
) -> None:
    assert "bij je antwoorden" not in page(client, course).text
    answer_all(client, course)
    told = page(client, course)
    assert "Wat bij je antwoorden past, staat bovenaan." in told.text
    said = ["Dit past bij je antwoorden.", "", "Dit past niet bij je antwoorden."]
    order = [next(n for n in (0, 2, 1) if said[n] in text) for text in payers(told).values()]
    assert order == sorted(order)
    assert order[0] == 0
    assert order[-1] == 2


def test_with_the_answers_the_page_says_who_pays_what(client: Client, course: Course, schemes: None) -> None:
    """Each payer with an amount, the learner last, and together the price of the course."""
    assert 'id="wie-betaalt-wat"' not in page(client, course).text
    answer_all(client, course)
    section = html.fromstring(page(client, course).text).get_element_by_id("wie-betaalt-wat")
    amounts = [euros(cell.text_content()) for cell in section.xpath(".//tbody//td")]
    assert len(amounts) > 1
    assert sum(amounts) == euros(section.xpath("string(.//tfoot//td)")) == course.total_cents
    assert section.xpath("string(.//tbody/tr[last()]/th)").split()[0] == "Jij"


def euros(text: str) -> int:
    """Cents of an amount as our pages write it."""
    whole, _comma, cents = re.sub(r"[^\d,]", "", text).partition(",")
    return int(whole) * 100 + int(cents.ljust(2, "0") or 0)
