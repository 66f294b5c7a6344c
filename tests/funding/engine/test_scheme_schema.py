"""The published description of a scheme file and what the portal accepts are the same thing."""

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from funding.engine.reading import FileError, FileProblem
from funding.engine.rules import RuleError
from funding.engine.scheme_file import SchemeFile, parse
from funding.engine.scheme_schema import BEYOND, schema
from funding.engine.scheme_writing import to_document
from funding.engine.terms import TermsError
from funding.engine.vocabulary import VOCABULARY
from tests.funding.engine.shipped import FILES, documents

ADDRESS = "https://voorbeeld.example/regelingen/regeling.schema.json"
SCHEMA = schema(ADDRESS)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
#: Another reader of schemas, a strict one, which takes a fiftieth of the time.
QUICK = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
SHIPPED = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FILES.glob("*.json"))}
SCHEMES = list(documents().values())
#: What is put in the place of something: of each type, and near the limits.
STRANGE: tuple[Any, ...] = (
    None, "", " ", "x" * 500, True, False, 0, 1, -1, 101, 99.5, 10**14, [], [""], [{}], {}, {"all": []}, {"x": 1},
    "2026-11-23", "20261123", "GM0014", "age", "loan",
)  # fmt: skip


def test_the_schema_is_one_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == ADDRESS


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_file_is_as_described(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(SHIPPED[name])] == []
    assert QUICK.is_valid(SHIPPED[name])


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.slug)
def test_what_is_written_is_read_back_the_same(file: SchemeFile) -> None:
    written = json.loads(json.dumps(to_document(file), ensure_ascii=False))
    assert parse(written) == file
    assert to_document(parse(written)) == written
    assert list(VALIDATOR.iter_errors(written)) == []


def spots(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a document."""
    parts = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, part in parts:
        yield (*path, key)
        yield from spots(part, (*path, key))


def changed(document: Any, rng: Random) -> tuple[Any, str]:
    """A file with one thing in it that is strange, gone or too much, and what that is."""
    found = copy.deepcopy(document)
    path = rng.choice(list(spots(found)))
    target = found
    for step in path[:-1]:
        target = target[step]
    kind = rng.choice(["put", "drop", "add"])
    if kind == "drop":
        del target[path[-1]]
    elif kind == "add" and isinstance(target, dict):
        target[rng.choice(["colour", "label", "value", "than", "documents", "match", "fixed_amount", "$schema"])] = (
            rng.choice(STRANGE)
        )
    else:
        target[path[-1]] = rng.choice(STRANGE)
    return found, f"{kind} {'/'.join(map(str, path))}"


def refusal(document: Any) -> Any:
    """Why the portal refuses a file; None when it does not."""
    try:
        parse(document)
    except FileError as error:
        return error.__cause__.problem if isinstance(error.__cause__, RuleError | TermsError) else error.problem
    return None


def test_a_file_that_is_wrong_in_one_place_is_refused_by_both_or_by_neither() -> None:
    rng, refused = Random(4), 0
    for _ in range(4000):
        document, what = changed(rng.choice(list(SHIPPED.values())), rng)
        by_schema, by_portal = [error.message for error in QUICK.iter_errors(document)], refusal(document)
        if by_portal in BEYOND:
            continue
        # Of a date the schema knows the form alone, and of facts not what day it is.
        if by_portal is FileProblem.WRONG_FACTS and not by_schema:
            continue
        assert bool(by_schema) is (by_portal is not None), (what, by_portal, by_schema)
        refused += bool(by_schema)
    assert refused > 2000


def test_what_only_the_portal_refuses_is_still_refused() -> None:
    """The list of exceptions is no way around: each of them is reached by a file that the schema lets through."""
    one = SHIPPED["rotterdams-scholingsfonds"]
    ways: list[tuple[FileProblem, tuple[str | int, ...], Any]] = [
        (FileProblem.NOT_NUMBERED, ("versions", 1, "number"), 3),
        (FileProblem.ENDS_EARLY, ("versions", 0, "valid_to"), "2000-01-01"),
        (FileProblem.OVERLAPS, ("versions", 1, "valid_from"), "2000-01-01"),
        (FileProblem.CLOSED_REASON, ("versions", 1, "status"), "closed"),
        (FileProblem.EXAMPLE_NOTE, ("versions", 1, "example_note"), ""),
        (FileProblem.TITLE_TWICE, ("examples", 1, "title"), one["examples"][0]["title"]),
    ]
    for problem, path, value in ways:
        document = copy.deepcopy(one)
        target = document
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
        assert list(VALIDATOR.iter_errors(document)) == [], problem
        assert refusal(document) is problem


def test_every_fact_has_its_conditions_in_the_schema() -> None:
    assert {f"fact_{name}" for name in VOCABULARY} <= set(SCHEMA["$defs"])
