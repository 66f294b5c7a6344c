"""The rule of a draft as a document that somebody works on: nodes by their path, and groups that may still be empty.

A path is that of rules.RuleError and of contradictions.findings: ("all", 2, "not"); in an address it is "all-2-not".
Every function gives a new document and leaves the old one as it was.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from funding.engine.rules import Path

type Node = dict[str, Any]

#: Under which key a group keeps its parts.
LISTS = {"all": "all", "any": "any", "at_least": "of"}
_STEPS = re.compile(r"(?:(?:(?:all|any|of)-\d{1,3}|not)(?:-|$))*")


class NoSuchNode(LookupError):
    """The path leads nowhere: the rule changed after the page was made, or somebody typed an address."""


class GroupKind(StrEnum):
    """How many parts of a group have to hold."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Found:
    """A node without the "not" around it: ``path`` leads to the node with it, ``core_path`` to what is inside."""

    path: Path
    core_path: Path
    core: Node
    negated: bool

    @property
    def group(self) -> GroupKind | None:
        """Which kind of group this is; None for a condition."""
        return next((GroupKind(kind) for kind in LISTS if kind in self.core), None)

    @property
    def parts(self) -> list[Node]:
        """The parts of a group, as far as they are there."""
        parts = self.core.get(LISTS[self.group]) if self.group else None
        return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []

    @property
    def parts_path(self) -> Path:
        """Where the parts of a group are; its own path for a condition."""
        return (*self.core_path, LISTS[self.group]) if self.group else self.core_path


def path_text(path: Path) -> str:
    """A path for an address."""
    return "-".join(str(step) for step in path)


def path_of(text: str) -> Path:
    """The path of an address. Raises NoSuchNode for what cannot be one."""
    if not _STEPS.fullmatch(text):
        raise NoSuchNode(text)
    return tuple(int(step) if step.isdigit() else step for step in text.split("-") if step)


def whole(rule: object) -> Node:
    """The rule as a group of which all must hold: what is something else comes inside one."""
    if isinstance(rule, dict) and isinstance(rule.get("all"), list):
        return deepcopy(rule)
    return {"all": [deepcopy(rule)]} if isinstance(rule, dict) and rule else {"all": []}


def found(rule: Node, path: Path) -> Found:
    """The node at a path. Raises NoSuchNode."""
    core, core_path, negated = _at(rule, path), path, False
    while isinstance(core.get("not"), dict):
        core, core_path, negated = core["not"], (*core_path, "not"), not negated
    return Found(path, core_path, core, negated)


def children(node: Found) -> Iterator[tuple[Node, Path]]:
    """The parts of a group with their paths."""
    for number, part in enumerate(node.parts):
        yield part, (*node.parts_path, number)


def groups(rule: Node, path: Path = ()) -> Iterator[Found]:
    """Every group of a rule, outer ones first."""
    node = found(rule, path)
    if node.group:
        yield node
        for _part, place in children(node):
            yield from groups(rule, place)


def conditions(rule: Node, path: Path = ()) -> Iterator[Node]:
    """Every condition of a rule, without a "not" around it, in its order."""
    node = found(rule, path)
    if not node.group:
        yield node.core
    for _part, place in children(node):
        yield from conditions(rule, place)


def added(rule: Node, group: Path, node: Node) -> Node:
    """The rule with one more node at the end of a group. Raises NoSuchNode."""
    changed = deepcopy(rule)
    place = found(changed, group)
    if not place.group:
        raise NoSuchNode(path_text(group))
    place.core.setdefault(LISTS[place.group], []).append(node)
    return changed


def replaced(rule: Node, path: Path, node: Node) -> Node:
    """The rule with another node in this place. Raises NoSuchNode."""
    _at(rule, path)
    if not path:
        return whole(node)
    changed = deepcopy(rule)
    _into(changed, path[:-1])[path[-1]] = node
    return changed


def removed(rule: Node, path: Path) -> Node:
    """The rule without this node (the whole rule: an empty one). Raises NoSuchNode."""
    _at(rule, path)
    if not path:
        return {"all": []}
    changed = deepcopy(rule)
    place = _into(changed, path[:-1])
    if not isinstance(place, list) or not isinstance(path[-1], int):
        raise NoSuchNode(path_text(path))
    del place[path[-1]]
    return changed


def moved(rule: Node, path: Path, by: int) -> Node:
    """The rule with this node so many places further in its group (below zero: back). Raises NoSuchNode."""
    node = _at(rule, path)
    changed = deepcopy(rule)
    place = _into(changed, path[:-1]) if path else None
    if not isinstance(place, list) or not isinstance(path[-1], int):
        raise NoSuchNode(path_text(path))
    del place[path[-1]]
    place.insert(max(0, path[-1] + by), deepcopy(node))
    return changed


def moved_to(rule: Node, path: Path, group: Path) -> Node:
    """The rule with this node at the end of another group. Raises NoSuchNode, also for a group inside the node."""
    node = deepcopy(_at(rule, path))
    if not path or group[: len(path)] == path:
        raise NoSuchNode(path_text(group))
    # First to its new place, then away from the old one: adding at the end moves no path.
    return removed(added(rule, group, node), path)


def regrouped(rule: Node, path: Path, kind: GroupKind, count: int, negated: bool) -> Node:
    """The rule with another kind of group around the same parts. Raises NoSuchNode."""
    node = found(rule, path)
    return replaced(rule, path, group_node(kind, deepcopy(node.parts), count, negated))


def group_node(kind: GroupKind, parts: list[Node], count: int = 1, negated: bool = False) -> Node:
    """A group; ``count`` counts for "at least"."""
    core: Node = {"at_least": count, "of": parts} if kind is GroupKind.AT_LEAST else {kind.value: parts}
    return {"not": core} if negated else core


def _at(rule: Node, path: Path) -> Node:
    place: Any = rule
    for step in path:
        place = _step(place, step)
    if not isinstance(place, dict):
        raise NoSuchNode(path_text(path))
    return place


def _into(rule: Node, path: Path) -> Any:
    place: Any = rule
    for step in path:
        place = _step(place, step)
    return place


def _step(place: Any, step: str | int) -> Any:
    if isinstance(step, int) and isinstance(place, list) and step < len(place):
        return place[step]
    if isinstance(step, str) and isinstance(place, Mapping) and step in place:
        return place[step]
    raise NoSuchNode(str(step))
