"""What mailed links, and the pages to keep, share and doubt a result, do with what nobody should send them."""

from urllib.parse import quote, urlencode

import pytest
from django.core import mail, signing
from django.test import Client

from courses.models import Course
from funding.doubts.models import Doubt
from funding.keeping.links import SALT
from intake.models import SharedResult
from tests.funding.making import answer_all
from tests.funding.test_check_pages import FUND, check
from tests.outbox import work_off

pytestmark = pytest.mark.django_db
HOME = "/waar-heb-ik-recht-op/uitkomst/"
NOWHERE = "01a22736-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "%00",
        "%ff%fe",
        "é:ü:1",
        "a" * 5000,
        "..",
        "%0d%0aSet-Cookie:x=y",
        "{{7*7}}",
        "'; DROP TABLE--",
        "a:b:c:d:e",
    ],
)
def test_a_link_that_is_none_of_ours_opens_nothing(client: Client, token: str) -> None:
    for answer in (client.get(f"/terug/{token}/"), client.post(f"/terug/{token}/")):
        assert answer.status_code in {400, 404, 410}
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("said", ["x", None, 1, [], ["a", "b", "c"], ["no-id", HOME], [1, 2], {"profile": "x"}])
def test_a_token_that_says_something_else_opens_nothing(client: Client, said: object) -> None:
    """Signed by us: a version of the portal with other tokens may have mailed it."""
    token = signing.dumps(said, salt=SALT, compress=True)
    assert client.get(f"/terug/{token}/").status_code == 410
    other = signing.dumps([NOWHERE, HOME], salt="elsewhere")
    assert client.get(f"/terug/{other}/").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "\\\\elders.example",
        "/\\elders.example",
        "///elders.example",
        "javascript:alert(1)",
        "/%2F%2Felders.example",
        "/waar-heb-ik-recht-op/uitkomst",
        "/waar-heb-ik-recht-op/uitkomst/\r\nX: y",
        "http:///waar-heb-ik-recht-op/uitkomst/",
        "/waar-heb-ik-recht-op/../mijn/",
        "a" * 3000,
    ],
)
def test_only_results_of_ours_are_kept_or_shared(client: Client, course: Course, path: str) -> None:
    answer_all(client, course)
    for page in ("/uitkomst-bewaren/", "/uitkomst-delen/"):
        address = f"{page}?{urlencode({'naar': path})}"
        for answer in (client.get(address), client.post(address, {"email": "lena@voorbeeld.example", "name": "Lena"})):
            assert (answer.status_code, answer.headers["Location"]) == (302, "/waar-heb-ik-recht-op/")
    work_off()
    assert not mail.outbox
    assert not SharedResult.objects.exists()


def test_a_result_of_a_course_that_is_not_there_is_not_found(client: Client, course: Course) -> None:
    answer_all(client, course)
    gone = f"/opleidingen/{NOWHERE}/wat-kost-het-jou/uitkomst/"
    for page in ("/uitkomst-bewaren/", "/uitkomst-delen/"):
        address = f"{page}?{urlencode({'naar': gone})}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": "lena@voorbeeld.example"}).status_code == 404


@pytest.mark.parametrize("start", ["x", "\0", NOWHERE, "later" * 900, "é", "1e9"])
def test_a_start_that_is_none_is_no_start(client: Client, course: Course, start: str) -> None:
    answer_all(client, course)
    path = check(course, f"uitkomst/?sessie={quote(start)}")
    for page in ("/uitkomst-bewaren/", "/uitkomst-delen/"):
        answer = client.post(f"{page}?{urlencode({'naar': path})}", {"email": "lena@voorbeeld.example"})
        assert answer.status_code in {302, 400, 422}


@pytest.mark.parametrize("about", ["x", "\0", "urn:uuid:" + NOWHERE, "{" + NOWHERE + "}", "a" * 3000, "é"])
def test_a_doubt_about_no_course_is_told_or_not_found(client: Client, course: Course, about: str) -> None:
    address = f"/regelingen/{FUND}/klopt-niet/?opleiding={quote(about)}"
    answer = client.get(address)
    assert answer.status_code in {200, 400, 404}
    told = client.post(address, {"text": "Dit klopt niet.", "with_answers": "on"})
    assert told.status_code in {302, 400, 404}


def test_a_doubt_takes_no_more_than_it_says(client: Client, course: Course) -> None:
    address = f"/regelingen/{FUND}/klopt-niet/"
    wrong = [
        {"text": ""},
        {"text": " \u200b "},
        {"text": "x" * 1001},
        {"text": "x\0y"},
        {"text": "x", "email": "lena@x.example\r\nBcc: allen@x.example"},
        {"text": "x", "email": "a" * 300 + "@voorbeeld.example"},
    ]
    for fields in wrong:
        assert client.post(address, fields, follow=True).status_code in {400, 422}, fields
    assert not Doubt.objects.exists()
    said = "<script>alert(1)</script> {{ 7|add:7 }} &amp;"
    client.post(address, {"text": said})
    assert Doubt.objects.get().text == said


@pytest.mark.parametrize(
    "slug",
    ["x" * 500, "het_noorden", "HET-NOORDEN-LEERT-DOOR", "%00", "%F0%9F%92%A9", "..%2f..", "-", "regeling.schema", "1"],
)
def test_a_page_of_no_scheme_is_not_found(client: Client, schemes: None, slug: str) -> None:
    for address in (f"/regelingen/{slug}/", f"/regelingen/{slug}/klopt-niet/"):
        assert client.get(address).status_code in {400, 404}, address


@pytest.mark.parametrize("text", ["\0", "%", "_", "\\", "é" * 500, "' OR 1=1 --", "a" * 4000, "<b>"])
def test_any_text_is_searched_for(client: Client, schemes: None, text: str) -> None:
    for page in ("/regelingen/", HOME):
        answer = client.get(page, {"q": text})
        assert answer.status_code in {200, 400}
        assert "<b></" not in answer.text
