"""What leaves the portal: read back by others' tools and by our own importer, it says the same."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import extruct
import pytest
from django.core.cache import cache
from django.test import Client

from courses.enums import SessionStatus, StartKind
from courses.exports import access, structured
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.tables.cells import unsafe
from courses.models import Course, CoursePlace, PriceLine, Provider, Session
from tests.courses.feeds import program, read_programs, run

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")
HOST = "noorden.localhost"
FULL = "<programRunFree><availableSeats>0</availableSeats></programRunFree>"
OWN_COST = (
    "<cost><amount>99.95</amount><VATPercentage>21</VATPercentage><costType>examination</costType>"
    "<currency>eur</currency></cost>"
)
ONLINE = "<fullyOnline>true</fullyOnline>"
HTML = (
    "<programDescriptionHtml xml:lang='nl'>&lt;h2&gt;Kop&lt;/h2&gt;&lt;p&gt;a &amp;amp; b&lt;/p&gt;"
    "</programDescriptionHtml>"
)


def get(client: Client, path: str) -> Any:
    return client.get(path, headers={"host": HOST, "accept-language": "nl"})


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def import_again(body: bytes, folder: Path, feed_format: FeedFormat) -> Any:
    path = folder / "export"
    path.write_bytes(body)
    return import_feed(feed_of(feed_format, str(path), None), source_of(str(path)))


BOTH = pytest.mark.parametrize(
    ("feed_format", "address"),
    [(FeedFormat.EDUDEX, "/opleidingen/aanbod/edudex.xml"), (FeedFormat.CSV, "/opleidingen/aanbod/opleidingen.csv")],
)


@BOTH
def test_own_file_imported_again_changes_nothing(
    client: Client, tmp_path: Path, feed_format: FeedFormat, address: str
) -> None:
    courses = Course.objects.count()
    providers = told_of_providers()
    before = read_back()
    file = content(get(client, address))
    # As if another feed had said something else of them meanwhile: all must come from the export.
    Provider.objects.update(name="Iemand", website="", recognitions=["nlqf"], org_unit_id="")
    report = import_again(file, tmp_path, feed_format)
    for old, new in zip(before, read_back(), strict=True):
        for one, other in zip(old, new, strict=True):
            assert one == other
    assert {issue.code for issue in report.issues} <= {"mapping_guessed"}, report.issues[:3]
    assert (report.courses.unchanged, report.courses.new, report.courses.changed) == (courses, 0, 0)
    assert report.sessions.unchanged == Session.objects.filter(gone=None).count()
    assert report.sessions.new == report.sessions.changed == report.sessions.gone == 0
    assert told_of_providers() == providers


def saved_api(client: Client, folder: Path) -> Path:
    """Our API as the files that a partner may keep: every organization, course, program and offering."""
    api = "/api/ooapi/v5"
    for name in ("organizations", "courses", "programs"):
        items = get(client, f"{api}/{name}?pageSize=250").json()["items"]
        (folder / f"{name}.json").write_text(json.dumps(items))
        for item in items if name != "organizations" else ():
            key = item[f"{name.removesuffix('s')}Id"]
            offered = get(client, f"{api}/{name}/{key}/offerings?pageSize=250").json()["items"]
            (folder / f"{name}-{key}.json").write_text(json.dumps(offered))
    return folder


def saved_pages(client: Client, folder: Path) -> Path:
    for course in Course.objects.all():
        (folder / f"{course.pk}.html").write_bytes(get(client, course.get_absolute_url()).content)
    return folder


@pytest.mark.parametrize(
    ("feed_format", "save"), [(FeedFormat.OOAPI_5, saved_api), (FeedFormat.SCHEMA_ORG, saved_pages)]
)
def test_own_api_and_pages_imported_again_change_nothing(
    client: Client, tmp_path: Path, settings: Any, feed_format: FeedFormat, save: Any
) -> None:
    settings.READING_LIMITS = {"files": 9, "questions": 9_999}
    awkward(tmp_path / "awkward")
    if save is saved_pages:
        # A page does not tell where questions go: programs that gather addresses would find it (docs/decisions).
        Course.objects.update(contact_email="")
    folder = tmp_path / "saved"
    folder.mkdir()
    save(client, folder)
    before, providers = read_back(), told_of_providers()
    # As if another feed had said something else meanwhile: all must come from the export.
    Provider.objects.update(website="", recognitions=[])
    Course.objects.update(digest=b"", summary="", level="other", sector="other", hours_total=None)
    report = import_feed(feed_of(feed_format, str(folder), None), source_of(str(folder)))
    assert not [issue for issue in report.issues if issue.severity == "error"], report.issues
    assert (report.courses.new, report.courses.refused, report.courses.gone) == (0, 0, 0)
    assert (report.sessions.new, report.sessions.changed, report.sessions.gone) == (0, 0, 0)
    assert told_of_providers() == providers
    for old, new in zip(before, read_back(), strict=True):
        for one, other in zip(old, new, strict=True):
            assert one == other


def told_of_providers() -> dict[str, Any]:
    return {p.kvk: (p.name, p.org_unit_id, sorted(p.recognitions), p.website) for p in Provider.objects.all()}


def awkward(folder: Path) -> None:
    """Three courses with everything that a format may stumble over."""
    folder.mkdir(exist_ok=True)
    odd = "R&amp;D voor &lt;gevorderden&gt; &quot;nu&quot;"
    read_programs(
        folder,
        program(
            "a/b &+ 1",
            runs=run(
                "vol",
                status="application closed",
                more="<programRunFree><availableSeats>0</availableSeats></programRunFree>",
            )
            + run("weg", status="canceled", city="'s-Gravenhage")
            + run(
                "dorp",
                city="Bathmen",
                postcode="7437 AB",
                more="<programRunFree><opens>2027-01-05</opens></programRunFree>",
            )
            + run(
                "duur",
                more="<cost><amount>99.95</amount><VATPercentage>21</VATPercentage><costType>examination</costType><currency>eur</currency></cost>",
            ),
            classification="<applicationRequirement><requirementType>minimum age</requirementType>"
            "<requirementDescription xml:lang='nl'>Je bent 21 jaar of ouder</requirementDescription>"
            "</applicationRequirement><programDuration unit='hour'>4</programDuration>",
            descriptions=f"<programSummaryText xml:lang='nl'>{odd} {'lang ' * 60}</programSummaryText>{HTML}",
        ),
        program(
            "b",
            name="Meteen & online",
            start="direct start",
            classification="<fullyOnline>true</fullyOnline>",
            costs="",
        ),
        program(
            "c",
            start="agreed starting date",
            classification="<programLocation>Assen</programLocation>",
            more="<programContacts><contactData><email>vraag@vakschool.example</email></contactData></programContacts>",
        ),
    )
    # A label with our own signs in it, one that is no formula, VAT that nobody told, a line that is free to take.
    odd_lines = [
        {"label": "=1+1 | \"boek\" \\ 'x'", "net_cents": 1_000, "vat_cents": 210, "vat_percent": 21, "required": False},
        {"label": "", "net_cents": 5, "vat_cents": 0, "vat_percent": None, "required": True},
    ]
    told = Course.objects.get(provider_key="c")
    PriceLine.objects.filter(course=told).delete()
    Course.objects.filter(pk=told.pk).update(total_cents=5)
    for position, line in enumerate(odd_lines):
        PriceLine.objects.create(course=told, position=position, kind="other", **line)


@BOTH
def test_awkward_courses_survive_the_way_out_and_in(
    client: Client, tmp_path: Path, feed_format: FeedFormat, address: str
) -> None:
    awkward(tmp_path)
    before = read_back()
    report = import_again(content(get(client, f"{address}?opleider=00000099")), tmp_path, feed_format)
    assert not [issue for issue in report.issues if issue.severity == "error"]
    assert (report.courses.new, report.courses.refused, report.sessions.new, report.sessions.gone) == (0, 0, 0, 0)
    assert report.sessions.unchanged == 4
    assert read_back() == before


def read_back() -> list[Any]:
    """Everything that a feed tells, of all courses, without when we read it and from which feed."""
    left_out = {"feed_id", "digest", "last_seen", "changed", "search", "missing"}
    tables = (
        (Course.objects.order_by("pk"), left_out),
        (Session.objects.order_by("pk"), {"digest"}),
        (PriceLine.objects.order_by("course", "session", "position"), {"id"}),
        (CoursePlace.objects.order_by("course", "position"), {"id"}),
    )
    return [[{k: v for k, v in row.items() if k not in out} for row in found.values()] for found, out in tables]


def test_a_hidden_course_does_not_leave(client: Client) -> None:
    some = Course.objects.order_by("pk")[0]
    Course.objects.filter(pk=some.pk).update(hidden="2026-11-01T00:00Z")
    key = f"<programId>{some.provider_key}</programId>".encode()
    assert key not in content(get(client, "/opleidingen/aanbod/edudex.xml"))
    assert get(client, f"/api/ooapi/v5/courses/{some.pk}").status_code == 404


def test_extruct_reads_from_the_page_what_we_say_of_the_course(client: Client) -> None:
    for some in access.whole(Course.objects.order_by("title")[:8], access.timezone.localdate()):
        page = get(client, some.get_absolute_url())
        (read,) = extruct.extract(page.text, syntaxes=["json-ld"])["json-ld"]
        assert read == structured.document(some, lambda path: f"http://{HOST}{path}")
        assert (read["name"], read["provider"]["name"]) == (some.title, some.provider.name)
        instances = {one.get("identifier"): one for one in read.get("hasCourseInstance", [])}
        for session in some.coming:
            said = instances[session.key]
            assert said["startDate"] == (
                session.starts.isoformat() if session.starts_certain else f"{session.starts:%Y-%m}"
            )
            assert said["courseMode"] == ("Online" if session.online else "Onsite")
        if some.total_cents is None:
            assert "offers" not in read
        else:
            assert round(float(read["offers"]["price"]) * 100) == some.total_cents


def test_what_a_provider_writes_cannot_leave_its_script(client: Client, tmp_path: Path) -> None:
    read_programs(tmp_path, program(name="Veilig &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; snel"))
    Course.objects.filter(provider_key="p1").update(title="</script><script>alert(1)</script>")
    some = Course.objects.get(provider_key="p1")
    page = get(client, some.get_absolute_url())
    assert "<script>alert(1)" not in page.text
    (read,) = extruct.extract(page.text, syntaxes=["json-ld"])["json-ld"]
    assert read["name"] == some.title


def test_csv_has_a_line_per_session_and_no_formula(client: Client, tmp_path: Path) -> None:
    read_programs(tmp_path, program(name="=HYPERLINK(1)", runs=run("a") + run("b")), program("p2", name="'-2+3"))
    answer = get(client, "/opleidingen/aanbod/opleidingen.csv?opleider=00000099")
    rows = list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig")), delimiter=";"))
    assert [(row["code"], row["sessie"]) for row in sorted(rows, key=lambda row: (row["code"], row["sessie"]))] == [
        ("p1", "a"),
        ("p1", "b"),
        ("p2", ""),
    ]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        assert unsafe(row["titel"]) == Course.objects.get(provider_key=row["code"]).title


def test_files_are_limited_and_the_page_says_so(client: Client, settings: Any) -> None:
    settings.READING_LIMITS = {"files": 2, "questions": 3}
    cache.clear()
    assert "hooguit 2 keer per uur" in get(client, "/opleidingen/aanbod/").text
    answers = [get(client, "/opleidingen/aanbod/opleidingen.csv?opleider=00000001") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "3600"
    told = [get(client, "/api/ooapi/v5/") for _ in range(4)]
    assert [answer.status_code for answer in told] == [200, 200, 200, 429]
    assert json.loads(told[-1].content)["status"] == "429"
    # One subscriber has 2^64 addresses of IPv6: all of them are one network, as an IPv4 address written so is itself.
    many = [Client(REMOTE_ADDR=f"2001:db8:1:2::{number}").get("/api/ooapi/v5/") for number in range(4)]
    assert [answer.status_code for answer in many] == [200, 200, 200, 429]
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/api/ooapi/v5/").status_code == 200
    assert Client(REMOTE_ADDR="::ffff:127.0.0.1").get("/api/ooapi/v5/").status_code == 429


def test_the_page_for_partners_names_every_address(client: Client) -> None:
    page = get(client, "/opleidingen/aanbod/").text
    for path in ("/opleidingen/aanbod/edudex.xml", "/opleidingen/aanbod/opleidingen.csv", "/api/ooapi/v5/openapi.json"):
        assert f"http://{HOST}{path}" in page


@pytest.mark.parametrize("wrong", ["123", "1234567x", "١٢٣٤٥٦٧٨", "12345678%0a"])
def test_no_such_provider_is_not_found(client: Client, wrong: str) -> None:
    assert get(client, f"/opleidingen/aanbod/edudex.xml?opleider={wrong}").status_code == 404


def test_offerings_follow_what_can_be_begun() -> None:
    for some in access.whole(Course.objects.all(), access.timezone.localdate()):
        open_now = [session for session in some.coming if session.status == SessionStatus.OPEN]
        if not open_now and some.start_kind != StartKind.FIXED:
            said = structured.document(some, str)["hasCourseInstance"]
            assert all("startDate" not in one for one in said)
            return
    pytest.fail("the demo has a course that begins at will")
