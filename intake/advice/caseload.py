"""The filters of an adviser's talks, by their name in the address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from intake.advice.kept import KeptCaseload

FILTERS = {
    "": _("Alle gesprekken"),
    "vervolg": _("Op terugkomen"),
    "open": _("Nog niet afgesloten"),
    "zonder": _("Nog niets opgeschreven"),
    "niet": _("Niet gekomen"),
    "plan": _("Plan loopt"),
    "bericht": _("Bericht beantwoorden"),
    "overgedragen": _("Overgedragen"),
    "gewist": _("Wordt binnenkort gewist"),
}


def filters(chosen: str) -> list[dict[str, Any]]:
    """Each filter with its address."""
    return [{"label": label, "url": f"?toon={name}", "current": name == chosen} for name, label in FILTERS.items()]


def kept_filters(kept: Iterable[KeptCaseload], show: str, text: str) -> list[dict[str, Any]]:
    """Those that an adviser kept, each with its address."""
    return [
        {
            "pk": one.pk,
            "label": one.label,
            "url": "?" + urlencode({"toon": one.show, "naam": one.text}),
            "current": (one.show, one.text) == (show, text),
        }
        for one in kept
    ]
