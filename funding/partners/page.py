"""What the widget of a partner tells from two answers."""

from datetime import date
from typing import Any

from funding.check.assessing import schemes_on
from funding.engine.facts import Facts
from funding.engine.prospects import Fit, Prospect, prospects
from funding.engine.scheme import State
from funding.engine.terms import Tier
from funding.entitlements.page import WITH_A_COURSE, most_words

#: As many schemes are named; how many there are is told.
SHOWN = 5


def check_page(place: str, work: str, today: date) -> dict[str, Any]:
    """For templates/funding/partners/check.html: how many schemes are open and may be for somebody, and the first.

    ``place`` is the code of a municipality, ``work`` an answer to the question "employment".
    """
    facts = Facts.of({"residence": place, "employment": work}, today)
    schemes = schemes_on(today, None)
    rows = prospects(facts, schemes.all, schemes.areas, frozenset(), WITH_A_COURSE).rows
    likely = sorted((row for row in rows if row.state is State.OPEN and row.fit is not Fit.NOT), key=_nearest_first)
    told = [{"name": row.scheme.name, "most": most_words(row.scheme.terms)} for row in likely[:SHOWN]]
    return {"found": len(likely), "schemes": told}


def _nearest_first(row: Prospect) -> tuple[bool, bool, str]:
    """What fits before what may fit; money for everybody here before that of sectors and employers, and loans."""
    tier = row.scheme.terms.tier
    return row.fit is not Fit.FITS, tier in (Tier.PRIVATE, Tier.LOAN), row.scheme.name
