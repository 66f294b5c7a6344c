"""Taking files in: only where a page asks for one, at most so large, never longer than needed.

Any form can be sent with files in it. What no page asks for is dropped while it is read and never reaches the disk.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from portal.pages.remembering import Memory

MOST_BYTES = 10_000_000
#: Set on views that take a file (``takes_file``).
MARK = "takes_file"
#: Whether the file of a request was dropped.
_too_large = Memory[bool]()


def takes_file[V](view: V) -> V:
    """Mark a view whose form has a file in it; decorate it last."""
    setattr(view, MARK, True)
    return view


def was_too_large(request: HttpRequest) -> bool:
    """A file of this request was too large and was dropped."""
    return bool(_too_large.of(request))


class OneFile(TemporaryFileUploadHandler):
    """Keeps the first file of a request to a page that takes one, while it is not too large."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.wanted, self.bytes = _takes_file(self.request), 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.wanted:
            raise SkipFile
        self.wanted = False
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.bytes += len(raw_data)
        if self.bytes > MOST_BYTES:
            if self.request:
                _too_large.keep(self.request, True)
            self.file.close()
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        return None if self.bytes > MOST_BYTES else super().file_complete(file_size)


def _takes_file(request: HttpRequest | None) -> bool:
    try:
        return bool(request and getattr(resolve(request.path_info).func, MARK, False))
    except Resolver404:
        return False
