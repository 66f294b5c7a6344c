"""What a fund did in a year, in plain sentences: for a council, a board, or the newspaper."""

from typing import Any

from django.db.models import Avg, Count, F, Min, Q, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding.applications.enums import LineState
from funding.applications.queries import PERSON
from funding.applications.states import PROMISED, UNDECIDED
from funding.check.fact_words import value_words
from funding.check.naming import Names
from funding.decisions.enums import Shelf
from funding.figures.hiding import SMALLEST
from funding.queue.wanted import Wanted
from funding.report_access import lines_of_year
from portal.people.models import Fund
from portal.regions.models import Municipality
from portal.templatetags.portal import euros

#: So many sectors and municipalities are named.
MOST = 3


def summary(request: HttpRequest, fund: Fund, year: int) -> dict[str, Any]:
    """Context for templates/funding/reports/summary.html: sentences, and the same figures in a table."""
    found = lines_of_year(request, fund, year)
    names = Names(places=dict(Municipality.objects.values_list("code", "name")))
    promised = Q(state__in=PROMISED)
    told = found.aggregate(
        asked=Count(PERSON, distinct=True),
        helped=Count(PERSON, filter=promised, distinct=True),
        refused=Count(PERSON, filter=Q(state=LineState.REFUSED), distinct=True),
        open=Count(PERSON, filter=Q(state__in=UNDECIDED), distinct=True),
        granted=Sum("granted_cents", filter=promised, default=0),
        wanted=Sum("cents", default=0),
        own=Avg("application__own_cents", filter=promised),
    )
    # The first decision: one on an objection, or a correction, comes months later.
    decided = found.filter(decisions__isnull=False).annotate(first=Min("decisions__at"))
    waited = decided.annotate(took=TruncDate("first") - TruncDate("application__submitted"))
    took = waited.aggregate(mean=Avg("took"))["mean"]
    days = round(took.total_seconds() / 86_400) if took is not None else None
    sectors = _most(found.filter(promised), "course.sector", names)
    places = _most(found.filter(promised), "residence", names)
    few = 0 < told["asked"] < SMALLEST or 0 < told["helped"] < SMALLEST
    sentences = [_people(told, fund, year), _money(told), _time(days), *_who(sectors, places)]
    if few:  # who reads this elsewhere could know whose amount it is
        sentences = [
            _("In %(year)s vroegen zo weinig mensen geld aan %(fund)s dat we er niets over vertellen.")
            % {"year": year, "fund": fund.name}
        ]
    return {
        "sentences": [sentence for sentence in sentences if sentence],
        "few": few,
        "cases": Wanted(shelf=Shelf.ALL, fund=fund.pk, since=f"{year}-01-01").url,
        "rows": [
            [_("Mensen die geld vroegen"), str(told["asked"])],
            [_("Mensen die geld kregen"), str(told["helped"])],
            [_("Mensen die geen geld kregen"), str(told["refused"])],
            [_("Nog niet besloten"), str(told["open"])],
            [_("Gevraagd"), euros(told["wanted"])],
            [_("Toegekend"), euros(told["granted"])],
            [_("Dagen tot een besluit, gemiddeld"), str(days) if days is not None else "–"],
        ],
    }


def _people(told: dict[str, Any], fund: Fund, year: int) -> str:
    if not told["asked"]:
        return _("In %(year)s vroeg niemand geld aan %(fund)s.") % {"year": year, "fund": fund.name}
    text = ngettext(
        "In %(year)s vroeg %(asked)s mens geld aan %(fund)s om iets te leren.",
        "In %(year)s vroegen %(asked)s mensen geld aan %(fund)s om iets te leren.",
        told["asked"],
    )
    helped = ngettext("%(helped)s mens kreeg geld.", "%(helped)s mensen kregen geld.", told["helped"])
    values = told | {"year": year, "fund": fund.name}
    return f"{text % values} {helped % values}"


def _money(told: dict[str, Any]) -> str:
    if not told["helped"]:
        return ""
    each = told["granted"] // told["helped"]
    text = _("Samen kregen ze %(granted)s. Dat is gemiddeld %(each)s per persoon. Zelf betaalden ze gemiddeld %(own)s.")
    return text % {"granted": euros(told["granted"]), "each": euros(each), "own": euros(int(told["own"] or 0))}


def _time(days: int | None) -> str:
    if days is None:
        return ""
    if not days:
        return _("Wie geld vroeg, had gemiddeld dezelfde dag een besluit.")
    text = ngettext(
        "Wie geld vroeg, had gemiddeld na %(days)s dag een besluit.",
        "Wie geld vroeg, had gemiddeld na %(days)s dagen een besluit.",
        days,
    )
    return text % {"days": days}


def _who(sectors: list[str], places: list[str]) -> list[str]:
    found = []
    if sectors:
        found.append(_("De meeste mensen leerden voor werk in: %(sectors)s.") % {"sectors": ", ".join(sectors)})
    if places:
        found.append(_("De meeste mensen wonen in: %(places)s.") % {"places": ", ".join(places)})
    return found


def _most(found: Any, fact: str, names: Names) -> list[str]:
    """The values of a fact with the most people, in words; never one of fewer than 5, who could be recognised."""
    path = F(f"application__calculation__facts__values__{fact}")
    rows = found.annotate(value=path).values("value").annotate(people=Count(PERSON, distinct=True))
    known = rows.filter(people__gte=SMALLEST, value__isnull=False).order_by("-people", "value")[:MOST]
    return [value_words(fact, str(row["value"]), names) for row in known]
