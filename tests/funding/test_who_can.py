"""The page of a course says in words who can get money for it, whoever looks."""

import re
from typing import Any

import pytest
from django.test import Client

from courses.models import Course
from portal.demo import load_brands

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
