"""Whatever somebody sends: a clear message or an empty page, never an error of ours, and the catalogue stays whole."""

import gzip
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html
from openpyxl.utils.exceptions import IllegalCharacterError

from courses.demo import load_courses
from courses.feeds.enums import FeedFormat
from courses.feeds.issue_names import NAMES
from courses.feeds.models import Feed
from courses.models import Course, PriceLine, Session
from portal.brands.models import Brand
from portal.people.enums import Role
from portal.people.models import User
from tests.courses.samples import SAMPLES, Offer, import_from_outside, written
from tests.courses.test_feed_pages import feed_of_kind
from tests.people import give_role, log_in, make_user

NAMES_OF_FIELDS = [
    "q", "sector", "beroep", "vaardigheid", "kans", "start", "vanaf", "vorm", "duur", "dagdeel", "niveau",
    "resultaat", "prijs", "eigen", "lestaal", "keurmerk", "regio", "plaats", "straal", "volgorde", "pagina", "c",
]  # fmt: skip
NASTY = [
    "", "\x00", "a\x00b", "\x1b[31m\x07\x08", "\u202e\u200b\ufeff", "🔥", "\ud7ff", "a" * 10_000,
    "a " * 5_000, "(" * 500,
    "'; DROP TABLE courses_course;--", "<script>alert(1)</script>", "%s %(x)s {0} \\", ":*|!&<->", '"', "-",
    "0", "-1", "1e309", "NaN", "٣", "9" * 500, "99999999", "1.5", "2147483648", "0x10", "true",
    "9999-99-99", "2027-02-30", "0001-01-01", "9999-12-31", "31-12-2027", "2027-W01-1",
    "../../etc/passwd", "javascript:alert(1)", "assen", "lassen in Assen", "9712 AB", "excel", "prijs", "afstand", "ja",
]  # fmt: skip
values = (
    st.sampled_from(NASTY).map(quote) | st.text(max_size=40).map(quote) | st.binary(max_size=20).map(quote_from_bytes)
)
queries = st.lists(st.tuples(st.sampled_from(NAMES_OF_FIELDS), values), max_size=6).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)
PAGES = [
    "/opleidingen/", "/opleidingen/", "/opleidingen/{course}/", "/opleidingen/vergelijken/", "/opleidingen/bewaard/",
    "/opleidingen/lijst/", "/opleidingen/aanbod/", "/opleidingen/aanbod/opleidingen.csv",
    "/opleidingen/aanbod/edudex.xml",
    "/api/ooapi/v5/courses", "/opleidingen/zoekopdracht/",
]  # fmt: skip
slow: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


class AddressesTest(TestCase):
    """One catalogue, and addresses as people, robots and attackers make them."""

    course: Course

    @classmethod
    def setUpTestData(cls) -> None:
        Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True)
        load_courses()
        cls.course = Course.objects.earliest("pk")

    @settings(max_examples=25, **slow)
    @given(path=st.sampled_from(PAGES), query=queries, htmx=st.booleans())
    def test_every_address_has_an_answer(self, path: str, query: str, htmx: bool) -> None:
        path = path.format(course=self.course.pk)
        answer = self.client.get(f"{path}?{query}", headers={"hx-request": "true"} if htmx else {})
        assert answer.status_code in {200, 302, 400, 404, 405, 429}, (answer.status_code, path, query)
        assert b"\x00" not in answer.getvalue()
        for name, value in answer.headers.items():
            assert len(value) < 8_000, (name, path)
        if answer.status_code == 200 and path == "/opleidingen/":
            page = html.fromstring(answer.text)
            assert page.get_element_by_id("results").find_class("card") or page.find_class("ways-on"), query

    def test_every_field_at_once_has_an_answer_to_every_nasty_value(self) -> None:
        for value in NASTY:
            query = "&".join(f"{name}={quote(value)}" for name in NAMES_OF_FIELDS)
            answer = self.client.get(f"/opleidingen/?{query}", headers={"hx-request": "true"})
            assert answer.status_code in {200, 400}, value[:40]


WRITTEN = {
    "title": ["", "\x01", "x" * 10_000, "<b onclick=x>&amp;&nbsp;", "]]>", "🔥\u202e", "&undeclared;"],
    "price": ["-1", "0", "1e999", "99999999999999999999", "NaN", "1.2.3", "12,34,56", "gratis", "٣", "\u2212 5"],
    "vat": ["-21", "1000", "x"],
    "starts": ["2027-02-30", "0000-00-00", "9999-12-31", "-1", "morgen", "2027-03-01T25:61:00Z", "1-13-2027"],
    "ends": ["2020-01-01", "10000-01-01", "", "x"],
    "link": ["javascript:alert(1)", "https://a@b.example", "data:text/html,x", "https://" + "a" * 5_000, "\x02"],
    "key": ["", " ", "x" * 500, "../a", "a\u200b", "'"],
    "level": ["", "MBO 99", "x" * 999],
    "place": ["", "<script>", "Atlantis", "9" * 300, "\u0085"],
    "session": ["", "x" * 500, "s1"],
}
offers = st.fixed_dictionaries({}, optional={name: st.sampled_from(some) for name, some in WRITTEN.items()}).map(
    lambda told: Offer(**told)
)
CONTENT_OF_STRANGERS = [
    b"\x00",
    b"\xff\xfe",
    b"\x1a",
    b"<",
    b"]]>",
    b"&x;",
    b"<!DOCTYPE x>",
    b'"',
    b"{",
    b"[",
    b"\\ud800",
]


