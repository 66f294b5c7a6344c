"""What would change the answer, in one sentence: "als je in Emmen woont en eerst advies vraagt"."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.check.fact_words import Text, joined_or, value_words
from funding.check.naming import Names
from funding.engine.counterfactuals import CheaperPlan, Counterfactual, FactChange
from funding.engine.vocabulary import VOCABULARY, Kind
from portal.templatetags.portal import euros

#: What follows after "als", for every fact that somebody can change.
WHEN: Mapping[str, Text] = {
    "residence": gettext_lazy("je in %(value)s woont"),
    "job_guarantee": gettext_lazy("een werkgever je een baan belooft"),
    "employer_contribution": gettext_lazy("je werkgever %(value)s betaalt"),
    "advice_given": gettext_lazy("je eerst met een loopbaanadviseur praat"),
    "advice_kind": gettext_lazy("je dit advies krijgt: %(value)s"),
    "course.start": gettext_lazy("je op %(value)s begint"),
}

#: Less than a euro means that any amount will do; in cents.
EURO = 100


def possible_when(counterfactual: Counterfactual, names: Names) -> str:
    """ "Dit kan wel als je in Emmen woont."."""
    return _("Dit kan wel als %(changes)s.") % {"changes": changes_words(counterfactual.changes, names)}


def cheaper_when(plan: CheaperPlan, own_now: int, names: Names) -> str:
    """ "Je betaalt € 500 minder als je op 4 januari 2027 begint."; ``own_now``: the own contribution now, in cents."""
    parts = {"saved": euros(own_now - plan.own), "changes": changes_words(plan.changes, names)}
    return _("Je betaalt %(saved)s minder als %(changes)s.") % parts


def changes_words(changes: Sequence[FactChange], names: Names) -> str:
    """The changes together, as they follow after "als"."""
    words = [_words(change, names) for change in changes]
    return words[0] if len(words) == 1 else _("%(first)s en %(last)s") % {"first": words[0], "last": words[-1]}


def _words(change: FactChange, names: Names) -> str:
    if change.fact == "employer_contribution" and isinstance(change.value, int) and change.value < EURO:
        return _("je werkgever meebetaalt")
    return str(WHEN[change.fact]) % {"value": _value(change, names)}


def _value(change: FactChange, names: Names) -> str:
    if VOCABULARY[change.fact].kind is Kind.PLACE and change.areas:
        return joined_or([names.area(slug) for slug in change.areas])
    words = value_words(change.fact, change.value, names)
    return words[:1].lower() + words[1:] if VOCABULARY[change.fact].kind is Kind.CHOICE else words
