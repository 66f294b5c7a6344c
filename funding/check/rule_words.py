"""A rule in plain Dutch, one sentence per condition: for whom a scheme is, and what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from funding.check.fact_words import (
    COUNTED,
    PLACES,
    YES_OR_NO,
    Text,
    called,
    called_later,
    joined_or,
    term_words,
    value_words,
    values_words,
)
from funding.check.naming import Names
from funding.engine.phrases import Phrase, Several, Statement, phrased
from funding.engine.tree import (
    WITHOUT_CRITERIA,
    Calendar,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Measure,
    OneOf,
    OnShortageList,
    Operator,
    ReceivedAtMost,
    Rule,
)
from funding.engine.vocabulary import VOCABULARY, Kind, Value
from portal.templatetags.portal import euros


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a heading with the sentences below it. Plain text; templates escape it.

    ``dutch``: the words are the administrator's own, so Dutch whatever language the page is in.
    """

    text: str
    parts: tuple["Sentence", ...] = ()
    dutch: bool = False


def reads_as(rule: Rule | bool, names: Names) -> Sentence:
    """A rule, or what is left of one, as sentences: "Dit klopt allemaal:" and what has to be so."""
    if rule == WITHOUT_CRITERIA:
        return Sentence(_("Nergens staat voor wie dit potje is. Het fonds bekijkt het."))
    if isinstance(rule, bool):
        return Sentence(_("Iedereen kan dit krijgen.") if rule else _("Niemand kan dit krijgen."))
    return _sentence(phrased(rule), names)


def lines_of(sentence: Sentence) -> tuple[Sentence, ...]:
    """The conditions of which all must hold, without the heading that says so; a single one is a list of one."""
    return sentence.parts if sentence.parts and sentence.text == _("Dit klopt allemaal:") else (sentence,)


def _sentence(phrase: Phrase, names: Names) -> Sentence:
    if isinstance(phrase, Statement):
        if isinstance(phrase.leaf, Judged):
            with override("nl"):
                return Sentence(statement_words(phrase, names), dutch=True)
        return Sentence(statement_words(phrase, names))
    return Sentence(_heading(phrase), tuple(_sentence(part, names) for part in phrase.parts))


def _heading(several: Several) -> str:
    if several.is_all:
        return _("Dit klopt allemaal:")
    if several.needed == 1:
        return _("Een van deze dingen klopt, of meer:")
    return _("Minstens %(count)s van deze dingen kloppen:") % {"count": several.needed}


def statement_words(statement: Statement, names: Names) -> str:
    """One condition as a sentence."""
    leaf, holds = statement.leaf, statement.holds
    match leaf:
        case Judged():
            return leaf.label if holds else _("Dit klopt niet: %(text)s") % {"text": leaf.label}
        case InArea():
            return _place(leaf.fact, names.area(leaf.area), holds)
        case OneOf() | HasAny():
            return _chosen(leaf.fact, values_words(leaf.fact, leaf.values, names), holds)
        case OnShortageList():
            return _shortage(leaf, names, holds)
        case ReceivedAtMost():
            return _received(leaf, names, holds)
        case CompareTo():
            return _compared(leaf, holds)
        case Compare():
            return _compare(leaf, names, holds)


#: How a number or an amount is held against one.
NUMBERS: Mapping[Operator, Text] = {
    Operator.IS: gettext_lazy("%(what)s: precies %(value)s."),
    Operator.IS_NOT: gettext_lazy("%(what)s: niet %(value)s."),
    Operator.AT_LEAST: gettext_lazy("%(what)s: %(value)s of meer."),
    Operator.AT_MOST: gettext_lazy("%(what)s: hoogstens %(value)s."),
}
AGES: Mapping[Operator, Text] = {
    Operator.IS: gettext_lazy("Je bent precies %(value)s."),
    Operator.IS_NOT: gettext_lazy("Je bent niet %(value)s."),
    Operator.AT_LEAST: gettext_lazy("Je bent %(value)s of ouder."),
    Operator.AT_MOST: gettext_lazy("Je bent hoogstens %(value)s."),
}
DATES: Mapping[Operator, Text] = {
    Operator.IS: gettext_lazy("%(what)s: op %(value)s."),
    Operator.IS_NOT: gettext_lazy("%(what)s: niet op %(value)s."),
    Operator.AT_LEAST: gettext_lazy("%(what)s: op of na %(value)s."),
    Operator.AT_MOST: gettext_lazy("%(what)s: op of vóór %(value)s."),
    Operator.BEFORE: gettext_lazy("%(what)s: vóór %(value)s."),
    Operator.AFTER: gettext_lazy("%(what)s: na %(value)s."),
}
#: A date held against another one: so long after it, or so long before it.
AFTER_IT: Mapping[Operator, Text] = {
    Operator.IS: gettext_lazy("%(what)s: precies %(term)s na %(other)s."),
    Operator.IS_NOT: gettext_lazy("%(what)s: niet precies %(term)s na %(other)s."),
    Operator.AT_LEAST: gettext_lazy("%(what)s: minstens %(term)s na %(other)s."),
    Operator.AT_MOST: gettext_lazy("%(what)s: uiterlijk %(term)s na %(other)s."),
    Operator.BEFORE: gettext_lazy("%(what)s: eerder dan %(term)s na %(other)s."),
    Operator.AFTER: gettext_lazy("%(what)s: meer dan %(term)s na %(other)s."),
}
BEFORE_IT: Mapping[Operator, Text] = {
    Operator.IS: gettext_lazy("%(what)s: precies %(term)s vóór %(other)s."),
    Operator.IS_NOT: gettext_lazy("%(what)s: niet precies %(term)s vóór %(other)s."),
    Operator.AT_LEAST: gettext_lazy("%(what)s: op zijn vroegst %(term)s vóór %(other)s."),
    Operator.AT_MOST: gettext_lazy("%(what)s: minstens %(term)s vóór %(other)s."),
    Operator.BEFORE: gettext_lazy("%(what)s: meer dan %(term)s vóór %(other)s."),
    Operator.AFTER: gettext_lazy("%(what)s: later dan %(term)s vóór %(other)s."),
}
#: An amount held against another one; the last two are the opposites of the two before.
AMOUNTS: Mapping[tuple[Operator, bool], Text] = {
    (Operator.IS, True): gettext_lazy("%(what)s: even veel als %(other)s."),
    (Operator.IS_NOT, True): gettext_lazy("%(what)s: niet even veel als %(other)s."),
    (Operator.AT_LEAST, True): gettext_lazy("%(what)s: even veel als %(other)s, of meer."),
    (Operator.AT_MOST, True): gettext_lazy("%(what)s: even veel als %(other)s, of minder."),
    (Operator.AT_LEAST, False): gettext_lazy("%(what)s: minder dan %(other)s."),
    (Operator.AT_MOST, False): gettext_lazy("%(what)s: meer dan %(other)s."),
}


