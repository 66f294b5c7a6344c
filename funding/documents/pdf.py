"""A PDF with only its pages. Runs in a process of its own (``child``): a file of a few kilobytes can ask for hours."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

from funding.documents.refusing import BROKEN, LOCKED, TOO_HARD, TOO_LONG, Clean, Refused

MOST_PAGES = 100
#: Pages whose text is looked at for a BSN.
READ_PAGES = 10
#: Characters of those pages; the portal itself looks through them. A page of small print has ten thousand.
MOST_TEXT = 1_000_000
#: What makes a page or the whole do something by itself (PDF 32000-1, 12.6), or carries other files.
ACTIVE = ("/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/Launch", "/AcroForm", "/XFA")


def clean_pdf(data: bytes) -> Clean:
    """A PDF with only the pages: no scripts, forms, attachments or actions. Raises Refused."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Refused(TOO_LONG)
        text = " ".join(page.extract_text() or "" for page in reader.pages[:READ_PAGES])
        if len(text) > MOST_TEXT:
            raise Refused(TOO_HARD)
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
