"""What the page of keys shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from funding import connection_access
from funding.reading_api.enums import Scope
from funding.reading_api.models import ApiKey
from portal.reading import limits


def keys_page(request: HttpRequest) -> dict[str, Any]:
    """Every key with its state, and where the API stands."""
    pages = connection_access.keys(request)
    whole = request.build_absolute_uri
    return {
        "pages": pages,
        "rows": [_row(one) for one in pages],
        "service_url": whole(reverse("fund_api:service")),
        "document_url": whole(reverse("fund_api:document")),
        "questions_a_minute": limits.most(limits.QUESTIONS),
    }


def _row(key: ApiKey) -> dict[str, Any]:
    works = key.withdrawn is None and key.last_day >= timezone.localdate()
    if works:
        state, kind = _("werkt"), "done"
    else:
        state, kind = (_("ingetrokken") if key.withdrawn else _("verlopen")), "blocked"
    return {
        "key": key,
        "works": works,
        "state": state,
        "kind": kind,
        "scopes": [Scope(one).label for one in key.scopes],
    }
