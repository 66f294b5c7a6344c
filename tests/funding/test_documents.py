"""Proofs: judged by content, copied clean, read only by who may, and by nobody before the scanner passed them."""

import io
import socketserver
import struct
import threading
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from courses.models import Course
from funding.applications.drafts import discard
from funding.applications.models import Application
from funding.documents.actions import shown_name
from funding.documents.enums import DocumentState
from funding.documents.models import Document
from funding.documents.reading import clean
from funding.documents.refusing import TOO_HARD, Refused
from portal.pages.bsn import has_bsn
from portal.people.enums import Role
from portal.people.models import User
from portal.record.models import OutboxMessage
from tests.funding.making import make_application, make_draft
from tests.outbox import work_off
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
#: The test file of the anti-virus industry, in two parts so that no scanner stumbles over this source.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
#: Passes the test of eleven, and belongs to nobody: numbers like it are in every description of the test.
NUMBER = "111222333"


def pdf(text: str = "", *, script: bool = False, password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    if script:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hallo')"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
        writer.add_attachment("erbij.exe", b"MZ")
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zlib_pdf(content: bytes) -> bytes:
    """One page of which this is the content, packed."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    whole, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n0000000000 65535 f \n%s" % rows
    return whole + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(whole)


def picture(kind: str = "JPEG", size: tuple[int, int] = (20, 20), after: bytes = b"") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Een telefoon"
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return out.getvalue() + after


@pytest.fixture
def lena(schemes: None) -> User:
    return make_user("Lena")


@pytest.fixture
def draft(lena: User, course: Course) -> Application:
    return make_draft(lena, course)


def post(client: Client, draft: Application, data: bytes, name: str = "bewijs.pdf", **more: str) -> Any:
    file = SimpleUploadedFile(name, data, content_type="text/html")
    return client.post(reverse("funding:documents", args=[draft.pk]), {"kind": "price", "file": file, **more})


def test_a_pdf_comes_out_without_what_acts() -> None:
    found = clean(pdf("Offerte", script=True))
    assert found.content_type == "application/pdf"
    assert "Offerte" in found.text
    assert b"app.alert" not in found.data
    assert b"erbij.exe" not in found.data
    root = PdfReader(io.BytesIO(found.data)).trailer["/Root"]
    assert not {"/Names", "/OpenAction", "/AcroForm"} & set(root)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_made_anew_without_metadata_or_what_came_after(kind: str) -> None:
    found = clean(picture(kind, after=b"<script>PK\x03\x04"))
    assert found.content_type == "image/jpeg"
    assert b"<script>" not in found.data
    assert b"telefoon" not in found.data


def test_a_large_photo_becomes_readable_not_enormous() -> None:
    with Image.open(io.BytesIO(clean(picture(size=(6000, 4000))).data)) as copy:
        assert copy.size == (3000, 2000)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (EICAR, "niet lezen"),
        (b"<html><script>alert(1)</script>", "niet lezen"),
        (b"PK\x03\x04" + b"0" * 100, "niet lezen"),
        (b"GIF89a" + pdf(), "niet lezen"),  # a polyglot: a PDF that does not begin as one
        (b"%PDF-1.7 " + b"x" * 500, "stuk"),
        (b"\xff\xd8\xff" + b"x" * 500, "stuk"),
        (pdf(password="geheim"), "wachtwoord"),
    ],
)
def test_what_is_no_sound_pdf_or_picture_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        clean(data)


def test_a_pdf_that_asks_for_hours_or_for_all_memory_is_refused() -> None:
    """Its size says nothing: a page that draws the same letters millions of times is a few kilobytes."""
    with pytest.raises(Refused) as refused:
        clean(zlib_pdf(b"BT /F1 12 Tf 10 100 Td (a) Tj ET\n" * 1_500_000), seconds=2)
    assert refused.value.message is TOO_HARD
    assert clean(zlib_pdf(b"BT /F1 12 Tf 10 100 Td (a) Tj ET\n"), seconds=20).text == "a"  # it is not its form
    with pytest.raises(Refused) as refused:  # nor does the portal itself get more text to look through than it can
        clean(zlib_pdf(b"BT /F1 12 Tf 10 100 Td (%s) Tj ET" % (b"a" * 1_000_001)), seconds=20)
    assert refused.value.message is TOO_HARD


def test_a_bomb_of_a_picture_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Refused, match="te groot"):
        clean(out.getvalue())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"BSN {NUMBER}", True),
        ("111.222.333", True),
        ("bel 0612345678", False),
        ("+31612345678", False),
        ("nummer 123456789", False),
        ("1112223334", False),
        ("", False),
    ],
)
def test_a_bsn_is_seen(text: str, seen: bool) -> None:
    assert has_bsn(text) is seen


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\mijn map\\offerte (1).PDF", "offerte (1).pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("...", "bestand.pdf"),
        ("<b>x</b>.html", "b.pdf"),
    ],
)
def test_names_become_harmless(name: str, shown: str) -> None:
    assert shown_name(name, "application/pdf") == shown


def test_adding_reading_and_taking_away(client: Client, draft: Application, lena: User, documents: Path) -> None:
    log_in(client, lena, second_factor=False)
    assert post(client, draft, pdf("Offerte")).status_code == 302
    assert post(client, draft, pdf("Offerte")).status_code == 302  # the same once more is one
    found = Document.objects.get()
    answer = client.get(reverse("funding:document", args=[found.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="bewijs.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    assert [one.name for one in documents.iterdir()] == [str(found.pk)]
    client.post(reverse("funding:remove_document", args=[found.pk]))
    work_off()
    assert list(documents.iterdir()) == []


def test_what_is_thrown_away_takes_its_documents_along(
    client: Client, draft: Application, lena: User, documents: Path
) -> None:
    log_in(client, lena, second_factor=False)
    post(client, draft, pdf())
    discard(draft)
    work_off()
    assert not Application.objects.exists()
    assert list(documents.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "leeg"), (b"x" * 10_000_001, "groter dan 10 MB"), (b"x", "niet lezen"), (pdf(NUMBER), "BSN")],
)
def test_a_file_that_cannot_be_taken_gets_a_sentence(
    client: Client, draft: Application, lena: User, documents: Path, data: bytes, says: str
) -> None:
    log_in(client, lena, second_factor=False)
    answer = post(client, draft, data)
    assert answer.status_code == 422
    assert says in answer.text
    assert not documents.exists()


def test_a_good_file_beside_a_mistake_is_asked_for_again(
    client: Client, draft: Application, lena: User, documents: Path
) -> None:
    log_in(client, lena, second_factor=False)
    answer = post(client, draft, pdf(), kind="")
    assert answer.status_code == 422
    assert "Kies ook je bestand opnieuw." in answer.text
    assert not documents.exists()


def test_a_number_that_is_no_bsn_can_be_sent_all_the_same(client: Client, draft: Application, lena: User) -> None:
    log_in(client, lena, second_factor=False)
    assert post(client, draft, pdf(NUMBER), no_bsn="on").status_code == 302


def test_a_page_that_asks_no_file_drops_it(client: Client, draft: Application, lena: User) -> None:
    log_in(client, lena, second_factor=False)
    file = SimpleUploadedFile("x.pdf", pdf())
    answer = client.post(reverse("funding:details", args=[draft.pk]), {"name": "Lena", "phone": "", "file": file})
    assert answer.status_code == 302
    assert not answer.wsgi_request.FILES


def test_who_reads_what(course: Course, today: date, draft: Application, lena: User, client: Client) -> None:
    log_in(client, lena, second_factor=False)
    post(client, draft, pdf("Van Lena"))
    mine = reverse("funding:document", args=[Document.objects.get().pk])
    anna, other = make_user("Anna"), make_user("Ander")
    give_role(anna, Role.FUND_ADMINISTRATOR, "het-noorden-leert-door")
    staff, stranger = log_in(Client(), anna), log_in(Client(), other, second_factor=False)
    assert [staff.get(mine).status_code, stranger.get(mine).status_code] == [404, 404]  # a draft is the learner's
    from tests.funding.making import load, send

    sent = send(load(draft), lena, today)
    answer = staff.get(mine)
    assert b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert [answer.status_code, stranger.get(mine).status_code] == [200, 404]
    assert stranger.get(reverse("funding:documents", args=[sent.pk])).status_code == 404
    client.post(reverse("funding:remove_document", args=[Document.objects.get().pk]))
    assert Document.objects.exists()  # what was sent stays
    assert "bewijs.pdf" in staff.get(reverse("funding:line", args=[sent.lines.get().pk])).text


class _Scanner(socketserver.StreamRequestHandler):
    """Answers as clamd does; finds EICAR."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0")


