"""The outcome of a rule for one person and course, with its explanation."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from funding.engine.facts import value_to_document
from funding.engine.vocabulary import Absent, Value


class Verdict(StrEnum):
    """Three-valued, with one distinction: what is unknown only because a person must judge is to be checked."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    TO_BE_CHECKED = "to_be_checked"


class Shape(StrEnum):
    """What kind of node of the rule an outcome explains."""

    CONDITION = "condition"
    JUDGED = "judged"
    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict of one node of a rule, and those of its parts.

    ``label`` is the plain Dutch sentence of the condition and ``source`` its article; ``observed`` is the value of
    ``fact`` (None while unknown, ABSENT when it does not apply), ``against`` what it was compared with when that is
    another fact; ``count`` belongs to "at least so many".
    """

    verdict: Verdict
    shape: Shape
    label: str = ""
    source: str = ""
    fact: str = ""
    observed: Value | Absent | None = None
    count: int = 0
    parts: tuple["Outcome", ...] = ()
    against: Value | Absent | None = None

    def to_document(self) -> dict[str, object]:
        """JSON, without what is empty."""
        document: dict[str, object] = {"verdict": self.verdict.value, "shape": self.shape.value}
        document |= {name: text for name in ("label", "source", "fact", "count") if (text := getattr(self, name))}
        if self.observed is not None:
            document["observed"] = value_to_document(self.observed)
        if self.against is not None:
            document["against"] = value_to_document(self.against)
        if self.parts:
            document["parts"] = [part.to_document() for part in self.parts]
        return document


def deciding(outcome: Outcome) -> tuple[Outcome, ...]:
    """The conditions that decide the verdict, each once and in order.

    Of a no these are the reasons; of an unknown what is still unknown; of a "to be checked" what a person judges.
    A negation with a sentence of its own counts as one condition, and so does a rule without criteria.
    """
    return tuple(dict.fromkeys(_deciding(outcome)))


def _deciding(outcome: Outcome) -> Iterator[Outcome]:
    match outcome.shape:
        case Shape.CONDITION | Shape.JUDGED:
            yield outcome
        case Shape.NOT if outcome.label:
            yield outcome
        case _ if not outcome.parts:
            yield outcome
        case Shape.NOT:
            yield from _deciding(outcome.parts[0])
        case _:
            everything = _WHOLE[outcome.shape] is outcome.verdict
            for part in outcome.parts:
                if everything or part.verdict is outcome.verdict:
                    yield from _deciding(part)


# "All" is a yes by all its parts together, "any" a no; otherwise the parts with the same verdict decide.
_WHOLE = {Shape.ALL: Verdict.YES, Shape.ANY: Verdict.NO, Shape.AT_LEAST: None}


def conditions(outcome: Outcome, verdict: Verdict) -> tuple[Outcome, ...]:
    """All conditions with this verdict, each once and in order."""
    if not outcome.parts:
        return (outcome,) if outcome.verdict is verdict else ()
    return tuple(dict.fromkeys(leaf for part in outcome.parts for leaf in conditions(part, verdict)))