@st.composite
def spoils(draw: Any) -> Any:
    """What happens to a file on its way: cut, written over, in another encoding or namespace, packed."""
    kind = draw(st.sampled_from(["whole", "cut", "inserted", "removed", "encoded", "namespace", "packed", "twice"]))
    share, inserted = draw(st.floats(0, 1)), draw(st.sampled_from(CONTENT_OF_STRANGERS) | st.binary(max_size=8))
    encoding = draw(st.sampled_from(["utf-16", "latin-1", "utf-8-sig", "utf-32", "cp037"]))

    def spoil(content: bytes) -> bytes:
        at = int(len(content) * share)
        match kind:
            case "cut":
                return content[:at]
            case "inserted":
                return content[:at] + inserted + content[at:]
            case "removed":
                return content[:at] + content[at + 1 + len(inserted) :]
            case "encoded":
                return content.decode("utf-8", "replace").encode(encoding, "replace")
            case "namespace":
                return content.replace(b">", b" xmlns='urn:wrong' xmlns:xsi='urn:x'>", 1)
            case "packed":
                return gzip.compress(content)[: max(2, at)]
            case "twice":
                return content + content
        return content

    return kind, spoil


class FilesTest(TestCase):
    """Files as providers send them, by the import command and by the form of staff."""

    def setUp(self) -> None:
        self.folder = TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    @settings(max_examples=20, **slow)
    @given(form=st.sampled_from(list(SAMPLES)), told=st.lists(offers, min_size=1, max_size=3), spoilt=spoils())
    def test_an_import_ends_with_a_report_and_a_catalogue_that_is_right(
        self, form: FeedFormat, told: list[Offer], spoilt: Any
    ) -> None:
        kind, spoil = spoilt
        try:
            path = written(form, Path(self.folder.name), Offer("kept"), *told)
        except (ValueError, IllegalCharacterError):  # a workbook cannot hold what no text may hold
            return
        path.write_bytes(spoil(path.read_bytes()))
        code, report = import_from_outside(form, path)
        assert report["outcome"] in {"imported", "refused", "held"}, (kind, report)
        assert code == (report["outcome"] != "imported")
        for issue in report["issues"]:
            assert issue["code"] in NAMES
            assert issue["message"].strip()
            assert set(issue) == {"record", "code", "severity", "where", "message"}
        for course in Course.objects.all():
            assert course.title
            assert course.total_cents is None or 0 < course.total_cents <= 2 * 10**8
            assert not course.link or course.link.lower().startswith(("http://", "https://"))
            assert not {"\x00", "\u202e"} & set(f"{course.title}{course.description}")
            assert "<script" not in course.description.lower()
        assert not PriceLine.objects.filter(net_cents__lte=0).exists()
        assert all(session.starts <= session.ends for session in Session.objects.all())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        count = Course.objects.count()
        assert report["courses"]["new"] == (count if code == 0 else 0)
        assert Feed.objects.get().runs.count() == 1


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


sheets = st.sampled_from([FeedFormat.CSV, FeedFormat.XLSX, FeedFormat.JSON])


class UploadTest(TestCase):
    """First rows of a table that a portal manager sends to see what its columns are."""

    manager: User
    feeds: dict[FeedFormat, Feed]

    @classmethod
    def setUpTestData(cls) -> None:
        Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True)
        cls.manager = make_user("Beheer")
        give_role(cls.manager, Role.PORTAL_MANAGER)
        cls.feeds = {form: feed_of_kind(form) for form in (FeedFormat.CSV, FeedFormat.XLSX, FeedFormat.JSON)}

    def sent(self, form: FeedFormat, name: str, content: bytes) -> str:
        """What the page says after a file was sent."""
        address = f"/opleidingen/feeds/{self.feeds[form].pk}/voorbeeld/"
        file = SimpleUploadedFile(name, content)
        answer = self.client.post(address, {"file": file, "step": "upload"}, follow=True)
        assert answer.status_code == 200, (form, name, content[:60])
        (message,) = html.fromstring(answer.text).xpath("//main//*[@role='alert' or @role='status'][normalize-space()]")
        return " ".join(message.itertext())

    @settings(max_examples=15, **slow)
    @given(
        form=sheets,
        content=st.sampled_from([f"nummer;titel\n1;{value}\n".encode() for value in NASTY])
        | st.sampled_from([f'[{{"id": "1", "titel": "{value}"}}]'.encode() for value in NASTY])
        | st.binary(max_size=400),
        name=st.sampled_from(["aanbod.csv", "x" * 500, "../../a.xlsx", "\u202ecsv.exe", "a\x00b", "\r\nX: y"]),
    )
    def test_every_file_has_an_answer(self, form: FeedFormat, content: bytes, name: str) -> None:
        log_in(self.client, self.manager)
        assert self.sent(form, name, content).strip()

    def test_a_bomb_is_not_unpacked_and_said_so(self) -> None:
        log_in(self.client, self.manager)
        zeros = b"0" * 30_000_000
        assert "te groot" in self.sent(FeedFormat.CSV, "aanbod.csv", zipped(**{"aanbod.csv": zeros}))
        assert "te groot" in self.sent(FeedFormat.XLSX, "aanbod.xlsx", zipped(**{"[Content_Types].xml": zeros}))
