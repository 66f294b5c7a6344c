"""The one table of steps that a plan line can take. Buttons, rights, audit names, the database trigger
(migrations/sql/line_states.sql) and the tests are made from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from funding.applications.enums import LineState
from portal.people.enums import Role


class By(StrEnum):
    """Who takes a step: the learner (by submitting), or staff with a role at the fund of the line."""

    LEARNER = "learner"
    FUND_ADMINISTRATOR = Role.FUND_ADMINISTRATOR.value
    APPROVER = Role.APPROVER.value


class Size(StrEnum):
    """Whether a step is for lines within what one person may decide, above it, or for both."""

    WITHIN_LIMIT = "within limit"
    ABOVE_LIMIT = "above limit"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step. ``not_own_preparation``: four eyes, the one who prepared may not take it."""

    name: str
    start: LineState
    end: LineState
    by: By
    size: Size = Size.ANY
    needs_reason: bool = False
    not_own_preparation: bool = False


class UnknownStep(LookupError):
    """The table has no such step."""


@dataclass(frozen=True, slots=True)
class Machine:
    steps: tuple[Step, ...]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def step(self, name: str) -> Step:
        """The step of this name; raises UnknownStep."""
        for step in self.steps:
            if step.name == name:
                return step
        raise UnknownStep(name)

    def from_state(self, state: str) -> tuple[Step, ...]:
        """Steps that begin in this state, in the order of the table."""
        return tuple(step for step in self.steps if step.start == state)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(from, to) of every step, sorted, each once: what the database allows."""
        return tuple(sorted({(step.start.value, step.end.value) for step in self.steps}))


S = LineState

LINE = Machine(
    (
        # The plan is sent: money is held where the fund decides here; elsewhere the learner goes to the fund.
        Step("reserve", S.PROPOSED, S.RESERVED, By.LEARNER),
        Step("refer", S.PROPOSED, S.OUTSIDE, By.LEARNER),
        # Up to the fund's limit one person decides.
        Step("grant", S.RESERVED, S.GRANTED, By.FUND_ADMINISTRATOR, Size.WITHIN_LIMIT, needs_reason=True),
        Step("refuse", S.RESERVED, S.REFUSED, By.FUND_ADMINISTRATOR, Size.WITHIN_LIMIT, needs_reason=True),
        # Above it one prepares and another approves, for a grant and for a refusal (Awb 3:46: with reasons).
        Step(
            "prepare",
            S.RESERVED,
            S.AWAITING_APPROVAL,
            By.FUND_ADMINISTRATOR,
            Size.ABOVE_LIMIT,
            needs_reason=True,
        ),
        Step(
            "approve_grant",
            S.AWAITING_APPROVAL,
            S.GRANTED,
            By.APPROVER,
            Size.ABOVE_LIMIT,
            not_own_preparation=True,
        ),
        Step(
            "approve_refusal",
            S.AWAITING_APPROVAL,
            S.REFUSED,
            By.APPROVER,
            Size.ABOVE_LIMIT,
            not_own_preparation=True,
        ),
        Step(
            "send_back",
            S.AWAITING_APPROVAL,
            S.RESERVED,
            By.APPROVER,
            Size.ABOVE_LIMIT,
            needs_reason=True,
            not_own_preparation=True,
        ),
    )
)

#: States in which nobody here has to do anything any more.
FINAL = frozenset({S.GRANTED, S.REFUSED, S.OUTSIDE})
#: States in which the fund has to do something.
AT_THE_FUND = frozenset({S.RESERVED, S.AWAITING_APPROVAL})
