"""Rules as JSON: validated on the way in, canonical on the way out.

    {"all": [rule, ...]}    {"any": [rule, ...]}    {"at_least": 2, "of": [rule, ...]}    {"not": rule}
    {"fact": name, "operator": "is" | "is_not" | "at_least" | "at_most" | "before" | "after", "value": value}
    {"fact": name, "operator": "one_of" | "has_any", "values": [value, ...]}
    {"fact": name, "operator": "in_area", "area": slug}
    {"fact": name, "operator": "is" ... "after", "than": {"fact": name, "weeks": 4}}
    {"fact": name, "operator": "received_at_most" | "received_times_at_most", "value": 2, "window": window,
     "schemes": [slug, ...]}
    {"fact": name, "operator": "on_shortage_list", "region": slug} or with "place": name
    {"judged": sentence}

A "than" adds days, weeks, months or years to a date (below zero: back), or "plus" to a number; "today" is a fact. A
window is "calendar_year", "ever" or a number of months; without "schemes" all count. {"all": []} as the whole rule
says that nobody wrote down for whom a scheme is.

Every condition has a "label" (plain Dutch) and a "source" (law or by-law article); a judged one has its sentence
in place of the label. Groups may have a label. Dates are ISO, money is cents, places are CBS codes.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from funding.engine.areas import is_code
from funding.engine.dates import MOST, Term, Unit
from funding.engine.facts import FactError, check_type, is_short_code, value_from_document, value_to_document
from funding.engine.tree import (
    MOST_DEPTH,
    MOST_NODES,
    WITHOUT_CRITERIA,
    All,
    Any,
    AtLeast,
    Calendar,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Leaf,
    Measure,
    Not,
    OneOf,
    OnShortageList,
    Operator,
    ReceivedAtMost,
    Rule,
)
from funding.engine.vocabulary import MOST_CENTS, ORDERED_KINDS, VOCABULARY, Fact, Kind, Value


class RuleProblem(StrEnum):
    """Why a node was refused; the editor turns this into a sentence in Dutch."""

    NOT_A_NODE = "not_a_node"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_FACT = "unknown_fact"
    UNKNOWN_OPERATOR = "unknown_operator"
    OPERATOR_NOT_FOR_FACT = "operator_not_for_fact"
    WRONG_VALUE = "wrong_value"
    NO_VALUES = "no_values"
    NO_PARTS = "no_parts"
    WRONG_COUNT = "wrong_count"
    NO_AREA = "no_area"
    NOT_COMPARABLE = "not_comparable"
    WRONG_TERM = "wrong_term"
    WRONG_WINDOW = "wrong_window"
    NO_REGION = "no_region"
    NO_LABEL = "no_label"
    NO_SOURCE = "no_source"
    TOO_MANY_NODES = "too_many_nodes"
    TOO_DEEP = "too_deep"


class RuleError(ValueError):
    """A rule that the vocabulary does not allow. ``path`` leads to the node: ("all", 2, "not")."""

    def __init__(self, path: tuple[str | int, ...], problem: RuleProblem, detail: object = "") -> None:
        place = "/".join(str(step) for step in path) or "the rule"
        super().__init__(f"{place}: {problem.value}{f': {detail!r}' if detail != '' else ''}")
        self.path, self.problem, self.detail = path, problem, detail


type Path = tuple[str | int, ...]

_LISTS = frozenset({"one_of", "has_any"})
_ORDERED = frozenset({"is", "is_not", "at_least", "at_most"})
_OPERATORS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.WHOLE_NUMBER: _ORDERED,
        Kind.CENTS: _ORDERED,
        Kind.DATE: _ORDERED | {"before", "after"},
        Kind.YES_NO: frozenset({"is", "is_not"}),
        Kind.CHOICE: frozenset({"is", "is_not", "one_of"}),
        Kind.CHOICES: frozenset({"has_any"}),
        Kind.PLACE: frozenset({"is", "is_not", "one_of", "in_area"}),
        Kind.CODE: frozenset({"is", "is_not", "one_of", "on_shortage_list"}),
        Kind.GRANTS: frozenset({"received_at_most", "received_times_at_most"}),
    }
)
_RECEIVED = {"received_at_most": Measure.CENTS, "received_times_at_most": Measure.TIMES}
_OPERANDS = frozenset({"value", "values", "area", "than", "schemes", "window", "region", "place"})
MOST_MONTHS = 120  # the longest window of earlier grants
#: A larger number is a slip of the keyboard, and columns of courses could not add it up.
LARGEST = 100 * MOST_CENTS


def operators_for(fact: Fact) -> frozenset[str]:
    """The operators of conditions on a fact, as they stand in JSON."""
    return _OPERATORS[fact.kind]


_KEYS = {
    "all": {"all", "label"},
    "any": {"any", "label"},
    "at_least": {"at_least", "of", "label"},
    "not": {"not", "label"},
    "judged": {"judged", "source"},
    "fact": {"fact", "operator", "label", "source", *_OPERANDS},
}


def parse(document: object) -> Rule:
    """The rule of a JSON document. Raises RuleError with the path of the first node that is wrong."""
    return _Parser().rule(document, (), 1)


def to_document(rule: Rule) -> dict[str, object]:
    """The JSON document of a rule: parse gives the same rule back."""
    match rule:
        case All(parts=parts, label=label):
            return {"all": [to_document(part) for part in parts], **_named(label)}
        case Any(parts=parts, label=label):
            return {"any": [to_document(part) for part in parts], **_named(label)}
        case AtLeast(count=count, parts=parts, label=label):
            return {"at_least": count, "of": [to_document(part) for part in parts], **_named(label)}
        case Not(part=part, label=label):
            return {"not": to_document(part), **_named(label)}
        case Judged(label=label, source=source):
            return {"judged": label, "source": source}
        case Compare(fact=fact, operator=operator, value=value):
            asks: dict[str, object] = {
                "fact": fact,
                "operator": operator.value,
                "value": value_to_document(value),
            }
        case OneOf(fact=fact, values=values):
            asks = {"fact": fact, "operator": "one_of", "values": sorted(values)}
        case HasAny(fact=fact, values=values):
            asks = {"fact": fact, "operator": "has_any", "values": sorted(values)}
        case InArea(fact=fact, area=area):
            asks = {"fact": fact, "operator": "in_area", "area": area}
        case CompareTo(fact=fact, operator=operator):
            asks = {"fact": fact, "operator": operator.value, "than": _than(rule)}
        case ReceivedAtMost(fact=fact):
            window = rule.window.value if isinstance(rule.window, Calendar) else rule.window
            name = next(name for name, measure in _RECEIVED.items() if measure is rule.measure)
            asks = {"fact": fact, "operator": name, "value": rule.most, "window": window}
            asks |= {"schemes": sorted(rule.schemes)} if rule.schemes else {}
        case OnShortageList(fact=fact, region=region, place=place):
            of: dict[str, object] = {"region": region} if region else {"place": place}
            asks = {"fact": fact, "operator": "on_shortage_list", **of}
    return {**asks, "label": rule.label, "source": rule.source}


def canonical(document: object) -> str:
    """JSON with one spelling: keys sorted, no spaces, text as it is."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(rule: Rule) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: the same rule, the same digest."""
    return hashlib.sha256(canonical(to_document(rule)).encode()).hexdigest()


