"""The one table of steps that a plan line can take, and what follows from it for the application. Buttons, rights,
audit names, the database triggers (migrations/sql/states.sql) and the tests are made from it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from funding.applications.enums import ApplicationState, LineState
from portal.people.enums import Role


class By(StrEnum):
    """Who takes a step: the learner, staff with a role at the fund of the line, or the portal by itself.

    OUTSIDER: who decides on a line outside the portal and tells it by a signed link.
    """

    LEARNER = "learner"
    FUND_ADMINISTRATOR = Role.FUND_ADMINISTRATOR.value
    APPROVER = Role.APPROVER.value
    OUTSIDER = "outsider"
    PORTAL = "portal"


class Size(StrEnum):
    """Whether a step is for lines within what one person may decide, above it, or for both."""

    WITHIN_LIMIT = "within limit"
    ABOVE_LIMIT = "above limit"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step, from any of ``starts``.

    ``not_own_preparation``: four eyes, the one who prepared may not take it. ``suspends``: the legal term stands
    still until the next step (Awb 4:15).
    """

    name: str
    starts: tuple[LineState, ...]
    end: LineState
    by: By
    size: Size = Size.ANY
    needs_reason: bool = False
    not_own_preparation: bool = False
    suspends: bool = False


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
        return tuple(step for step in self.steps if state in step.starts)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(from, to) of every step, sorted, each once: what the database allows."""
        return tuple(sorted({(start.value, step.end.value) for step in self.steps for start in step.starts}))


S = LineState
ADMINISTRATOR, APPROVER = By.FUND_ADMINISTRATOR, By.APPROVER
WITHIN, ABOVE = Size.WITHIN_LIMIT, Size.ABOVE_LIMIT

#: With an assessor: money is held and nobody decided yet.
_OPEN_TO_DECIDE = (S.RESERVED, S.IN_REVIEW)
_PROMISED = (S.GRANTED, S.PARTLY_GRANTED)
_FOR_APPROVAL = (S.AWAITING_APPROVAL,)

LINE = Machine(
    (
        # The plan is sent: money is held where the fund decides here, or waited for when its budget is full;
        # elsewhere the learner goes to the fund.
        Step("reserve", (S.PROPOSED,), S.RESERVED, By.LEARNER),
        Step("wait", (S.PROPOSED,), S.WAITING, By.LEARNER),
        Step("refer", (S.PROPOSED,), S.OUTSIDE, By.LEARNER),
        # Money came back: the first of the waiting list gets it (Awb 4:26).
        Step("move_up", (S.WAITING,), S.RESERVED, By.PORTAL),
        Step("take_up", (S.RESERVED,), S.IN_REVIEW, ADMINISTRATOR),
        Step("put_back", (S.IN_REVIEW,), S.RESERVED, ADMINISTRATOR),
        # Awb 4:5: who is asked to complete gets a term; the fund's own term stands still meanwhile (4:15).
        Step("ask", _OPEN_TO_DECIDE, S.AWAITING_APPLICANT, ADMINISTRATOR, needs_reason=True, suspends=True),
        Step("answer", (S.AWAITING_APPLICANT,), S.IN_REVIEW, By.LEARNER),
        Step("time_up", (S.AWAITING_APPLICANT,), S.IN_REVIEW, By.PORTAL),
        # Up to the fund's limit one person decides. From the waiting list only in part: what is left (Awb 4:25).
        Step("grant", _OPEN_TO_DECIDE, S.GRANTED, ADMINISTRATOR, WITHIN, needs_reason=True),
        Step(
            "grant_in_part", (*_OPEN_TO_DECIDE, S.WAITING), S.PARTLY_GRANTED, ADMINISTRATOR, WITHIN, needs_reason=True
        ),
        Step("refuse", (*_OPEN_TO_DECIDE, S.WAITING), S.REFUSED, ADMINISTRATOR, WITHIN, needs_reason=True),
        Step("set_aside", (S.IN_REVIEW,), S.EXPIRED, ADMINISTRATOR, WITHIN, needs_reason=True),
        # Above it one prepares and another approves, for a grant and for a refusal (Awb 3:46: with reasons).
        Step("prepare", (*_OPEN_TO_DECIDE, S.WAITING), S.AWAITING_APPROVAL, ADMINISTRATOR, ABOVE, needs_reason=True),
        Step("approve_grant", _FOR_APPROVAL, S.GRANTED, APPROVER, ABOVE, not_own_preparation=True),
        Step("approve_grant_in_part", _FOR_APPROVAL, S.PARTLY_GRANTED, APPROVER, ABOVE, not_own_preparation=True),
        Step("approve_refusal", _FOR_APPROVAL, S.REFUSED, APPROVER, ABOVE, not_own_preparation=True),
        Step("approve_set_aside", _FOR_APPROVAL, S.EXPIRED, APPROVER, ABOVE, not_own_preparation=True),
        Step("send_back", _FOR_APPROVAL, S.RESERVED, APPROVER, ABOVE, needs_reason=True, not_own_preparation=True),
        # The same for a line that holds no money yet.
        Step(
            "send_back_to_list", _FOR_APPROVAL, S.WAITING, APPROVER, ABOVE, needs_reason=True, not_own_preparation=True
        ),
        # The learner may stop at any time.
        Step(
            "withdraw",
            (
                S.WAITING,
                S.RESERVED,
                S.IN_REVIEW,
                S.AWAITING_APPLICANT,
                S.AWAITING_APPROVAL,
                S.OUTSIDE,
                S.SENT_OUTSIDE,
                *_PROMISED,
            ),
            S.WITHDRAWN,
            By.LEARNER,
        ),
        # Another fund should decide (Awb 2:3) and took it over: there the file goes on as a line of its own.
        Step("forward", (S.WAITING, S.RESERVED, S.IN_REVIEW), S.FORWARDED, ADMINISTRATOR, needs_reason=True),
        # A later decision takes the place of an earlier one: after an objection (Awb 7:11), or a correction (4:48).
        Step("revise_grant", (S.REFUSED, S.EXPIRED, S.PARTLY_GRANTED), S.GRANTED, ADMINISTRATOR, needs_reason=True),
        Step("revise_in_part", (S.REFUSED, S.EXPIRED, S.GRANTED), S.PARTLY_GRANTED, ADMINISTRATOR, needs_reason=True),
        Step("revise_refusal", _PROMISED, S.REFUSED, ADMINISTRATOR, needs_reason=True),
        # More after an objection than was paid: the line can be paid again, for the difference.
        Step("revise_paid_grant", (S.PAID,), S.GRANTED, ADMINISTRATOR, needs_reason=True),
        Step("revise_paid_in_part", (S.PAID,), S.PARTLY_GRANTED, ADMINISTRATOR, needs_reason=True),
        # The same for the amount that was fixed: what is added to it can be paid.
        Step("revise_fixed", (S.PAID,), S.SETTLED, ADMINISTRATOR, needs_reason=True),
        # Money goes; the amount is fixed on evidence (Awb 4:42-4:46); what was too much comes back (4:57).
        # Between the two it is at the bank, and nothing else can happen to the line.
        Step("send_payment", (*_PROMISED, S.SETTLED), S.PAYING, APPROVER),
        Step("pay", (S.PAYING,), S.PAID, By.PORTAL),
        # The bank refused it, or it came back: the line is where it was, and can be paid again.
        Step("not_paid_grant", (S.PAYING, S.PAID), S.GRANTED, By.PORTAL),
        Step("not_paid_in_part", (S.PAYING, S.PAID), S.PARTLY_GRANTED, By.PORTAL),
        Step("not_paid_settled", (S.PAYING, S.PAID), S.SETTLED, By.PORTAL),
        Step("settle", (*_PROMISED, S.PAID), S.SETTLED, ADMINISTRATOR, needs_reason=True),
        Step("recover", (S.PAID, S.SETTLED), S.RECOVERED, ADMINISTRATOR, needs_reason=True),
        # Deciders outside the portal: the packet goes there, and their outcome is told here, with proof.
        Step("send_outside", (S.OUTSIDE,), S.SENT_OUTSIDE, By.LEARNER),
        Step("told_granted", (S.OUTSIDE, S.SENT_OUTSIDE), S.GRANTED_OUTSIDE, By.OUTSIDER),
        Step("told_refused", (S.OUTSIDE, S.SENT_OUTSIDE), S.REFUSED_OUTSIDE, By.OUTSIDER),
    )
)

#: States in which the fund has to do something.
AT_THE_FUND = frozenset({S.RESERVED, S.IN_REVIEW, S.AWAITING_APPROVAL})
#: States in which a fund of this portal has yet to decide, whoever has to act now.
UNDECIDED = AT_THE_FUND | {S.WAITING, S.AWAITING_APPLICANT}
#: States with money of a fund of this portal promised or paid.
PROMISED = frozenset({*_PROMISED, S.PAYING, S.PAID, S.SETTLED})
#: States in which a line pays for certain, whoever decided.
CERTAIN = PROMISED | {S.GRANTED_OUTSIDE}
#: States with a decision of a fund of this portal that the learner can read.
DECIDED = PROMISED | {S.REFUSED, S.EXPIRED, S.RECOVERED}
#: States in which this portal's fund is not the decider.
ELSEWHERE = frozenset({S.OUTSIDE, S.SENT_OUTSIDE, S.GRANTED_OUTSIDE, S.REFUSED_OUTSIDE})
#: States in which nobody here has to do anything any more.
FINAL = DECIDED | ELSEWHERE | {S.WITHDRAWN, S.FORWARDED}
#: States in which a proposal to forward the line to another fund is over: the fund decided, or nothing is asked.
STAYS_HERE = DECIDED | {S.WITHDRAWN}

A = ApplicationState
#: States of an application in which some fund of this portal has yet to decide.
RUNNING = frozenset({A.SUBMITTED, A.BEING_COMPLETED, A.IN_REVIEW})
#: States after the decisions that a course's own calendar brings; see ``state_of``.
AFTERWARDS = frozenset({A.RUNNING, A.EVIDENCE_DUE})


def counts_as(state: str, settled_cents: int | None) -> str:
    """Where a line stands for its application: the amount that is fixed is fixed, paid or not yet."""
    return S.SETTLED.value if state in {S.PAYING, S.PAID} and settled_cents is not None else state


def state_of(lines: Collection[str], now: ApplicationState) -> ApplicationState:
    """The state of an application whose lines count as these states (``counts_as``).

    ``now`` is kept where the lines do not say.
    """
    states = {LineState(state) for state in lines}
    # What was forwarded goes on in another line.
    here = states - ELSEWHERE - {S.FORWARDED} or states
    if S.AWAITING_APPLICANT in here:
        return A.BEING_COMPLETED
    if here & {S.IN_REVIEW, S.AWAITING_APPROVAL}:
        return A.IN_REVIEW
    if here & UNDECIDED:
        return A.IN_REVIEW if here & DECIDED else A.SUBMITTED
    if here & {*_PROMISED, S.PAYING, S.PAID}:
        return now if now in AFTERWARDS else A.DECIDED
    for kind, found in (
        (S.SETTLED, A.SETTLED),
        (S.RECOVERED, A.RECOVERED),
        (S.REFUSED, A.DECIDED),
        (S.EXPIRED, A.LAPSED),
        (S.WITHDRAWN, A.WITHDRAWN),
    ):
        if kind in here:
            return found
    return A.DECIDED


#: (from, to) of every step of an application that the database allows. A new decision, or a new plan after a
#: refusal, can open what was closed; nothing becomes a draft again.
APPLICATION_PAIRS: frozenset[tuple[str, str]] = frozenset(
    (start.value, end.value)
    for starts, ends in (
        ({A.DRAFT}, {A.SUBMITTED, A.DECIDED}),
        (RUNNING, RUNNING | {A.DECIDED, A.WITHDRAWN, A.LAPSED, A.SETTLED, A.RECOVERED}),
        ({A.DECIDED}, RUNNING | AFTERWARDS | {A.SETTLED, A.WITHDRAWN, A.RECOVERED, A.LAPSED}),
        (AFTERWARDS, RUNNING | AFTERWARDS | {A.DECIDED, A.SETTLED, A.WITHDRAWN, A.RECOVERED}),
        ({A.SETTLED}, RUNNING | {A.DECIDED, A.RECOVERED}),
        ({A.WITHDRAWN, A.LAPSED, A.RECOVERED}, RUNNING | {A.DECIDED, A.SETTLED}),
    )
    for start in starts
    for end in ends
    if start != end
)
