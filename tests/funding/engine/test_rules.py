"""Rules as JSON: what is refused and where, and that nothing is lost."""

import json

import pytest
from hypothesis import given

from funding.engine.rules import RuleError, RuleProblem, digest, parse, to_document
from funding.engine.tree import Rule, areas_of, facts_of
from tests.funding.engine.strategies import rules

ADULT = {"fact": "age", "operator": "at_least", "value": 18, "label": "Je bent 18 of ouder.", "source": "art. 1"}


def changed(**fields: object) -> dict[str, object]:
    return {key: value for key, value in {**ADULT, **fields}.items() if value is not None}


def nested(depth: int) -> dict[str, object]:
    return ADULT if depth == 1 else {"not": nested(depth - 1)}


P = RuleProblem


@pytest.mark.parametrize(
    ("document", "path", "problem"),
    [
        ([], (), P.NOT_A_NODE),
        ({}, (), P.NOT_A_NODE),
        ({"all": [ADULT], "any": [ADULT]}, (), P.NOT_A_NODE),
        ({"all": [ADULT], "colour": "red"}, (), P.UNKNOWN_KEY),
        ({"all": []}, ("all",), P.NO_PARTS),
        ({"any": ADULT}, ("any",), P.NO_PARTS),
        ({"at_least": 3, "of": [ADULT, ADULT]}, (), P.WRONG_COUNT),
        ({"at_least": 0, "of": [ADULT]}, (), P.WRONG_COUNT),
        ({"at_least": True, "of": [ADULT]}, (), P.WRONG_COUNT),
        ({"all": [ADULT, {"not": changed(fact="shoe_size")}]}, ("all", 1, "not"), P.UNKNOWN_FACT),
        (changed(fact=["age"]), (), P.UNKNOWN_FACT),
        (changed(operator="bigger"), (), P.UNKNOWN_OPERATOR),
        (changed(operator=["is"]), (), P.UNKNOWN_OPERATOR),
        (changed(operator="before"), (), P.OPERATOR_NOT_FOR_FACT),
        (changed(fact="cao", operator="at_least", value="other"), (), P.OPERATOR_NOT_FOR_FACT),
        (changed(value="18"), (), P.WRONG_VALUE),
        (changed(value=True), (), P.WRONG_VALUE),
        (changed(value=None), (), P.WRONG_VALUE),
        (changed(values=["a"]), (), P.UNKNOWN_KEY),
        (changed(fact="birth_date", operator="before", value="2026-02-30"), (), P.WRONG_VALUE),
        (changed(fact="cao", operator="is", value="bakkers"), (), P.WRONG_VALUE),
        (changed(fact="residence", operator="is", value="Groningen"), (), P.WRONG_VALUE),
        (changed(fact="cao", operator="one_of", value=None, values=[]), (), P.NO_VALUES),
        (changed(fact="cao", operator="one_of", value=None, values="other"), (), P.NO_VALUES),
        (changed(fact="cao", operator="one_of", value=None, values=["other", 3]), (), P.WRONG_VALUE),
        (changed(fact="residence", operator="one_of", value=None, values=["GM14"]), (), P.WRONG_VALUE),
        (changed(fact="residence", operator="in_area", value=None), (), P.NO_AREA),
        (changed(label=None), (), P.NO_LABEL),
        (changed(label=" "), (), P.NO_LABEL),
        (changed(label=5), (), P.NO_LABEL),
        (changed(source=None), (), P.NO_SOURCE),
        ({"judged": "", "source": "art. 2"}, (), P.NO_LABEL),
        ({"judged": "Dat bekijkt een adviseur."}, (), P.NO_SOURCE),
        (nested(9), ("not",) * 8, P.TOO_DEEP),
        ({"all": [ADULT] * 200}, ("all", 199), P.TOO_MANY_NODES),
    ],
)
def test_a_wrong_rule_is_refused_with_the_path_of_the_node(document: object, path: object, problem: P) -> None:
    with pytest.raises(RuleError) as error:
        parse(document)
    assert (error.value.path, error.value.problem) == (path, problem)


def test_the_largest_and_the_deepest_rule_are_allowed() -> None:
    parse({"all": [ADULT] * 199})
    parse(nested(8))


def test_endless_nesting_is_refused_without_falling_over() -> None:
    document: dict[str, object] = ADULT
    for _ in range(100_000):
        document = {"not": document}
    with pytest.raises(RuleError):
        parse(document)


@given(rules())
def test_a_rule_survives_being_stored(rule: Rule) -> None:
    again = parse(json.loads(json.dumps(to_document(rule))))
    assert again == rule
    assert digest(again) == digest(rule)


def test_the_digest_is_of_the_meaning_and_not_of_the_spelling() -> None:
    values = ["other", "none"]
    one = changed(fact="cao", operator="one_of", value=None, values=values)
    other = dict(reversed(changed(fact="cao", operator="one_of", value=None, values=values[::-1]).items()))
    assert digest(parse(one)) == digest(parse(other))
    assert digest(parse(one)) != digest(parse({**one, "source": "art. 3"}))


def test_a_rule_tells_its_facts_and_areas() -> None:
    area = changed(fact="residence", operator="in_area", value=None, area="regio-twente")
    rule = parse({"any": [{"not": ADULT}, area, {"judged": "Dat bekijken we.", "source": "art. 4"}]})
    assert facts_of(rule) == {"age", "residence"}
    assert areas_of(rule) == {"regio-twente"}