def _than(leaf: CompareTo) -> dict[str, object]:
    if leaf.term is not None:
        return {"fact": leaf.other, leaf.term.unit.value: leaf.term.amount}
    return {"fact": leaf.other, **({"plus": leaf.plus} if leaf.plus else {})}


def _named(label: str) -> dict[str, object]:
    return {"label": label} if label else {}


class _Parser:
    """Walks one document and counts its nodes."""

    def __init__(self) -> None:
        self.nodes = 0

    def rule(self, document: object, path: Path, depth: int) -> Rule:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise RuleError(path, RuleProblem.TOO_MANY_NODES, MOST_NODES)
        if depth > MOST_DEPTH:
            raise RuleError(path, RuleProblem.TOO_DEEP, MOST_DEPTH)
        node = self.node(document, path)
        label = self.text(node, "label", path)
        if node == {"all": []} and not path:
            return WITHOUT_CRITERIA
        match next(key for key in _KEYS if key in node):
            case "all":
                return All(self.parts(node, "all", path, depth), label)
            case "any":
                return Any(self.parts(node, "any", path, depth), label)
            case "at_least":
                parts, count = self.parts(node, "of", path, depth), node["at_least"]
                if type(count) is not int or not 1 <= count <= len(parts):
                    raise RuleError(path, RuleProblem.WRONG_COUNT, count)
                return AtLeast(count, parts, label)
            case "not":
                return Not(self.rule(node["not"], (*path, "not"), depth + 1), label)
            case "judged":
                return Judged(self.needed(node, "judged", path, RuleProblem.NO_LABEL), self.source(node, path))
            case _:
                return self.condition(node, path)

    def node(self, document: object, path: Path) -> Mapping[str, object]:
        """The document as a node of one kind, without keys of another."""
        kinds = [key for key in _KEYS if isinstance(document, Mapping) and key in document]
        if not isinstance(document, Mapping) or len(kinds) != 1:
            raise RuleError(path, RuleProblem.NOT_A_NODE, kinds or document)
        for key in document:
            if key not in _KEYS[kinds[0]]:
                raise RuleError(path, RuleProblem.UNKNOWN_KEY, key)
        return document

    def parts(self, node: Mapping[str, object], key: str, path: Path, depth: int) -> tuple[Rule, ...]:
        parts = node.get(key)
        if not isinstance(parts, list) or not parts:
            raise RuleError((*path, key), RuleProblem.NO_PARTS)
        return tuple(self.rule(part, (*path, key, number), depth + 1) for number, part in enumerate(parts))

    def condition(self, node: Mapping[str, object], path: Path) -> Rule:
        fact = VOCABULARY.get(str(node["fact"]))
        if fact is None:
            raise RuleError(path, RuleProblem.UNKNOWN_FACT, node["fact"])
        operator = str(node.get("operator"))
        if not any(operator in names for names in _OPERATORS.values()):
            raise RuleError(path, RuleProblem.UNKNOWN_OPERATOR, operator)
        if operator not in _OPERATORS[fact.kind]:
            raise RuleError(path, RuleProblem.OPERATOR_NOT_FOR_FACT, (fact.name, operator))
        label = self.needed(node, "label", path, RuleProblem.NO_LABEL)
        source = self.source(node, path)
        operands = self.operands(node, operator)
        for other in sorted(_OPERANDS & set(node) - operands):
            raise RuleError(path, RuleProblem.UNKNOWN_KEY, other)
        return self.leaf(node, fact, operator, path, label, source)

    def operands(self, node: Mapping[str, object], operator: str) -> frozenset[str]:
        """The keys that say what a fact is held against."""
        if operator in _LISTS:
            return frozenset({"values"})
        if operator in _RECEIVED:
            return frozenset({"value", "window", "schemes"})
        if operator == "on_shortage_list":
            return frozenset({"region", "place"})
        return frozenset({"area" if operator == "in_area" else "than" if "than" in node else "value"})

    def leaf(self, node: Mapping[str, object], fact: Fact, operator: str, path: Path, label: str, source: str) -> Leaf:
        if operator == "in_area":
            return InArea(fact.name, self.needed(node, "area", path, RuleProblem.NO_AREA), label, source)
        if operator in _LISTS:
            values = self.values(fact, node.get("values"), path)
            return (OneOf if operator == "one_of" else HasAny)(fact.name, values, label, source)
        if operator in _RECEIVED:
            return self.received(node, fact, _RECEIVED[operator], path, label, source)
        if operator == "on_shortage_list":
            region, place = self.region(node, path)
            return OnShortageList(fact.name, region, place, label, source)
        if "than" in node:
            other, term, plus = self.than(fact, node["than"], (*path, "than"))
            return CompareTo(fact.name, Operator(operator), other, term, plus, label, source)
        return Compare(fact.name, Operator(operator), self.value(fact, node.get("value"), path), label, source)

    def than(self, fact: Fact, node: object, path: Path) -> tuple[str, Term | None, int]:
        """The other fact of a comparison, and what is added to it."""
        if not isinstance(node, Mapping):
            raise RuleError(path, RuleProblem.NOT_A_NODE, node)
        other = VOCABULARY.get(str(node.get("fact")))
        if other is None:
            raise RuleError(path, RuleProblem.UNKNOWN_FACT, node.get("fact"))
        if fact.kind not in ORDERED_KINDS or (other.kind, other.unit) != (fact.kind, fact.unit) or other == fact:
            raise RuleError(path, RuleProblem.NOT_COMPARABLE, (fact.name, other.name))
        added = {key: node[key] for key in node if key != "fact"}
        units = {unit.value for unit in Unit} if fact.kind is Kind.DATE else {"plus"}
        for key in added:
            if key not in units:
                raise RuleError(path, RuleProblem.UNKNOWN_KEY, key)
        if not added:
            return other.name, None, 0
        key, amount = next(iter(added.items()))
        if len(added) > 1 or not isinstance(amount, int) or isinstance(amount, bool):
            raise RuleError(path, RuleProblem.WRONG_TERM, added)
        if abs(amount) > (MOST[Unit(key)] if fact.kind is Kind.DATE else LARGEST):
            raise RuleError(path, RuleProblem.WRONG_TERM, added)
        if fact.kind is not Kind.DATE:
            return other.name, None, amount
        return other.name, Term(amount, Unit(key)), 0

    def received(
        self, node: Mapping[str, object], fact: Fact, measure: Measure, path: Path, label: str, source: str
    ) -> ReceivedAtMost:
        most, window, schemes = node.get("value"), node.get("window"), node.get("schemes", [])
        if type(most) is not int or not 0 <= most <= LARGEST:
            raise RuleError(path, RuleProblem.WRONG_VALUE, most)
        counted: Calendar | int
        if isinstance(window, str) and window in set(Calendar):
            counted = Calendar(window)
        elif type(window) is int and 1 <= window <= MOST_MONTHS:
            counted = window
        else:
            raise RuleError(path, RuleProblem.WRONG_WINDOW, window)
        if not isinstance(schemes, list) or not all(isinstance(slug, str) and slug for slug in schemes):
            raise RuleError(path, RuleProblem.WRONG_VALUE, schemes)
        return ReceivedAtMost(fact.name, measure, most, frozenset(schemes), counted, label, source)

    def region(self, node: Mapping[str, object], path: Path) -> tuple[str, str]:
        region, place = self.given(node, "region"), self.given(node, "place")
        if bool(region) == bool(place):
            raise RuleError(path, RuleProblem.NO_REGION)
        if place and (place not in VOCABULARY or VOCABULARY[place].kind is not Kind.PLACE):
            raise RuleError(path, RuleProblem.UNKNOWN_FACT, place)
        return region, place

    def given(self, node: Mapping[str, object], key: str) -> str:
        """A text, or "" when there is none."""
        text = node.get(key, "")
        return text.strip() if isinstance(text, str) else ""

    def values(self, fact: Fact, values: object, path: Path) -> frozenset[str]:
        if not isinstance(values, Sequence) or isinstance(values, str) or not values:
            raise RuleError(path, RuleProblem.NO_VALUES, values)
        if not all(isinstance(value, str) for value in values):
            raise RuleError(path, RuleProblem.WRONG_VALUE, values)
        for value in values:
            if not self.is_value(fact, value):
                raise RuleError(path, RuleProblem.WRONG_VALUE, value)
        return frozenset(values)

    def value(self, fact: Fact, raw: object, path: Path) -> Value:
        try:
            value = value_from_document(fact.name, raw)
            check_type(fact, value)
        except FactError as error:
            raise RuleError(path, RuleProblem.WRONG_VALUE, raw) from error
        if isinstance(value, str) and not self.is_value(fact, value):
            raise RuleError(path, RuleProblem.WRONG_VALUE, raw)
        if isinstance(value, int) and abs(value) > LARGEST:
            raise RuleError(path, RuleProblem.WRONG_VALUE, raw)
        return value

    def is_value(self, fact: Fact, value: str) -> bool:
        """Whether a text can be a value of a fact: one of its choices, or a code of the right form."""
        if fact.kind is Kind.PLACE:
            return is_code(value)
        return is_short_code(value) if fact.kind is Kind.CODE else value in fact.choices

    def text(self, node: Mapping[str, object], key: str, path: Path) -> str:
        text = node.get(key, "")
        if not isinstance(text, str):
            raise RuleError(path, RuleProblem.NO_LABEL, text)
        return text.strip()

    def needed(self, node: Mapping[str, object], key: str, path: Path, problem: RuleProblem) -> str:
        text = self.text(node, key, path)
        if not text:
            raise RuleError(path, problem)
        return text

    def source(self, node: Mapping[str, object], path: Path) -> str:
        return self.needed(node, "source", path, RuleProblem.NO_SOURCE)
