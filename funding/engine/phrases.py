"""A rule as people say it: without negations of groups, and with as few levels as it can have.

The words themselves are made outside the engine (funding.check.rule_words).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from funding.engine.tree import All, Any, AtLeast, Compare, CompareTo, Leaf, Not, Operator, Rule
from funding.engine.vocabulary import VOCABULARY, Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition that has to hold, or has not to."""

    leaf: Leaf
    holds: bool


@dataclass(frozen=True, slots=True)
class Several:
    """So many of these, or more; ``label`` is the administrator's own sentence for them, "" when there is none."""

    needed: int
    parts: tuple["Phrase", ...]
    label: str = ""

    @property
    def is_all(self) -> bool:
        """Whether every part is needed."""
        return self.needed == len(self.parts)


type Phrase = Statement | Several


def phrased(rule: Rule) -> Phrase:
    """The phrases of a rule. "Not all" becomes "one of ... not", and a group with one part becomes that part.

    Of a fact that does not apply, "not at least" is not quite "less than"; for a reader they are the same.
    """
    return _phrase(rule, True)


def _phrase(rule: Rule, holds: bool) -> Phrase:
    match rule:
        case All(parts=parts, label=label):
            return _several(len(parts), parts, label, holds)
        case Any(parts=parts, label=label):
            return _several(1, parts, label, holds)
        case AtLeast(count=count, parts=parts, label=label):
            return _several(count, parts, label, holds)
        case Not(part=part):
            return _phrase(part, not holds)
        case Compare() | CompareTo() if not holds and (turned := _turned(rule)):
            return Statement(turned, True)
        case _:
            return Statement(rule, holds)


def _several(needed: int, parts: tuple[Rule, ...], label: str, holds: bool) -> Phrase:
    # Not "k or more of n" is "n - k + 1 or more of n are not so".
    needed = needed if holds else len(parts) - needed + 1
    found = tuple(_phrase(part, holds) for part in parts)
    if len(found) == 1:
        return found[0]
    if needed == len(found):
        merged = tuple(_merged(found, all_of=True))
        return Several(len(merged), merged, label if holds else "")
    if needed == 1:
        return Several(1, tuple(_merged(found, all_of=False)), label if holds else "")
    return Several(needed, found, label if holds else "")


def _merged(parts: tuple[Phrase, ...], all_of: bool) -> Iterator[Phrase]:
    """The parts, with those of a nested group of the same kind that has no sentence of its own in place of it."""
    for part in parts:
        if isinstance(part, Several) and not part.label and (part.is_all if all_of else part.needed == 1):
            yield from part.parts
        else:
            yield part


def _turned(leaf: Compare | CompareTo) -> Compare | CompareTo | None:
    """The same condition the other way round; None for those that have no other way."""
    kind = VOCABULARY[leaf.fact].kind
    if isinstance(leaf, Compare) and isinstance(leaf.value, bool):
        return replace(leaf, operator=Operator.IS, value=(not leaf.value) is (leaf.operator is Operator.IS))
    if isinstance(leaf, Compare) and kind in (Kind.WHOLE_NUMBER, Kind.CENTS) and isinstance(leaf.value, int):
        # Whole numbers: not 18 or more is 17 or less.
        if leaf.operator is Operator.AT_LEAST:
            return replace(leaf, operator=Operator.AT_MOST, value=leaf.value - 1)
        if leaf.operator is Operator.AT_MOST:
            return replace(leaf, operator=Operator.AT_LEAST, value=leaf.value + 1)
    if kind is not Kind.DATE and leaf.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return None
    return replace(leaf, operator=_OTHER_WAY[leaf.operator])


_OTHER_WAY = {
    Operator.IS: Operator.IS_NOT,
    Operator.IS_NOT: Operator.IS,
    Operator.AT_LEAST: Operator.BEFORE,
    Operator.AT_MOST: Operator.AFTER,
    Operator.BEFORE: Operator.AT_LEAST,
    Operator.AFTER: Operator.AT_MOST,
}
