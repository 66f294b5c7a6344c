"""Files that came packed: looked at before they are unpacked, and never unpacked beyond a limit.

A feed may come as .gz, or as .zip with one file in it. A workbook (XLSX) is a zip too, and is only looked at.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from courses.feeds.records import Unusable
from courses.feeds.sentences import sentence as _

CHUNK = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
#: A text is packed ten times smaller, a table perhaps fifty; a bomb a thousand times.
MOST_RATIO = 200
MOST_ENTRIES = 2_000
#: Every workbook has this file, and nothing else does.
WORKBOOK = "[Content_Types].xml"
#: Below this size a high ratio does no harm.
HARMLESS = 10 * 1024 * 1024


def look_at(file: IO[bytes], most_bytes: int) -> list[zipfile.ZipInfo]:
    """What is in a zip, by what it says itself. Rewinds. Raises Unusable: archive_broken, archive_bomb."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise Unusable("archive_broken", _("Dit bestand is beschadigd en niet uit te pakken.")) from error
    finally:
        file.seek(0)
    packed = sum(entry.compress_size for entry in entries)
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > most_bytes or (whole > HARMLESS and whole > packed * MOST_RATIO):
        raise bomb(most_bytes)
    return entries


def bomb(most_bytes: int) -> Unusable:
    most = max(1, most_bytes // (1024 * 1024))
    return Unusable(
        "archive_bomb",
        _("Uitgepakt is dit bestand te groot (meer dan %(most)s MB). Wij pakken het niet uit.", most=most),
    )


@contextmanager
def unpacked(file: IO[bytes], most_bytes: int) -> Iterator[IO[bytes]]:
    """The file itself, or what is in it when it is a .gz, or a .zip with one file. Raises Unusable, also for a file
    that lies about its size."""
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=file) as inner, _copied(inner, most_bytes) as out:
            yield out
    elif start == b"PK\x03\x04":
        entries = [one for one in look_at(file, most_bytes) if not one.is_dir() and not one.filename.startswith("__")]
        if any(one.filename == WORKBOOK for one in entries):
            yield file
            return
        if len(entries) != 1:
            raise Unusable("archive_many", _("In een zip mag één bestand zitten."))
        with (
            zipfile.ZipFile(file) as archive,
            _opened(archive, entries[0]) as packed,
            _copied(packed, most_bytes) as out,
        ):
            yield out
    else:
        yield file


@contextmanager
def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    try:
        packed = archive.open(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise Unusable("archive_broken", _("Dit bestand is beschadigd, of er zit een wachtwoord op.")) from error
    with packed:
        yield packed


@contextmanager
def _copied(packed: IO[bytes] | gzip.GzipFile, most_bytes: int) -> Iterator[IO[bytes]]:
    with SpooledTemporaryFile(IN_MEMORY) as out:
        try:
            while chunk := packed.read(CHUNK):
                out.write(chunk)
                if out.tell() > most_bytes:
                    raise bomb(most_bytes)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise Unusable("archive_broken", _("Dit bestand is beschadigd en niet uit te pakken.")) from error
        out.seek(0)
        yield out
