"""How a scheme stands today, in words: open, closed and since when, full, or the day on which it opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from funding.check.assessing import Standing, standings
from funding.check.words import STATES
from funding.engine.scheme import State
from funding.schemes.models import Scheme, SchemeVersion
from portal.templatetags.portal import day

#: State -> kind of the component "status".
KINDS = {State.OPEN: "done", State.NOT_YET_OPEN: "new", State.CLOSED: "blocked", State.FULL: "blocked"}


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme in the list."""

    scheme: Scheme
    word: str
    kind: str
    is_example: bool


def rows(versions: Iterable[SchemeVersion], today: date) -> list[Row]:
    """A row for each of these versions (with scheme and fund), in their order."""
    shown = list(versions)
    known = standings(shown, today)
    return [
        Row(
            version.scheme,
            state_word(known[version.scheme_id], today),
            KINDS[known[version.scheme_id].scheme.state(today)],
            version.is_example,
        )
        for version in shown
    ]


def state_word(standing: Standing, today: date) -> str:
    """A word or two for a status: “Open”, “Opent op 1 maart 2027”."""
    state = standing.scheme.state(today)
    if state is State.NOT_YET_OPEN:
        return _("Opent op %(day)s") % {"day": day(standing.scheme.opens, "date")}
    return str(STATES[state])
