"""The filters of an adviser's talks, by their name in the address."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FILTERS = {
    "": _("Alle gesprekken"),
    "vervolg": _("Op terugkomen"),
    "open": _("Nog niet afgesloten"),
    "zonder": _("Nog niets opgeschreven"),
    "niet": _("Niet gekomen"),
    "plan": _("Plan loopt"),
    "bericht": _("Bericht beantwoorden"),
    "overgedragen": _("Overgedragen"),
}


def filters(chosen: str) -> list[dict[str, Any]]:
    """Each filter with its address."""
    return [{"label": label, "url": f"?toon={name}", "current": name == chosen} for name, label in FILTERS.items()]
