"""The rule as a document that somebody works on: whatever is moved, nothing gets lost and nothing comes twice."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.editor import tree
from funding.editor.tree import GroupKind, NoSuchNode


def _leaf(number: int) -> dict[str, Any]:
    return {"judged": f"zin {number}", "source": "x"}


LEAVES = st.integers(0, 10**6).map(_leaf)


def _grown(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(nodes, max_size=4)
    return st.one_of(
        parts.map(lambda found: {"all": found}),
        parts.map(lambda found: {"any": found}),
        parts.map(lambda found: {"at_least": 1, "of": found}),
        nodes.map(lambda node: {"not": node}),
    )


RULES = st.recursive(LEAVES, _grown, max_leaves=12).map(tree.whole)


def places(rule: tree.Node) -> list[tree.Found]:
    """Every node that has a row: each group and each part of one."""
    found = [tree.found(rule, ())]
    for group in tree.groups(rule):
        found += [tree.found(rule, place) for _part, place in tree.children(group)]
    return found


def sentences(rule: Any) -> list[str]:
    """All conditions, sorted."""
    if isinstance(rule, dict):
        own = [str(rule["judged"])] if "judged" in rule else []
        return sorted(own + [text for value in rule.values() for text in sentences(value)])
    return sorted(text for part in rule for text in sentences(part)) if isinstance(rule, list) else []


@given(RULES, st.data())
def test_a_node_moves_to_another_group_and_nothing_else_changes(rule: tree.Node, data: st.DataObject) -> None:
    before = deepcopy(rule)
    node = data.draw(st.sampled_from(places(rule)))
    group = data.draw(st.sampled_from(list(tree.groups(rule))))
    inside = group.path[: len(node.path)] == node.path
    if not node.path or inside:
        with pytest.raises(NoSuchNode):
            tree.moved_to(rule, node.path, group.path)
    else:
        assert sentences(tree.moved_to(rule, node.path, group.path)) == sentences(rule)
    assert rule == before


@given(RULES, st.data())
def test_up_and_down_again_is_where_it_was(rule: tree.Node, data: st.DataObject) -> None:
    nodes = [node for node in places(rule) if node.path]
    if not nodes:
        return
    path = data.draw(st.sampled_from(nodes)).path
    lower = tree.moved(rule, path, 1)
    assert sentences(lower) == sentences(rule)
    last = tree.found(rule, path[:-2] if path[-2] != "not" else path[:-1])
    if int(path[-1]) + 1 < len(last.parts):
        assert tree.moved(lower, (*path[:-1], int(path[-1]) + 1), -1) == rule


@given(RULES, LEAVES, st.data())
def test_what_is_added_can_be_removed_and_what_is_replaced_is_gone(
    rule: tree.Node, leaf: tree.Node, data: st.DataObject
) -> None:
    group = data.draw(st.sampled_from(list(tree.groups(rule))))
    wider = tree.added(rule, group.path, leaf)
    assert sentences(wider) == sorted([*sentences(rule), leaf["judged"]])
    assert tree.removed(wider, (*group.parts_path, len(group.parts))) == rule
    node = data.draw(st.sampled_from(places(rule)))
    if node.path:
        replaced = tree.replaced(rule, node.path, leaf)
        assert tree.found(replaced, node.path).core == leaf


@given(RULES, st.sampled_from(GroupKind), st.booleans(), st.data())
def test_another_kind_of_group_keeps_its_parts(
    rule: tree.Node, kind: GroupKind, negated: bool, data: st.DataObject
) -> None:
    group = data.draw(st.sampled_from(list(tree.groups(rule))))
    changed = tree.regrouped(rule, group.path, kind, 1, negated)
    assert sentences(changed) == sentences(rule)
    place = group.path if group.path or (kind is GroupKind.ALL and not negated) else ("all", 0)
    now = tree.found(changed, place)
    assert (now.group, now.negated) == (kind, negated)


@given(RULES)
def test_a_path_in_an_address_leads_to_the_same_node(rule: tree.Node) -> None:
    for node in places(rule):
        assert tree.path_of(tree.path_text(node.path)) == node.path


@pytest.mark.parametrize("text", ["all-9", "any-0", "not", "all", "all-x", "../..", "all-0-judged", "-1", "x" * 999])
def test_a_place_that_is_not_there_is_none(text: str) -> None:
    with pytest.raises(NoSuchNode):
        tree.found({"all": [{"any": []}]}, tree.path_of(text))
