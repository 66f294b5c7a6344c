"""The form of a scheme file as JSON Schema (draft 2020-12), made from the vocabulary and the limits that parse has.

What a schema cannot say stays with scheme_file.parse: versions in order, a reason with what is closed, a title once,
a whole rule of at most MOST_NODES nodes and MOST_DEPTH levels, and what compares two facts (BEYOND names all of it).
"""

from collections.abc import Iterable
from typing import Any

from funding.engine.dates import MOST, Unit
from funding.engine.money import CostKind
from funding.engine.outcome import Verdict
from funding.engine.reading import FileProblem
from funding.engine.rules import LARGEST, MOST_MONTHS, RuleProblem, operators_for
from funding.engine.scheme_file import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LONGEST_SLUG,
    LONGEST_SOURCE,
    MOST_WEEKS,
    DecisionLaw,
    Sector,
)
from funding.engine.terms import HIGHEST_CAP, Counts, Rounding, Tier
from funding.engine.tree import MOST_NODES, Calendar
from funding.engine.vocabulary import MOST_CENTS, ORDERED_KINDS, VOCABULARY, Fact, Kind, ToldBy

type Schema = dict[str, Any]

#: What only parse refuses.
BEYOND = frozenset(
    {
        FileProblem.NO_APPLYING,
        FileProblem.NOT_NUMBERED,
        FileProblem.ENDS_EARLY,
        FileProblem.OVERLAPS,
        FileProblem.CLOSED_REASON,
        FileProblem.EXAMPLE_NOTE,
        FileProblem.TITLE_TWICE,
        FileProblem.PAYS_WITHOUT,
        RuleProblem.TOO_DEEP,
        RuleProblem.TOO_MANY_NODES,
        RuleProblem.WRONG_COUNT,
        RuleProblem.NOT_COMPARABLE,
        RuleProblem.NO_REGION,
    }
)
WORD = r"\S"
PLACE = r"^GM[0-9]{4}$"
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
DAY = r"^\s*(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}\s*$"


