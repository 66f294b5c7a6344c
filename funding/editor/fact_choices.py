"""The vocabulary as an administrator chooses from it: every fact by name, in groups, with its values in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.check.fact_words import YES_OR_NO, called, value_words
from funding.check.naming import Names
from funding.engine.vocabulary import ORDERED_KINDS, TODAY, VOCABULARY, Fact, Kind, ToldBy, base_of

type Choices = list[tuple[str, str]]

#: Names of facts that no page of a learner names by themselves.
NAMED: Mapping[str, str | Promise] = {
    "earlier_grants": gettext_lazy("Geld dat je eerder kreeg"),
    "de_minimis_aid": gettext_lazy("Steun die je bedrijf of werkgever eerder kreeg (de-minimis)"),
    "below_aow_age": gettext_lazy("Jonger dan de AOW-leeftijd"),
    "recognised_training_company": gettext_lazy("Je werkgever is een erkend leerbedrijf"),
    "course.online": gettext_lazy("De cursus is online"),
    "course.recognitions": gettext_lazy("De erkenning van de opleider"),
    "course.registers": gettext_lazy("De lijst waar de cursus op staat"),
}


def fact_name(name: str) -> str:
    """What a fact is called in a list."""
    return str(NAMED[name]) if name in NAMED else called(name)


def fact_groups() -> list[tuple[str, Choices]]:
    """Every fact that a condition can begin with, by who tells it, in the order of the vocabulary."""
    titles = {
        "person": _("Over de deelnemer"),
        "employer": _("Over het werk en de werkgever"),
        "course": _("Over de opleiding"),
        "before": _("Over wat eerder gebeurde"),
    }
    found: dict[str, Choices] = {key: [] for key in titles}
    for name, fact in VOCABULARY.items():
        if name != TODAY:
            found[_group_of(fact)].append((name, fact_name(name)))
    return [(titles[key], rows) for key, rows in found.items()]


EMPLOYER = ("employer", "work_municipality", "cao", "recognised", "legally", "job_guarantee", "own_de_minimis")


def _group_of(fact: Fact) -> str:
    base = base_of(fact.name)
    if base.told_by is ToldBy.COURSE:
        return "course"
    if fact.kind is Kind.GRANTS or fact.name.startswith(("advice", "enrolled", "grants")):
        return "before"
    return "employer" if fact.name.startswith(EMPLOYER) else "person"


def value_choices(fact: Fact) -> Choices:
    """The closed values of a fact in words; yes and no as whole sentences."""
    if fact.kind is Kind.YES_NO:
        yes, no = YES_OR_NO[fact.name]
        return [("yes", str(yes)), ("no", str(no))]
    return [(value, value_words(fact.name, value, Names())) for value in fact.choices]


def comparable(fact: Fact) -> Choices:
    """Other facts that this one can be held against: of the same kind and unit."""
    if fact.kind not in ORDERED_KINDS:
        return []
    alike = [other for other in VOCABULARY.values() if (other.kind, other.unit) == (fact.kind, fact.unit)]
    return [(other.name, fact_name(other.name)) for other in alike if other.name != fact.name]
