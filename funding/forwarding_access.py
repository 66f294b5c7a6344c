"""Files that go from one fund to another, as each of the parties may see them.

The fund that gave a file away keeps what it did itself: that it forwarded, why, and its own letters. The fund that is
asked sees no name and no proof before it took the file over.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.forwarding.enums import ANSWER_DAYS, OPEN, ForwardingState
from funding.forwarding.models import Forwarding
from funding.letters.models import Letter
from portal.access import Person, page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role

_WITH = ("from_fund", "to_fund", "scheme", "consent", "proposed_by", "answered_by", "line__application__learner")
_WITH_FILE = ("line__fund", "line__budget", "line__scheme_version__scheme", "line__application__course__provider")


def forwardings(request: HttpRequest) -> "Page[Forwarding]":
    """What goes from or to the funds of this person: what waits first, then the newest."""
    found = _seen(person(request), *FUND_ROLES).select_related(*_WITH, *_WITH_FILE)
    return page_of(request, found.order_by(Case(When(state__in=OPEN, then=0), default=1), "-proposed", "-pk"))


def forwarding(request: HttpRequest, pk: UUID) -> Forwarding:
    """One of those, with its file, or 404."""
    return _whole(_seen(person(request), *FUND_ROLES)).filter(pk=pk).first() or refuse(request, "forwarding", pk)


def to_answer(request: HttpRequest, pk: UUID) -> Forwarding:
    """One that was offered to a fund that this person administers, or 404."""
    return _at(request, pk, Q(to_fund__in=person(request).funds(Role.FUND_ADMINISTRATOR)))


def to_cancel(request: HttpRequest, pk: UUID) -> Forwarding:
    """One that a fund which this person administers proposed, or 404."""
    return _at(request, pk, Q(from_fund__in=person(request).funds(Role.FUND_ADMINISTRATOR)))


def asked_of_learner(request: HttpRequest, pk: UUID, forwarding_pk: UUID) -> Forwarding:
    """One that waits, or waited, for this learner's word, or 404."""
    mine = Forwarding.objects.filter(pk=forwarding_pk, line__application=pk)
    found = _whole(mine.filter(line__application__learner=person(request).user)).first()
    return found or refuse(request, "forwarding", forwarding_pk)


def open_for_learner(of: Iterable[PlanLine]) -> list[Forwarding]:
    """What waits for a learner's word, on lines that were reached already."""
    found = Forwarding.objects.filter(line__in=list(of), state=ForwardingState.ASKED)
    return list(found.select_related("from_fund", "to_fund"))


def done_of(of: Iterable[PlanLine]) -> dict[UUID, Forwarding]:
    """How lines that were reached already went to another fund, by line."""
    found = Forwarding.objects.filter(line__in=list(of), state=ForwardingState.ACCEPTED)
    return {one.line_id: one for one in found.select_related("to_fund", "from_fund")}


def of_line(line: PlanLine) -> Forwarding | None:
    """The open proposal about a line that was reached already."""
    return Forwarding.objects.filter(line=line, state__in=OPEN).select_related("to_fund").first()


def line_forwarded(request: HttpRequest, pk: UUID) -> Forwarding | None:
    """How a line of a fund of this person went to another; None when it did not."""
    return _seen(person(request), *FUND_ROLES).filter(line=pk, state=ForwardingState.ACCEPTED).first()


def before(line: PlanLine) -> list[PlanLine]:
    """The lines at other funds that this one goes on from, the last fund first; with what their history shows."""
    found: list[PlanLine] = []
    lines = PlanLine.objects.select_related("fund", "application").prefetch_related(
        "requests__asked_by", "preparations__prepared_by", "preparations__returned__by", "decisions__decided_by"
    )
    while line.round > 1:
        came = Forwarding.objects.filter(new_line=line).values_list("line", flat=True).first()
        if came is None:
            break
        line = lines.get(pk=came)
        found.append(line)
    return found


def letters_kept(forwarding: Forwarding) -> list[Letter]:
    """The letters of the fund that forwarded, which both parties may read."""
    return list(Letter.objects.filter(line=forwarding.line_id).order_by("written"))


def may_read_letter(who: Person, line_id: UUID) -> bool:
    """Whether a letter about a line is of a file that went from or to a fund of this person."""
    return _seen(who, *FUND_ROLES).filter(line=line_id, state=ForwardingState.ACCEPTED).exists()


def to_do(who: Person) -> QuerySet[Forwarding]:
    """What was offered to the funds that this person administers, and waits."""
    here = who.funds(Role.FUND_ADMINISTRATOR)
    return _seen(who, Role.FUND_ADMINISTRATOR).filter(
        to_fund__in=here, state=ForwardingState.PROPOSED, line__state__in=LINE.step("forward").starts
    )


def overdue(who: Person) -> QuerySet[Forwarding]:
    """What the funds that this person administers proposed, and nobody answered for a week."""
    before = timezone.now() - timedelta(days=ANSWER_DAYS)
    return _seen(who, Role.FUND_ADMINISTRATOR).filter(
        Q(state=ForwardingState.PROPOSED, offered__lte=before) | Q(state=ForwardingState.ASKED, proposed__lte=before),
        from_fund__in=who.funds(Role.FUND_ADMINISTRATOR),
        line__state__in=LINE.step("forward").starts,
    )


def _seen(who: Person, *roles: Role) -> QuerySet[Forwarding]:
    """From or to the funds of this person, never of their own application or one they are involved with.

    The fund that is asked does not see it before the learner agreed; later it can look back what came of it.
    """
    here = who.funds(*roles)
    found = Forwarding.objects.filter(Q(from_fund__in=here) | Q(to_fund__in=here, offered__isnull=False))
    return found.exclude(line__application__learner=who.user).exclude(line__application__involvements__user=who.user)


def _at(request: HttpRequest, pk: UUID, where: Q) -> Forwarding:
    found = _whole(_seen(person(request), Role.FUND_ADMINISTRATOR).filter(where, pk=pk)).first()
    return found or refuse(request, "forwarding", pk)


def _whole(found: QuerySet[Forwarding]) -> QuerySet[Forwarding]:
    return found.select_related(*_WITH, *_WITH_FILE, "line__application__session").prefetch_related(
        "line__application__lines__scheme_version__scheme"
    )
