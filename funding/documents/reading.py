"""What a file really is, and a clean copy of it. Nothing is taken from its name or from what the browser says."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from funding.documents.apart import MOST_SECONDS, clean_pdf_apart
from funding.documents.refusing import BROKEN, TOO_BIG, WRONG_TYPE, Clean, Refused

#: A photo of a phone has 12 to 50 million; more is a mistake, or a bomb.
MOST_PIXELS = 60_000_000
#: Longest side of a stored picture: readable on paper, and a tenth of the bytes.
LONGEST_SIDE = 3_000


def clean(data: bytes, seconds: int = MOST_SECONDS) -> Clean:
    """Judge by content and copy: pictures are made anew, a PDF gets only its pages. Raises Refused.

    ``seconds``: of a processor, for a PDF; it is read in a process of its own (``apart``).
    """
    if data[:5] == b"%PDF-":
        return clean_pdf_apart(data, seconds)
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