def _chosen(fact: str, values: str, holds: bool) -> str:
    if VOCABULARY[fact].kind is Kind.PLACE:
        return _place(fact, values, holds)
    text = _("%(what)s: %(values)s.") if holds else _("%(what)s: niet %(values)s.")
    return text % {"what": called(fact), "values": values}


def _place(fact: str, place: str, holds: bool) -> str:
    return str(PLACES[fact][not holds]) % {"place": place}


def _compare(leaf: Compare, names: Names, holds: bool) -> str:
    fact, value = leaf.fact, leaf.value
    if isinstance(value, bool):
        return str(YES_OR_NO[fact][(value is (leaf.operator is Operator.IS)) is not holds])
    words = value_words(fact, value, names)
    match VOCABULARY[fact].kind:
        case Kind.DATE:
            return str(DATES[leaf.operator]) % {"what": called(fact), "value": words}
        case Kind.WHOLE_NUMBER if fact == "age":
            return str(AGES[leaf.operator]) % {"value": words}
        case Kind.WHOLE_NUMBER | Kind.CENTS:
            return str(NUMBERS[leaf.operator]) % {"what": called(fact), "value": words}
        case _:
            return _chosen(fact, words, (leaf.operator is Operator.IS) is holds)


def _compared(leaf: CompareTo, holds: bool) -> str:
    what, other = called(leaf.fact), called_later(leaf.other)
    if VOCABULARY[leaf.fact].kind is not Kind.DATE:
        return str(AMOUNTS[leaf.operator, holds]) % {"what": what, "other": _added(leaf, other)}
    if leaf.term is None or not leaf.term.amount:
        return str(DATES[leaf.operator]) % {"what": what, "value": other}
    texts = AFTER_IT if leaf.term.amount > 0 else BEFORE_IT
    return str(texts[leaf.operator]) % {"what": what, "term": term_words(leaf.term), "other": other}


def _added(leaf: CompareTo, other: str) -> str:
    if not leaf.plus:
        return other
    amount: Value = abs(leaf.plus)
    text = _("%(other)s plus %(amount)s") if leaf.plus > 0 else _("%(other)s min %(amount)s")
    return text % {"other": other, "amount": value_words(leaf.other, amount, Names())}


def _shortage(leaf: OnShortageList, names: Names, holds: bool) -> str:
    if leaf.region:
        region = names.area(leaf.region)
    else:
        region = _("de regio van %(place)s") % {"place": called_later(leaf.place)}
    if holds:
        text = _("De cursus leidt op voor een kansberoep in %(region)s.")
    else:
        text = _("De cursus leidt niet op voor een kansberoep in %(region)s.")
    return text % {"region": region}


def _received(leaf: ReceivedAtMost, names: Names, holds: bool) -> str:
    who = _("Je bedrijf of je werkgever kreeg") if leaf.fact == "de_minimis_aid" else _("Je kreeg")
    if not (leaf.most or leaf.schemes):
        window = {"who": who, "window": _window(leaf.window)}
        return (_("%(who)s %(window)s nog geen geld.") if holds else _("%(who)s %(window)s al geld.")) % window
    schemes = joined_or([names.scheme(slug) for slug in sorted(leaf.schemes)]) or _("alle potjes samen")
    parts = {"who": who, "window": _window(leaf.window), "schemes": schemes, "much": _much(leaf, holds)}
    return _("%(who)s %(window)s %(much)s van %(schemes)s.") % parts


def _window(window: Calendar | int) -> str:
    match window:
        case Calendar.EVER:
            return _("tot nu toe")
        case Calendar.THIS_YEAR:
            return _("dit kalenderjaar")
        case int(months):
            return _("in de laatste %(months)s") % {"months": COUNTED["months"](months)}


def _much(leaf: ReceivedAtMost, holds: bool) -> str:
    if not leaf.most:
        return _("geen geld") if holds else _("geld")
    if leaf.measure is Measure.CENTS:
        text = _("hoogstens %(amount)s") if holds else _("meer dan %(amount)s")
        return text % {"amount": euros(leaf.most)}
    if holds:
        text = ngettext("hoogstens %(count)s keer geld", "hoogstens %(count)s keer geld", leaf.most)
    else:
        text = ngettext("meer dan %(count)s keer geld", "meer dan %(count)s keer geld", leaf.most)
    return text % {"count": leaf.most}
