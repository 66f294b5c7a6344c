"""Rules as JSON: what is refused and where, and that nothing is lost."""

import json

import pytest
from hypothesis import given

from funding.engine.rules import RuleError, RuleProblem, digest, parse, to_document
from funding.engine.tree import WITHOUT_CRITERIA, Rule, areas_of, facts_of
from tests.funding.engine.strategies import rules

ADULT = {"fact": "age", "operator": "at_least", "value": 18, "label": "Je bent 18 of ouder.", "source": "art. 1"}


def changed(**fields: object) -> dict[str, object]:
    return {key: value for key, value in {**ADULT, **fields}.items() if value is not None}


def soon(**than: object) -> dict[str, object]:
    return changed(fact="course.start", value=None, than={"fact": "today", **than})


def once(**fields: object) -> dict[str, object]:
    received = {"fact": "earlier_grants", "operator": "received_times_at_most", "value": 0, "window": "calendar_year"}
    return changed(**{**received, **fields})


def short(**fields: object) -> dict[str, object]:
    return changed(fact="course.occupation", operator="on_shortage_list", value=None, **fields)


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
        ({"all": [], "label": "Iedereen."}, ("all",), P.NO_PARTS),
        ({"any": []}, ("any",), P.NO_PARTS),
        ({"not": {"all": []}}, ("not", "all"), P.NO_PARTS),
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
        (changed(value=10**11), (), P.WRONG_VALUE),
        (once(value=10**11), (), P.WRONG_VALUE),
        (
            changed(fact="course.exam_cents", value=None, than={"fact": "course.total_cents", "plus": -(10**30)}),
            ("than",),
            P.WRONG_TERM,
        ),
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
        (soon(fact="shoe_size"), ("than",), P.UNKNOWN_FACT),
        (soon(fact="course.start"), ("than",), P.NOT_COMPARABLE),
        (soon(fact="age"), ("than",), P.NOT_COMPARABLE),
        (soon(weeks=4, days=1), ("than",), P.WRONG_TERM),
        (soon(weeks="4"), ("than",), P.WRONG_TERM),
        (soon(weeks=True), ("than",), P.WRONG_TERM),
        (soon(weeks=2_601), ("than",), P.WRONG_TERM),
        (soon(plus=4), ("than",), P.UNKNOWN_KEY),
        (changed(fact="course.start", value=None, than="today"), ("than",), P.NOT_A_NODE),
        (changed(fact="course.start", value="2027-01-01", than={"fact": "today"}), (), P.UNKNOWN_KEY),
        (changed(fact="cao", operator="is", value=None, than={"fact": "education"}), ("than",), P.NOT_COMPARABLE),
        (changed(value=None, than={"fact": "course.duration_weeks"}), ("than",), P.NOT_COMPARABLE),
        (
            changed(fact="course.exam_cents", value=None, than={"fact": "course.total_cents", "weeks": 1}),
            ("than",),
            P.UNKNOWN_KEY,
        ),
        (changed(operator="received_at_most", window="ever"), (), P.OPERATOR_NOT_FOR_FACT),
        (once(value=-1), (), P.WRONG_VALUE),
        (once(value=True), (), P.WRONG_VALUE),
        (once(window="sometimes"), (), P.WRONG_WINDOW),
        (once(window=0), (), P.WRONG_WINDOW),
        (once(window=121), (), P.WRONG_WINDOW),
        (once(window=[]), (), P.WRONG_WINDOW),
        (once(schemes="stap"), (), P.WRONG_VALUE),
        (once(schemes=[""]), (), P.WRONG_VALUE),
        (once(area="noord"), (), P.UNKNOWN_KEY),
        (short(), (), P.NO_REGION),
        (short(region="regio-twente", place="residence"), (), P.NO_REGION),
        (short(place="cao"), (), P.UNKNOWN_FACT),
        (changed(fact="course.occupation", operator="is", value="een beroep"), (), P.WRONG_VALUE),
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


def test_no_criteria_at_all_is_a_rule_of_its_own() -> None:
    assert parse({"all": []}) == WITHOUT_CRITERIA
    assert to_document(WITHOUT_CRITERIA) == {"all": []}


@pytest.mark.parametrize(
    "document",
    [
        soon(weeks=4),
        soon(),
        soon(months=-6),
        changed(fact="employer_contribution", value=None, than={"fact": "course.total_cents"}),
        changed(fact="employer_contribution", value=None, than={"fact": "course.total_cents", "plus": -100}),
        once(),
        once(operator="received_at_most", value=100_000, window=36, schemes=["stap"]),
        short(region="regio-twente"),
        short(place="residence"),
        changed(fact="course.occupation", operator="one_of", value=None, values=["0723", "BRC-1052"]),
    ],
)
def test_terms_earlier_grants_and_shortage_lists_are_written_back_as_they_came(document: dict[str, object]) -> None:
    assert to_document(parse(document)) == document


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
