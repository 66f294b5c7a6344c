"""The forms by which funds ask a scholingsadvies, as data: one JSON file a form, in Dutch, with where it comes from.

A form that changes gets a higher version; what was filled in keeps the words of the version it was filled in with.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from intake.fund_forms.enums import FieldKind

MOST_FIELDS = 30


class BadForm(Exception):
    """A file that is no form; the words say which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a fund; ``choices`` of a choice only."""

    key: str
    label: str
    kind: FieldKind
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedForm:
    """What a fund asks of an adviser. ``fund`` is its slug; "" is the form for every fund that has none of its own."""

    slug: str
    version: int
    fund: str
    title: str
    source: str
    is_example: bool
    fields: tuple[FormField, ...]


def asked_forms() -> Mapping[str, AskedForm]:
    """Every form by its slug, that for all funds first."""
    found = _read()
    return {one.slug: one for one in sorted(found, key=lambda one: (bool(one.fund), one.title))}


@cache
def _read() -> tuple[AskedForm, ...]:
    folder = resources.files("intake.fund_forms").joinpath("data")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return tuple(form_of(json.loads(one.read_text(encoding="utf-8")), one.name) for one in files)


def form_of(told: Any, name: str) -> AskedForm:
    """The form that a file tells. Raises BadForm."""
    try:
        fields = tuple(_field(one) for one in told["fields"])
        found = AskedForm(
            slug=str(told["slug"]),
            version=int(told["version"]),
            fund=str(told["fund"] or ""),
            title=str(told["title"]),
            source=str(told["source"]),
            is_example=bool(told["is_example"]),
            fields=fields,
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadForm(f"{name}: {problem!r}") from problem
    keys = [one.key for one in fields]
    if not 1 <= len(fields) <= MOST_FIELDS or len(keys) != len(set(keys)) or not found.source or not found.title:
        raise BadForm(f"{name}: 1 to {MOST_FIELDS} fields with keys of their own, a title and a source")
    return found


def _field(told: Any) -> FormField:
    kind = FieldKind(told["kind"])
    choices = tuple(str(one) for one in told.get("choices", ()))
    if (kind == FieldKind.CHOICE) != bool(choices) or not told["key"].isidentifier() or not told["label"]:
        raise ValueError(told["key"])
    return FormField(told["key"], str(told["label"]), kind, bool(told.get("required", True)), choices)
