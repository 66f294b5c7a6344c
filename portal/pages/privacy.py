"""The privacy statement (GDPR art. 13): what is kept of a visitor, what for, who sees it, how long, and which cookies.

Every package tells its own part, with the terms that its code keeps to: so the page cannot promise something else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.brands.models import Brand

ROUND = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data: what it is, what it is for, who sees it, and until when it is kept; each a sentence or two."""

    title: str
    what_for: str
    seen_by: str
    until: str


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie of ours by its name, what it is for, and how long a browser keeps it."""

    name: str
    what_for: str
    lasts: str


type Tell = Callable[[], Iterable[Kept | Cookie]]

_told: list[Tell] = []


def tells_privacy(tell: Tell) -> None:
    """Register what a package keeps of visitors; ``AppConfig.ready`` calls this."""
    _told.append(tell)


def span(time: timedelta) -> str:
    """A term in words: whole years, days, hours or minutes."""
    if time >= ROUND and not time % ROUND:
        years = time // ROUND
        return ngettext("%(number)s jaar", "%(number)s jaar", years) % {"number": years}
    if time.days:
        return ngettext("%(number)s dag", "%(number)s dagen", time.days) % {"number": time.days}
    hours, minutes = divmod(time.seconds // 60, 60)
    if not hours:
        return ngettext("%(number)s minuut", "%(number)s minuten", minutes) % {"number": minutes}
    return ngettext("%(number)s uur", "%(number)s uur", hours) % {"number": hours}


def after(time: timedelta) -> str:
    """How long one thing is kept, as one's own data tells it."""
    return _("%(time)s, daarna wissen we het.") % {"time": span(time)}


def statement(brand: Brand) -> dict[str, Any]:
    """Context for templates/portal/privacy.html; brand texts tell who answers for it and whom to ask."""
    told = [one for tell in _told for one in tell()]
    return {
        "responsible": brand.text("responsible") or brand.name,
        "email": brand.text("privacy_email"),
        "kept": [one for one in told if isinstance(one, Kept)],
        "columns": [{"label": _("Cookie")}, {"label": _("Waarvoor")}, {"label": _("Hoe lang")}],
        "cookies": _rows([one for one in told if isinstance(one, Cookie)]),
    }


def _rows(cookies: Sequence[Cookie]) -> list[list[str]]:
    return [[one.name, one.what_for, one.lasts] for one in cookies]
