"""The read API of OOAPI v5, against its own document and by what partners do with it."""

import json
import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings

from courses.exports.ooapi import document
from courses.models import Course, Session

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")
API = "/api/ooapi/v5"


def ask(client: Client, path: str, expect: int = 200) -> Any:
    answer = client.get(API + path, headers={"host": "noorden.localhost"})
    assert answer.status_code == expect, answer.content
    return json.loads(answer.content)


def test_every_course_can_be_reached_by_pages(client: Client) -> None:
    found, number = [], 1
    while True:
        page = ask(client, f"/courses?pageNumber={number}&pageSize=20")
        found += [one["courseId"] for one in page["items"]]
        assert page["hasPreviousPage"] == (number > 1)
        if not page["hasNextPage"]:
            break
        number += 1
    assert sorted(found) == sorted(str(pk) for pk in Course.objects.values_list("pk", flat=True))
    assert ask(client, "/courses?pageNumber=999999")["items"] == []


def test_a_course_its_specification_and_its_offerings_hang_together(client: Client) -> None:
    some = (
        Session.objects.filter(gone=None, course__total_cents__isnull=False)
        .select_related("course")
        .order_by("pk")[0]
        .course
    )
    course = ask(client, f"/courses/{some.pk}")
    assert (
        course["educationSpecification"]
        == ask(client, f"/education-specifications/{some.pk}")["educationSpecificationId"]
    )
    assert course["organization"] == ask(client, f"/organizations/{some.provider_id}")["organizationId"]
    offered = ask(client, f"/courses/{some.pk}/offerings?pageSize=250")["items"]
    assert {one["offeringId"] for one in offered} >= {
        str(s.pk) for s in some.sessions.filter(gone=None, starts__gt="2026-11-24")
    }
    for one in offered:
        assert ask(client, f"/offerings/{one['offeringId']}") == one
        assert one["course"] == str(some.pk)
        assert [price["amount"] for price in one["priceInformation"]] == [f"{some.total_cents / 100:.2f}"]


def test_what_begins_at_will_has_one_offering_with_a_flexible_entry(client: Client) -> None:
    some = Course.objects.filter(start_kind="direct", sessions=None)[0]
    (one,) = ask(client, f"/courses/{some.pk}/offerings")["items"]
    assert one["flexibleEntryPeriodStart"] == "2026-11-24"
    assert ask(client, f"/offerings/{some.pk}") == one


def test_programs_are_the_courses_that_lead_to_a_diploma(client: Client) -> None:
    some = Course.objects.filter(outcome="mbo_certificate")[0]
    assert ask(client, f"/programs/{some.pk}")["programType"] == "program"
    other = Course.objects.filter(outcome="participation")[0]
    ask(client, f"/programs/{other.pk}", expect=404)
    assert ask(client, f"/education-specifications/{other.pk}/programs")["items"] == []
    assert len(ask(client, f"/education-specifications/{other.pk}/courses")["items"]) == 1


def test_lists_can_be_searched(client: Client) -> None:
    some = Course.objects.get(provider_key="D27")
    assert [one["courseId"] for one in ask(client, "/courses?primaryCode=D27")["items"]] == [str(some.pk)]
    assert str(some.pk) in [one["courseId"] for one in ask(client, "/courses?q=zaaien")["items"]]
    assert ask(client, "/courses?teachingLanguage=zzz")["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "pageSize=7", "pageSize=-10", "pageSize=1e2", "pageNumber=0", "pageNumber=-1",
        "pageNumber=99999999999999999999",
        "pageNumber=1.5", "pageNumber=%00", "pageNumber=%D9%A1", "q=%01", "q=" + "a" * 10_000, "teachingLanguage=nl",
        "pageNumber=1&pageNumber=2", "pageNumber=", "primaryCode=%7f", "consumer=%00", "else=%00",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_reason(client: Client, wrong: str) -> None:
    answer = client.get(f"{API}/courses?{wrong}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["detail"]


def test_what_is_not_there_and_what_may_not_be_done(client: Client) -> None:
    ask(client, f"/courses/{uuid4()}", expect=404)
    ask(client, "/persons", expect=404)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)(f"{API}/courses")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("pages", [10, 250])
def test_a_page_takes_as_many_questions_whatever_its_size(
    client: Client, pages: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        ask(client, f"/courses?pageSize={pages}")


@pytest.mark.parametrize("path", ["/courses", "/programs", "/education-specifications", "/organizations"])
def test_answers_are_what_the_document_says(client: Client, path: str) -> None:
    said = ask(client, "/openapi.json")
    schema = said["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {"components": said["components"]} | schema
    jsonschema.Draft202012Validator(whole).validate(ask(client, f"{path}?pageSize=250"))


@pytest.fixture
def portal() -> Iterator[Any]:
    """The portal as a program that asks it sees it, in the transaction of the test: nobody closes its connection."""
    handler = WSGIHandler()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    # It unpacks no gzip.
    more = {"REMOTE_ADDR": "192.0.2.1", "HTTP_ACCEPT_ENCODING": ""}
    yield lambda environ, start: handler(environ | more, start)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_schemathesis_finds_nothing(portal: Any, settings: Any) -> None:
    """A few requests of each kind; EXAMPLES for more (`make bench-api` makes 200)."""
    settings.READING_LIMITS = {"files": 1, "questions": 1_000_000}
    settings.ALLOWED_HOSTS = ["*"]
    schema = schemathesis.openapi.from_dict(document.of(f"http://noorden.localhost{API}"))
    schema.app = portal
    few = given_settings(
        max_examples=int(os.environ.get("EXAMPLES", "2")),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    for result in schema.get_all_operations():
        operation = result.ok()

        @few
        @given(case=operation.as_strategy())
        def look(case: Any) -> None:
            case.call_and_validate()

        look()
