"""The rule of a version as nested sentences, each with its place, what is wrong with it, and where it can go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from funding.check.fact_words import joined_or
from funding.check.naming import Names
from funding.check.rule_words import reads_as
from funding.editor.fact_choices import fact_name
from funding.editor.tree import Found, GroupKind, Node, children, conditions, found, groups, path_text, whole
from funding.engine import rules
from funding.engine.rules import Path, RuleError
from funding.engine.tree import Rule
from funding.engine.vocabulary import VOCABULARY
from funding.schemes.readiness import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One node. ``place`` is its path for an address; ``parts`` are the rows of a group, ``is_all``: each must hold."""

    place: str
    text: str
    is_group: bool
    source: str = ""
    own_words: str = ""
    problems: tuple[str, ...] = ()
    parts: tuple["Row", ...] = ()
    is_all: bool = False
    is_root: bool = False
    is_first: bool = False
    is_last: bool = False


def rule_rows(rule: object, problems: Sequence[Problem] = ()) -> Row:
    """The whole rule; what is wrong stands at the node it is about, or at the nearest one around it.

    Conditions are in Dutch, as learners read them, whatever language the page is in.
    """
    document = whole(rule)
    parsed = [read for node in conditions(document) if (read := _read(node)) is not None]
    names = Names.of(parsed)
    told: dict[Path, list[str]] = {}
    for problem in problems:
        told.setdefault(_nearest(document, problem.path), []).append(problem.text)
    return _row(document, (), names, told)


def group_title(kind: GroupKind, negated: bool, count: int = 0) -> str:
    """The heading of a group."""
    if kind is GroupKind.ALL:
        return _("Dit mag niet allemaal tegelijk kloppen:") if negated else _("Dit moet allemaal kloppen:")
    if kind is GroupKind.ANY:
        return _("Geen van deze dingen mag kloppen:") if negated else _("Ten minste één van deze dingen moet kloppen:")
    if negated:
        text = ngettext(
            "Er mogen er niet %(count)s of meer kloppen:", "Er mogen er niet %(count)s of meer kloppen:", count
        )
    else:
        text = ngettext("Ten minste %(count)s moet kloppen:", "Ten minste %(count)s moeten kloppen:", count)
    return text % {"count": count}


def places_to_go(rule: object, path: Path) -> list[tuple[str, str]]:
    """The groups that a node can move to: every one but its own and those inside it, with a name to choose by."""
    document = whole(rule)
    here = path[:-2] if path else ()
    rows = []
    for group in groups(document):
        inside = group.path[: len(path)] == path
        if not inside and group.parts_path != path[:-1] and group.core_path != here:
            rows.append((path_text(group.path), _group_name(group)))
    return rows


def _group_name(group: Found) -> str:
    title = title_of(group).rstrip(":")
    first = next((_short(part) for part, _path in children(group)), _("nog leeg"))
    outer = _("de hele regel") if not group.path else title
    return f"{outer} ({first})"


def title_of(group: Found) -> str:
    """The heading of a group that was found."""
    count = group.core.get("at_least")
    return group_title(group.group or GroupKind.ALL, group.negated, count if isinstance(count, int) else 0)


def _short(node: Node) -> str:
    inner = found(node, ())
    return (
        title_of(inner).rstrip(":") if inner.group else str(inner.core.get("label") or inner.core.get("judged") or "…")
    )


def _read(node: Node) -> Rule | None:
    try:
        return rules.parse(node)
    except RuleError:
        return None


def _nearest(document: Node, path: Path) -> Path:
    """The row that tells of a path: that of the node itself, or of what it is in."""
    shown = {group.path for group in groups(document)} | {
        place for group in groups(document) for _part, place in children(group)
    }
    while path and path not in shown:
        path = path[:-1]
    return path


def _row(document: Node, path: Path, names: Names, told: Mapping[Path, list[str]], number: int = 0, of: int = 1) -> Row:
    node = found(document, path)
    ends = {"is_first": number == 0, "is_last": number == of - 1, "is_root": not path}
    problems = tuple(told.get(path, ()))
    if node.group:
        parts = list(children(node))
        rows = tuple(_row(document, place, names, told, at, len(parts)) for at, (_part, place) in enumerate(parts))
        own = str(node.core.get("label", ""))
        is_all = node.group is GroupKind.ALL and not node.negated
        return Row(path_text(path), title_of(node), True, "", own, problems, rows, is_all, **ends)
    core = node.core
    parsed = _read({"not": core} if node.negated else core)
    with override("nl"):
        text = reads_as(parsed, names).text if parsed else _unread(core)
    own = str(core.get("label", ""))
    words = own if parsed and own and own != text else ""
    return Row(path_text(path), text, False, str(core.get("source", "")), words, problems, (), False, **ends)


def _unread(core: Node) -> str:
    """What to call a condition that cannot be read."""
    fact = str(core.get("fact", ""))
    name = fact_name(fact) if fact in VOCABULARY else fact
    return str(core.get("label") or joined_or([name]) or _("Een voorwaarde die we niet kunnen lezen"))