def schema(address: str) -> Schema:
    """The whole schema. ``address`` is where it can be read, and so its name for good."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "A scheme: one source of money for courses",
        **_object(
            {
                "$schema": {"type": ["string", "null"]},
                "kind": {"const": "scheme"},
                "slug": _text(LONGEST_SLUG),
                "name": _text(LONGEST_NAME, "What the scheme is called, in Dutch."),
                "summary": _text(LONGEST_SENTENCE, "One sentence in Dutch (B1): what the scheme does."),
                "for_whom": _text(LONGEST_SENTENCE, "One sentence in Dutch (B1): for whom."),
                "how_to_apply": _maybe(LONGEST_SENTENCE, "What to do where nobody decides in the portal."),
                "fund": {"$ref": "#/$defs/fund"},
                "versions": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/version"}},
                "budget": {"anyOf": [{"type": "null"}, {"const": ""}, {"$ref": "#/$defs/budget"}]},
                "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
            },
            maybe={"$schema", "how_to_apply", "budget"},
        ),
        "$defs": {
            "fund": _fund(),
            "version": _version(),
            "budget": _object({"ceiling": _whole(0), "from": _day(), "until": _day(), "example": {"type": "boolean"}}),
            "example": _example(),
            "terms": _terms(),
            "rule": _rule(),
            "condition": _condition(),
            **{f"fact_{name}": _of_fact(fact) for name, fact in VOCABULARY.items()},
        },
    }


def _object(fields: dict[str, Schema], maybe: set[str] | frozenset[str] = frozenset()) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in maybe],
        "additionalProperties": False,
    }


def _text(most: int = 0, description: str = "") -> Schema:
    limit = {"maxLength": most} if most else {}
    return {"type": "string", "pattern": WORD, **limit, **({"description": description} if description else {})}


def _maybe(most: int = 0, description: str = "") -> Schema:
    return {
        "anyOf": [{"type": "null"}, {"const": ""}, _text(most)],
        **({"description": description} if description else {}),
    }


def _whole(least: int, most: int | None = None) -> Schema:
    return {"type": "integer", "minimum": least, **({} if most is None else {"maximum": most})}


def _day() -> Schema:
    return {"type": "string", "format": "date", "pattern": DAY}


def _slugs() -> Schema:
    return {"type": "array", "items": {"type": "string", "minLength": 1}}


def _nullable(found: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, found]}


def _fund() -> Schema:
    fields = {
        "slug": _text(),
        "name": _text(),
        "sector": {"enum": [one.value for one in Sector]},
        "sole_decision_limit": _whole(0) | {"description": "Cents up to which one person decides alone."},
        "decides_here": {"type": "boolean"},
        "provider_confirms": {
            "type": "boolean",
            "description": "No money is promised before the provider confirmed seat, date and price.",
        },
        "advance_percent": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100,
            "description": "Part of a grant that is paid before its amount is fixed on evidence; 100 when absent.",
        },
        "contact": _maybe(),
        "address": _maybe(),
        "demo": {"type": "boolean", "description": "Made up for the demo region."},
    }
    return _object(fields, {"contact", "address", "provider_confirms", "advance_percent"})


def _version() -> Schema:
    source = {"title": _text(LONGEST_SOURCE), "address": _maybe(LONGEST_SOURCE), "article": _maybe(LONGEST_SOURCE)}
    document = {
        "title": _text(LONGEST_SOURCE),
        "explanation": _maybe(LONGEST_SOURCE),
        "required": {"anyOf": [{"type": ["null", "boolean"]}, {"const": ""}]},
    }
    documents = {"type": "array", "items": _object(document, {"explanation", "required"})}
    fields = {
        "number": _whole(1),
        "valid_from": _day(),
        "valid_to": {"anyOf": [{"type": "null"}, {"const": ""}, _day()], "description": "The day after the last one."},
        "status": {"enum": ["open", "closed"]},
        "closed_reason": _maybe(LONGEST_SENTENCE),
        "rule": {"anyOf": [{"const": {"all": []}}, {"$ref": "#/$defs/rule"}]},
        "terms": {"$ref": "#/$defs/terms"},
        "documents": {"anyOf": [{"type": "null"}, {"const": ""}, documents]},
        "sources": {"type": "array", "minItems": 1, "items": _object(source, {"address", "article"})},
        "checked_on": _day(),
        "example": {"type": "boolean", "description": "Some figure comes from no source."},
        "example_note": _maybe(LONGEST_SENTENCE),
        "legal_term_weeks": _whole(1, MOST_WEEKS),
        "decision_law": {"enum": [one.value for one in DecisionLaw]},
    }
    return _object(fields, {"valid_to", "closed_reason", "documents", "example_note"})


def _example() -> Schema:
    told = {name: _told(fact) for name, fact in VOCABULARY.items() if fact.told_by is not ToldBy.DERIVED}
    line = {
        "type": "object",
        "properties": {
            "kind": {"enum": [kind.value for kind in CostKind]},
            "net": _whole(0, MOST_CENTS),
            "vat": _whole(0, MOST_CENTS),
        },
        "required": ["kind", "net"],
    }
    return _object(
        {
            "title": _text(LONGEST_NAME),
            "today": _day(),
            "facts": _object(told, set(told)),
            "lines": {"type": "array", "items": line},
            "verdict": {"enum": [one.value for one in Verdict]},
            "cents": _whole(0, MOST_CENTS),
        }
    )


def _terms() -> Schema:
    cap = _nullable(_whole(1, HIGHEST_CAP))
    exclusion = [_object({name: _slugs()}) for name in ("schemes", "all_except")]
    match = {
        "percent": _whole(1, 100),
        "counts": {"enum": [one.value for one in Counts]},
        "own_counts": {"type": "boolean"},
    }
    percent = {"type": "object", "minProperties": 1, "propertyNames": {"enum": [kind.value for kind in CostKind]}}
    fields: dict[str, Schema] = {
        "tier": {"enum": [tier.name.lower() for tier in Tier]},
        "percent": percent | {"additionalProperties": _whole(1, 100)},
        "percent_of_sum": _whole(1, 100),
        **dict.fromkeys(("fixed_amount", "cap_per_course", "cap_per_year", "cap_per_life", "cap_per_employer"), cap),
        "family_cap": _nullable(_object({"family": _text(), "cents": _whole(1, HIGHEST_CAP)})),
        "cap_fact": {"enum": ["", *(name for name, fact in VOCABULARY.items() if fact.kind is Kind.CENTS)]},
        "rounding": {"enum": [one.value for one in Rounding]},
        "priority": _whole(0, 9),
        "pays_vat": {"type": "boolean"},
        "excludes": {"anyOf": [{"type": "null"}, *exclusion]},
        "match": _nullable(_object(match, {"own_counts"})),
        "only_if_no_other": _nullable(_object({"besides": _slugs()}, {"besides"})),
    }
    whole = {"percent": {"additionalProperties": {"const": 100}}, "percent_of_sum": {"const": 100}}
    nothing: Schema = {"type": "null"}
    return _object(fields, set(fields) - {"tier", "percent"}) | {
        "allOf": [
            {
                "if": {"properties": {"fixed_amount": {"type": "integer"}}, "required": ["fixed_amount"]},
                "then": {"properties": whole},
            },
            {
                "if": {"properties": {"tier": {"const": "loan"}}},
                "then": {"properties": {"match": nothing, "only_if_no_other": nothing}},
            },
        ]
    }


def _rule() -> Schema:
    parts = {"type": "array", "minItems": 1, "maxItems": MOST_NODES, "items": {"$ref": "#/$defs/rule"}}
    label: dict[str, Schema] = {"label": {"type": "string"}}
    return {
        "anyOf": [
            _object({"all": parts} | label, {"label"}),
            _object({"any": parts} | label, {"label"}),
            _object({"at_least": _whole(1, MOST_NODES), "of": parts} | label, {"label"}),
            _object({"not": {"$ref": "#/$defs/rule"}} | label, {"label"}),
            _object({"judged": _text(), "source": _text()}),
            {"$ref": "#/$defs/condition"},
        ]
    }


def _condition() -> Schema:
    """Which fact decides what else may be there."""
    return {
        "type": "object",
        "properties": {"fact": {"enum": list(VOCABULARY)}, "label": _text(), "source": _text()},
        "required": ["fact", "operator", "label", "source"],
        "allOf": [
            {
                "if": {"properties": {"fact": {"const": name}}, "required": ["fact"]},
                "then": {"$ref": f"#/$defs/fact_{name}"},
            }
            for name in VOCABULARY
        ],
    }


def _of_fact(fact: Fact) -> Schema:
    names = operators_for(fact)
    compared = [name for name in ("is", "is_not", "at_least", "at_most", "before", "after") if name in names]
    listed = [name for name in ("one_of", "has_any") if name in names]
    received = [name for name in ("received_at_most", "received_times_at_most") if name in names]
    found = []
    if compared:
        found.append(_leaf(compared, {"value": _value(fact)}))
    if compared and fact.kind in ORDERED_KINDS:
        found.append(_leaf(compared, {"than": _than(fact)}))
    if listed:
        found.append(_leaf(listed, {"values": {"type": "array", "minItems": 1, "items": _member(fact)}}))
    if "in_area" in names:
        found.append(_leaf(["in_area"], {"area": _text()}))
    if received:
        window = {"anyOf": [{"enum": [one.value for one in Calendar]}, _whole(1, MOST_MONTHS)]}
        asked = {"value": _whole(0, LARGEST), "window": window, "schemes": _slugs()}
        found.append(_leaf(received, asked, {"schemes"}))
    if "on_shortage_list" in names:
        places = {"enum": ["", *(name for name, one in VOCABULARY.items() if one.kind is Kind.PLACE)]}
        found.append(_leaf(["on_shortage_list"], {"region": {}, "place": places}, {"region", "place"}))
    return {"anyOf": found}


def _leaf(
    operators: Iterable[str], operands: dict[str, Schema], maybe: set[str] | frozenset[str] = frozenset()
) -> Schema:
    fields: dict[str, Schema] = {"fact": {}, "operator": {"enum": list(operators)}, "label": {}, "source": {}}
    return _object(fields | operands, set(maybe))


def _than(fact: Fact) -> Schema:
    others = [one.name for one in VOCABULARY.values() if (one.kind, one.unit) == (fact.kind, fact.unit) and one != fact]
    named: dict[str, Schema] = {"fact": {"enum": others or [""]}}
    if fact.kind is not Kind.DATE:
        return _object(named | {"plus": _whole(-LARGEST, LARGEST)}, {"plus"})
    units: dict[str, Schema] = {unit.value: _whole(-MOST[unit], MOST[unit]) for unit in Unit}
    return _object(named | units, set(units)) | {"maxProperties": 2}


def _value(fact: Fact) -> Schema:
    """A value that a condition may hold a fact against."""
    match fact.kind:
        case Kind.WHOLE_NUMBER | Kind.CENTS:
            return _whole(-LARGEST, LARGEST)
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case _:
            return _member(fact)


def _member(fact: Fact) -> Schema:
    match fact.kind:
        case Kind.PLACE:
            return {"type": "string", "pattern": PLACE}
        case Kind.CODE:
            return {"type": "string", "pattern": CODE}
        case _:
            return {"enum": list(fact.choices)}


def _told(fact: Fact) -> Schema:
    """A value that somebody may tell of a fact."""
    if fact.kind is Kind.CHOICES:
        return {"type": "array", "items": _member(fact)}
    if fact.kind is Kind.GRANTS:
        grant = {"on": {"type": "string", "format": "date"}, "scheme": {"type": "string"}, "cents": _whole(0)}
        return {"type": "array", "items": _object(grant) | {"additionalProperties": True}}
    if fact.kind in (Kind.WHOLE_NUMBER, Kind.CENTS):
        least = {} if fact.least is None else {"minimum": fact.least}
        return {"type": "integer", **least, **({} if fact.most is None else {"maximum": fact.most})}
    return _value(fact)
