"""What the pages of the editor share: which revision was on the screen, and a change that may come too late."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from funding.schemes.actions import change
from funding.schemes.errors import CannotChange
from funding.schemes.models import SchemeVersion
from portal.access import user_of

#: Larger numbers are no revision of ours, and too large for the database.
MOST = 2**31 - 1


def seen(request: HttpRequest) -> int:
    """The revision that the sent page showed; 0, which nothing has, when there is none."""
    text = request.POST.get("revision", "")
    return int(text) if re.fullmatch("[0-9]{1,10}", text) and int(text) <= MOST else 0


def try_change(request: HttpRequest, version: SchemeVersion, **values: Any) -> CannotChange | None:
    """Write fields of a version; what stood in the way, else None."""
    try:
        change(version, user_of(request), seen(request), **values)
    except CannotChange as problem:
        return problem
    messages.success(request, _saved(version))
    return None


def _saved(version: SchemeVersion) -> str:
    if version.checked_by_id:
        return _("Bewaard. De versie is weer een concept: zet hem opnieuw klaar.")
    return _("Bewaard.")