@pytest.fixture
def scanner(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Scanner) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def test_with_a_scanner_a_document_waits_until_it_is_clean(
    client: Client, draft: Application, lena: User, scanner: None, documents: Path
) -> None:
    log_in(client, lena, second_factor=False)
    post(client, draft, pdf("In orde"))
    post(client, draft, pdf("EICAR"), "stout.pdf")
    assert {one.state for one in Document.objects.all()} == {DocumentState.PENDING}
    assert client.get(reverse("funding:document", args=[Document.objects.earliest("added").pk])).status_code == 404
    work_off()
    states = {one.name: one.state for one in Document.objects.all()}
    assert states == {"bewijs.pdf": DocumentState.READY, "stout.pdf": DocumentState.INFECTED}
    assert len(list(documents.iterdir())) == 1
    assert "niet veilig" in mail.outbox[-1].subject


def test_a_scanner_that_is_away_is_asked_again(client: Client, draft: Application, lena: User, settings: Any) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    log_in(client, lena, second_factor=False)
    post(client, draft, pdf())
    work_off()
    message = OutboxMessage.objects.get(task="funding.scan_document")
    assert (message.done, message.error) == (None, "ScannerAway")
    assert Document.objects.get().state == DocumentState.PENDING


def test_documents_of_an_application_that_was_sent_can_be_added(client: Client, course: Course, today: date) -> None:
    sent = make_application(course, today)
    assert sent.learner
    log_in(client, sent.learner, second_factor=False)
    assert post(client, sent, pdf()).status_code == 302
    assert "bewijs.pdf" in client.get(reverse("funding:application", args=[sent.pk])).text
