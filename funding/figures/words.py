"""How properties of cases and their values are said."""

from django.utils.translation import gettext as _

from funding.applications.enums import ApplicationState, LineState
from funding.check.fact_words import value_words
from funding.check.naming import Names
from funding.figures.enums import Lead, Left

#: Properties that come from what a learner told, or the course.
FACTS = {"situation": "employment", "sector": "course.sector", "level": "course.level", "municipality": "residence"}
#: Every property by which cases are counted and can be found.
PROPERTIES = (*FACTS, "state", "shortage", "dropout", "lead")
#: Who was asked how it went, so many months after the course: no property that is counted, but cases are found by it.
ASKED = "asked"
#: Who has money granted, and of whom was decided: by what is counted of a case, with the value "yes".
HELPED = "helped"
JUDGED = "decided"


def value_label(name: str, value: str, names: Names, *, of_fund: bool = True) -> str:
    """A value of a property in words, with a capital; ``of_fund``: states are those of lines, else of applications."""
    text = _value(name, value, names, of_fund=of_fund)
    return text[:1].upper() + text[1:]


def _value(name: str, value: str, names: Names, *, of_fund: bool) -> str:
    if not value:
        return _("niet bekend")
    if name in FACTS:
        return value_words(FACTS[name], value, names)
    labels: dict[str, str] = {
        "state": {key: str(label) for key, label in (LineState if of_fund else ApplicationState).choices},
        "dropout": {key: str(label) for key, label in Left.choices},
        "lead": {key: str(label) for key, label in Lead.choices},
        HELPED: {"yes": _("met geld")},
        JUDGED: {"yes": _("met een besluit")},
        "shortage": {"yes": _("een kansberoep in de regio"), "no": _("een ander beroep")},
    }[name]
    return labels.get(value, value)
