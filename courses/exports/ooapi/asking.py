"""What may be asked of this API, and who may: everybody, but not too often."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from courses.exports.values import THREE_LETTERS
from portal.reading import limits
from portal.reading.asking import Paging, Wrong, answered, only_reading, text, too_often

type View = Callable[..., HttpResponseBase]

#: What the addresses of lists understand; other words in an address are left alone, as OOAPI has more of them.
LETTERS = {three: two for two, three in THREE_LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of a list, with words, a language (ISO 639-1) or a code in it."""

    paging: Paging
    text: str
    language: str
    code: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """From an address. Raises Wrong."""
        text(request, "consumer")  # every consumer gets the same; refused as other words are
        language = text(request, "teachingLanguage")
        if language and not re.fullmatch("[a-z]{3}", language):
            raise Wrong("teachingLanguage: drie kleine letters, zoals nld (ISO 639-2).")
        return cls(
            paging=Paging.of(request),
            text=text(request, "q"),
            language=LETTERS.get(language, "?") if language else "",
            code=text(request, "primaryCode"),
        )


def open_to_all(view: View) -> View:
    """A view of the API: reading only, without a log-in, for every website, and not too often from one network."""

    @csrf_exempt  # it changes nothing, and its refusal must be one that programs read
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = only_reading(request)
        if answer is None and not limits.may(request, limits.QUESTIONS):
            answer = too_often()
        said = answer or answered(view, request, args, kwargs)
        said["Access-Control-Allow-Origin"] = "*"
        return said

    return opened
