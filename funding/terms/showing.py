"""The clock of a line as both sides see it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding.applications.models import PlanLine
from funding.applications.states import UNDECIDED
from funding.applications.steps import clock_of
from portal.templatetags.portal import day


def shown_clock(line: PlanLine, today: date) -> dict[str, Any] | None:
    """ "text", "percent" and "stopped" for the component "clock"; None for a line without a running term."""
    clock = clock_of(line) if line.state in UNDECIDED else None
    if clock is None:
        return None
    left = clock.days_left(today)
    if left < 0:
        text = ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -left) % {"days": -left}
    else:
        left_words = ngettext("nog %(days)s dag", "nog %(days)s dagen", left) % {"days": left}
        text = _("Besluit uiterlijk %(day)s, %(left)s") % {"day": day(clock.due, "date"), "left": left_words}
    stopped = (
        _("De termijn staat stil sinds %(day)s") % {"day": day(line.suspended_on, "date")} if line.suspended_on else ""
    )
    return {"text": text, "percent": min(clock.percent(today), 100), "stopped": stopped}
