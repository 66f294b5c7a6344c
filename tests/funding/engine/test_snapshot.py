"""A frozen assessment is reproduced from itself, whatever changed in the world since."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import assess
from funding.engine.money import Cents
from funding.engine.scheme import SchemeOnDate
from funding.engine.snapshot import assess_again, differences, to_document
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import course, person, schemes


def frozen(seed: int) -> dict[str, object]:
    rng = Random(seed)
    facts, lines = course(rng)
    for name, value in person(rng).items():
        facts = facts.learned(name, value)
    known = [
        replace(scheme, budget_left=Cents(rng.randint(0, 100_000)), received_this_year=Cents(700))
        for scheme in schemes()
    ]
    document = json.loads(json.dumps(to_document(assess(facts, lines, known, areas()))))
    assert isinstance(document, dict)
    return document


VERSIONS: dict[str, SchemeOnDate] = {
    scheme.version: replace(scheme, closed=True, closed_reason="Later gestopt.", budget_left=Cents(0))
    for scheme in schemes()
}


@given(st.integers(0, 2**32))
@settings(max_examples=60)
def test_the_same_outcome_comes_out_again(seed: int) -> None:
    document = frozen(seed)
    again = json.loads(json.dumps(to_document(assess_again(document, VERSIONS))))
    assert again == document
    assert differences(document, again) == []


def test_a_changed_decision_is_noticed_and_named() -> None:
    document = frozen(1)
    rows = document["schemes"]
    assert isinstance(rows, list)
    rows[3]["cents"] += 1
    again = to_document(assess_again(document, VERSIONS))
    assert differences(document, again) == ["schemes/3/cents"]


def test_a_changed_rule_is_noticed_by_its_digest() -> None:
    document = frozen(1)
    version = "stap@1"
    changed = {**VERSIONS, version: replace(VERSIONS[version], rule=VERSIONS["soob@1"].rule)}
    found = differences(document, to_document(assess_again(document, changed)))
    assert any(path.endswith("rule_digest") for path in found)


def test_what_is_no_assessment_is_refused() -> None:
    document = frozen(1)
    for wrong in ({**document, "format": 2}, {**document, "lines": {}}, {**document, "facts": []}):
        with pytest.raises(ValueError):  # noqa: PT011
            assess_again(wrong, VERSIONS)
    with pytest.raises(KeyError):
        assess_again(document, {})


def test_no_more_places_are_kept_than_those_of_the_person() -> None:
    kept = frozen(2)["areas"]
    assert isinstance(kept, dict)
    assert len(kept["places"]) <= 3
