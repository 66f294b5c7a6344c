"""What is known about one person and one course on one day."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from funding.engine.ages import age_on, aow_from
from funding.engine.areas import is_code
from funding.engine.vocabulary import TODAY, VOCABULARY, Absent, Fact, Grant, Kind, ToldBy, Value, is_about_course


class FactProblem(StrEnum):
    """Why a value was refused; the pages turn this into a sentence in Dutch."""

    UNKNOWN_FACT = "unknown_fact"
    DERIVED = "derived"
    WRONG_TYPE = "wrong_type"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_PLACE = "not_a_place"
    NOT_A_CODE = "not_a_code"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


class FactError(ValueError):
    """A value that the vocabulary does not allow. ``fact`` names the fact, ``problem`` says what is wrong."""

    def __init__(self, fact: str, problem: FactProblem, value: object) -> None:
        super().__init__(f"{fact}: {problem.value}: {value!r}")
        self.fact, self.problem, self.value = fact, problem, value


DERIVATIONS: Mapping[str, Callable[[date, date], Value]] = MappingProxyType(
    {
        "age": lambda born, today: age_on(born, today),
        "below_aow_age": lambda born, today: today < aow_from(born),
        "days_until_start": lambda start, today: (start - today).days,
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Immutable known values and ``today``, the date of the check. Make it with ``of``; a missing name is unknown."""

    today: date
    values: Mapping[str, Value]
    _known: Mapping[str, Value | Absent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what is known: values of facts that make sense, and what follows from them."""
        known: dict[str, Value | Absent] = {}
        for name, fact in VOCABULARY.items():
            value = self._given(fact)
            if value is not None:
                known[name] = value
        object.__setattr__(self, "_known", known)

    def _given(self, fact: Fact) -> Value | Absent | None:
        if fact.name == TODAY:
            return self.today
        if fact.derived_from:
            base = self.values.get(fact.derived_from)
            return DERIVATIONS[fact.name](base, self.today) if isinstance(base, date) else None
        if fact.only_when is not None:
            condition = self.values.get(fact.only_when.fact)
            if condition is None:
                return None
            if condition not in fact.only_when.values:
                return fact.only_when.otherwise
        return self.values.get(fact.name)

    @classmethod
    def of(cls, values: Mapping[str, Value | None], today: date) -> "Facts":
        """Facts from checked values; None means unknown. Raises FactError that names the fact."""
        given = {name: checked(name, value, today) for name, value in values.items() if value is not None}
        return cls(today, MappingProxyType(given))

    def get(self, name: str) -> Value | Absent | None:
        """The value of a fact, derived facts included; ABSENT when it does not apply, None when it is unknown."""
        return self._known.get(name)

    def learned(self, name: str, value: Value) -> "Facts":
        """These facts and one more (or one changed). Raises FactError that names the fact."""
        return Facts(self.today, MappingProxyType({**self.values, name: checked(name, value, self.today)}))

    def about_course(self) -> "Facts":
        """Only what is known of the course."""
        return Facts(self.today, MappingProxyType({k: v for k, v in self.values.items() if is_about_course(k)}))

    def about_person(self) -> "Facts":
        """Everything but what is known of the course: the person, their work and what they received before."""
        return Facts(self.today, MappingProxyType({k: v for k, v in self.values.items() if not is_about_course(k)}))

    def asks(self, name: str) -> str | None:
        """The fact to ask the learner now in order to know ``name``; None when it is known or not the learner's.

        A derived fact asks its base; a fact that makes sense only sometimes first asks what decides that.
        """
        fact = VOCABULARY[name]
        if fact.derived_from:
            return self.asks(fact.derived_from)
        if fact.asked_through and self.get(name) is None:
            return self.asks(fact.asked_through)
        if fact.told_by is not ToldBy.LEARNER or self.get(name) is not None:
            return None
        if fact.only_when is not None and self.get(fact.only_when.fact) is None:
            return self.asks(fact.only_when.fact)
        return name

    def to_document(self) -> dict[str, object]:
        """JSON of what was told (derived facts follow from it): dates ISO, sets sorted."""
        values = {name: value_to_document(value) for name, value in sorted(self.values.items())}
        return {"today": self.today.isoformat(), "values": values}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Facts":
        """Read what to_document wrote. Raises FactError that names the fact, ValueError for another shape."""
        values = document.get("values")
        if not isinstance(values, Mapping):
            raise ValueError("Facts need values.")
        read = {str(name): value_from_document(str(name), value) for name, value in values.items()}
        return cls.of(read, date.fromisoformat(str(document.get("today"))))


def value_to_document(value: Value | Absent | None) -> object:
    """One value as JSON: dates ISO, sets and grants sorted, a fact that does not apply "absent"."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"on": grant.on.isoformat(), "scheme": grant.scheme, "cents": grant.cents} for grant in sorted(value)]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, Absent) else value


def value_from_document(name: str, value: object) -> Value:
    """One value from JSON, by the type of its fact. Raises FactError; the value itself is checked by ``checked``."""
    kind = _fact(name, value).kind
    if kind is Kind.DATE and isinstance(value, str):
        return _day(name, value)
    if kind is Kind.CHOICES and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return frozenset(value)
    if kind is Kind.GRANTS and isinstance(value, list):
        return tuple(sorted(_grant(name, part) for part in value))
    if kind not in (Kind.DATE, Kind.CHOICES, Kind.GRANTS) and isinstance(value, bool | int | str):
        return value
    raise FactError(name, FactProblem.WRONG_TYPE, value)


def _grant(name: str, document: object) -> Grant:
    match document:
        case {"on": str(on), "scheme": str(scheme), "cents": int(cents)} if type(cents) is int:
            return Grant(_day(name, on), scheme, cents)
        case _:
            raise FactError(name, FactProblem.WRONG_TYPE, document)


def _day(name: str, text: str) -> date:
    """A day as 2026-11-23: one spelling, so that the same rule always has the same digest."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise FactError(name, FactProblem.WRONG_TYPE, text) from None
    if found.isoformat() != text:
        raise FactError(name, FactProblem.WRONG_TYPE, text)
    return found


def is_short_code(text: str) -> bool:
    """Whether a text can be a code from a list: letters, digits, dots, dashes and underscores, forty at most."""
    return _CODE.fullmatch(text) is not None


def checked(name: str, value: Value, today: date) -> Value:
    """The value, if the vocabulary allows somebody to tell it for this fact. Raises FactError."""
    fact = _fact(name, value)
    if fact.told_by is ToldBy.DERIVED:
        raise FactError(name, FactProblem.DERIVED, value)
    check_type(fact, value)
    if isinstance(value, str) and fact.kind is Kind.PLACE and not is_code(value):
        raise FactError(name, FactProblem.NOT_A_PLACE, value)
    if isinstance(value, str) and fact.kind is Kind.CODE and not is_short_code(value):
        raise FactError(name, FactProblem.NOT_A_CODE, value)
    if isinstance(value, tuple):
        return tuple(sorted(_check_grants(fact, value, today)))
    if isinstance(value, int) and fact.kind is not Kind.YES_NO:
        _check_number(fact, value)
    if isinstance(value, date):
        _check_date(fact, value, today)
    return value


def is_allowed(name: str, value: Value, today: date = date.max) -> bool:
    """Whether the vocabulary allows somebody to tell this value on a day."""
    try:
        checked(name, value, today)
    except FactError:
        return False
    return True


def check_type(fact: Fact, value: object) -> None:
    """Raise FactError when a value has another type than its fact, or is none of the fact's choices."""
    if type(value) is not _TYPES[fact.kind]:
        raise FactError(fact.name, FactProblem.WRONG_TYPE, value)
    chosen = {value} if fact.kind is Kind.CHOICE else value if isinstance(value, frozenset) else set()
    if not chosen <= set(fact.choices):
        raise FactError(fact.name, FactProblem.NOT_A_CHOICE, value)


def _check_number(fact: Fact, value: int) -> None:
    if fact.least is not None and value < fact.least:
        raise FactError(fact.name, FactProblem.TOO_LOW, value)
    if fact.most is not None and value > fact.most:
        raise FactError(fact.name, FactProblem.TOO_HIGH, value)


def _check_grants(fact: Fact, grants: tuple[Grant, ...], today: date) -> tuple[Grant, ...]:
    for grant in grants:
        if type(grant) is not Grant or type(grant.cents) is not int:
            raise FactError(fact.name, FactProblem.WRONG_TYPE, grant)
        if grant.cents < 0:
            raise FactError(fact.name, FactProblem.TOO_LOW, grant)
        if grant.on > today:
            raise FactError(fact.name, FactProblem.TOO_HIGH, grant)
    return grants


def _check_date(fact: Fact, value: date, today: date) -> None:
    if fact.earliest is not None and value < fact.earliest:
        raise FactError(fact.name, FactProblem.TOO_LOW, value)
    if fact.past and value > today:
        raise FactError(fact.name, FactProblem.TOO_HIGH, value)


def _fact(name: str, value: object) -> Fact:
    if name not in VOCABULARY:
        raise FactError(name, FactProblem.UNKNOWN_FACT, value)
    return VOCABULARY[name]


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")

_TYPES: Mapping[Kind, type] = MappingProxyType(
    {
        Kind.WHOLE_NUMBER: int,
        Kind.CENTS: int,
        Kind.DATE: date,
        Kind.YES_NO: bool,
        Kind.CHOICE: str,
        Kind.CHOICES: frozenset,
        Kind.PLACE: str,
        Kind.CODE: str,
        Kind.GRANTS: tuple,
    }
)
