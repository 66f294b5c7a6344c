"""What a file really is, and a clean copy of it. Nothing is taken from its name or from what the browser says."""

import io
import logging
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

log = logging.getLogger("funding.documents")

MOST_PAGES = 100
#: A photo of a phone has 12 to 50 million; more is a mistake, or a bomb.
MOST_PIXELS = 60_000_000
#: Longest side of a stored picture: readable on paper, and a tenth of the bytes.
LONGEST_SIDE = 3_000
#: Pages whose text is looked at for a BSN.
READ_PAGES = 10
#: What makes a page or the whole do something by itself (PDF 32000-1, 12.6), or carries other files.
ACTIVE = ("/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/Launch", "/AcroForm", "/XFA")


class Refused(Exception):
    """Why this file is not taken; ``message`` says it to the learner, with the way out."""

    def __init__(self, message: object) -> None:
        super().__init__(str(message))
        self.message = message


WRONG_TYPE = _("Dit bestand kunnen we niet lezen. Stuur een pdf, of een foto (jpg of png).")
BROKEN = _("Dit bestand is stuk. Sla het opnieuw op, of maak er een foto van.")
LOCKED = _("Op deze pdf zit een wachtwoord. Haal het eraf, of maak er een foto van.")
TOO_LONG = _("Deze pdf heeft te veel bladzijden. Stuur alleen de bladzijden die nodig zijn.")
TOO_BIG = _("Deze foto is te groot. Maak hem kleiner, of maak een nieuwe foto.")


@dataclass(frozen=True, slots=True)
class Clean:
    """A copy without anything that acts: its type, its bytes, and the text that could be read from it."""

    content_type: str
    data: bytes
    text: str


def clean(data: bytes) -> Clean:
    """Judge by content and copy: pictures are made anew, a PDF gets only its pages. Raises Refused."""
    if data[:5] == b"%PDF-":
        return _pdf(data)
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        return _picture(data)
    raise Refused(WRONG_TYPE)


def _picture(data: bytes) -> Clean:
    """A JPEG or PNG without its metadata (place, camera) and without whatever came after the picture."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(TOO_BIG)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            copy = io.BytesIO()
            picture.save(copy, "JPEG", quality=85, optimize=True)
    except Image.DecompressionBombError as error:
        raise Refused(TOO_BIG) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(BROKEN) from error
    return Clean("image/jpeg", copy.getvalue(), "")


def _pdf(data: bytes) -> Clean:
    """A PDF with only the pages: no scripts, forms, attachments or actions."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Refused(TOO_LONG)
        text = " ".join(page.extract_text() or "" for page in reader.pages[:READ_PAGES])
        writer = PdfWriter()
        for page in reader.pages:
            added = writer.add_page(page)
            for name in ("/AA", "/Annots"):
                added.pop(NameObject(name), None)
        _without_action(writer)
        copy = io.BytesIO()
        writer.write(copy)
    except Refused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        # pypdf lets such errors of Python itself through for files that are no sound PDF.
        log.info("pdf refused", extra={"error": type(error).__name__})
        raise Refused(BROKEN) from error
    if not writer.pages:
        raise Refused(BROKEN)
    return Clean("application/pdf", copy.getvalue(), text)


def _without_action(writer: PdfWriter) -> None:
    root: DictionaryObject = writer.root_object
    for name in ACTIVE:
        root.pop(NameObject(name), None)
    names = root.get("/Names")
    if names is not None:
        root.pop(NameObject("/Names"), None)
