"""What a course costs one visitor, without knowing how that is worked out: funding registers who does.

Imports run to the left, so the catalogue names a protocol and ``funding`` gives it its body in ``AppConfig.ready``.
While nobody registered, pages show no line and no box about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import numpy as np
from django.http import HttpRequest
from numpy.typing import NDArray

from courses.models import Course, Session
from courses.search.columns import Snapshot
from portal.pages.money import MoneyLine


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one visitor would pay for one course, as far as is known now.

    ``own_cents`` is None while questions are open; it counts on ``open_cents`` that are not certain yet: somebody still
    looks at them, or the visitor asks for them elsewhere. ``payers`` are the names of who pays the rest; at most
    ``questions_left`` questions still matter, ``questions_about`` as a rule, None when that is not known; ``example``:
    amounts were made up for a demo. ``shares`` is who pays what, only of a course that was worked out whole.
    ``assumed``: it counts on what nearly everybody would answer to what is asked of each course apart.
    """

    own_cents: int | None = None
    payers: tuple[str, ...] = ()
    questions_left: int | None = None
    questions_about: int | None = None
    example: bool = False
    open_cents: int = 0
    shares: Sequence[MoneyLine] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OwnCents:
    """What one visitor would pay in cents for every course, per row of a snapshot; -1 while that is open.

    ``cents`` is None while it is being worked out: who did not ask for an order or a filter need not wait for it.
    """

    cents: NDArray[np.int64] | None = None


class Line(Protocol):
    """A sentence, or a heading with sentences below it; ``dutch``: written in Dutch whatever the page is in."""

    @property
    def text(self) -> str: ...
    @property
    def parts(self) -> "Sequence[Line]": ...
    @property
    def dutch(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody who may pay part of a course: its page, and who can have the money for this course, in words.

    ``fits`` is whether the visitor's answers meet those conditions; None while that is open.
    """

    name: str
    url: str
    lines: Sequence[Line] = ()
    fits: bool | None = None


class CostEstimator(Protocol):
    def check_url(self, course: Course, session: Session | None) -> str:
        """Where "Wat kost het jou?" begins for this course, and this session when one was chosen."""
        ...

    def for_courses(self, request: HttpRequest, courses: Sequence[Course]) -> Mapping[UUID, Estimate]:
        """Estimates for this visitor by course id, in one go; courses of which nothing can be said are left out."""
        ...

    def for_course(self, request: HttpRequest, course: Course) -> Estimate | None:
        """The whole estimate of one course, for its page; None when nothing can be said."""
        ...

    def who_can(self, request: HttpRequest, course: Course, session: Session | None) -> Sequence[Payer]:
        """Who may pay part of this course, whoever asks: those whose conditions it fits, with what is left of them.

        Those that fit the visitor's answers first and those that do not last; then those with the least conditions.
        """
        ...

    def own_contributions(self, request: HttpRequest, snapshot: Snapshot, *, wait: bool) -> OwnCents | None:
        """What this visitor would pay for every course of this snapshot; None for who told nothing of themselves yet.

        With ``wait`` it is there for certain, and the first time after new answers that takes a while.
        """
        ...

    def for_typical_learner(
        self, request: HttpRequest, sessions: Sequence[Session]
    ) -> tuple[str, Mapping[UUID, Estimate]]:
        """The first name of an invented learner of this brand's regions, and what they would pay, by session id.

        Courses without a price are left out. An example, to be shown as one.
        """
        ...


_estimator: CostEstimator | None = None


def register(estimator: CostEstimator) -> None:
    """Let this one tell what courses cost; called once, at start-up."""
    global _estimator
    _estimator = estimator


def estimator() -> CostEstimator | None:
    """Who tells what a course costs the visitor; None when nobody does."""
    return _estimator
