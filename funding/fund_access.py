"""What who works at a fund may see: the lines that ask money of it, never those of their own applications."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone

from funding.applications.enums import ApplicationState, LineState
from funding.applications.models import PlanLine
from funding.applications.queries import NEVER, PlanLineQuerySet
from funding.applications.states import LINE, UNDECIDED
from funding.budgets import ledger
from funding.checks.models import Check
from funding.decisions.models import Decision, Preparation, Returned
from funding.decisions.reasons import Reason
from funding.letters.models import Letter
from funding.messages.models import Message
from funding.objections.models import Objection
from funding.queue.models import Deputy
from funding.settling.models import Instalment, Settlement
from portal.access import Person, person, refuse
from portal.mail.models import ReturnedAddress
from portal.mail.returned import KEPT
from portal.people.enums import FUND_ROLES, Role

#: Days before the end of the legal term, or before the course, from which a date shows in a warning colour.
SOON_DAYS = 10


def lines(who: Person, *roles: Role) -> PlanLineQuerySet[PlanLine]:
    """All sent lines of the funds where this person has one of these roles; never of their own applications.

    An assessor deals with a file as an administrator does, while it was given to them and nobody decided on it yet.
    What was forwarded to another fund is that fund's now (``funding.forwarding_access`` has what the first one keeps).
    """
    reached = Q(fund__in=who.funds(*roles))
    if Role.FUND_ADMINISTRATOR in roles and (here := who.funds(Role.ASSESSOR)):
        reached |= Q(fund__in=here, assessor=who.user, state__in=UNDECIDED)
    return (
        PlanLine.objects.filter(reached)
        .exclude(application__state=ApplicationState.DRAFT)
        .exclude(state=LineState.FORWARDED)
        .exclude(application__learner=who.user)
        .exclude(application__involvements__user=who.user)
    )


def steps(who: Person, line: PlanLine) -> set[str]:
    """Names of the steps that this person can take with a file that they may read."""
    held = {role.value for role in FUND_ROLES if line.fund_id in who.funds(role)}
    # An assessor does with a file that was given to them what an administrator does, but does not send it away.
    by = held or {Role.FUND_ADMINISTRATOR.value}
    found = {step.name for step in LINE.from_state(line.state) if step.by.value in by}
    return found if held else found - {"forward"}


def stays(request: HttpRequest, pk: UUID) -> bool:
    """Whether a line stays with this person whatever becomes of it: not when they are an assessor of single files."""
    who = person(request)
    return PlanLine.objects.filter(pk=pk, fund__in=who.funds(*FUND_ROLES)).exists()


def decides_at(request: HttpRequest) -> frozenset[str]:
    """Slugs of the funds where this person decides."""
    return person(request).funds(Role.FUND_ADMINISTRATOR)


def mail_came_back() -> Exists:
    """Lines with a letter of which the learner may not know: mail to their address came back after it was written.

    Nobody used the address since, and it came back less than half a year ago.
    """
    address, since = Lower(OuterRef("line__application__learner__email")), timezone.now() - KEPT
    returned = ReturnedAddress.objects.filter(address=address, last__gt=since, last__gte=OuterRef("written"))
    return Exists(Letter.objects.filter(Exists(returned), line=OuterRef("pk")))


def unread_by_fund() -> QuerySet[Message]:
    """Messages of the learner on a line that nobody of the fund read yet; for a query about lines."""
    return Message.objects.filter(line=OuterRef("pk"), from_learner=True, read__isnull=True)


def next_waiting(request: HttpRequest, line: PlanLine) -> PlanLine | None:
    """What waits for this person behind this line, or, at the end, from the top; None when nothing does."""
    found = waiting(person(request)).exclude(pk=line.pk)
    application = line.application
    days = [day for day in (line.due, application.session.starts if application.session else None) if day]
    behind = found.after(min(days, default=NEVER), application.submitted, line.pk) if application.submitted else found
    return behind.first() or found.most_urgent_first().first()


def waiting(who: Person) -> PlanLineQuerySet[PlanLine]:
    """Lines on which this person can take a step now, by role; an approver not those they prepared themselves.

    What a colleague took up is theirs, but for who stands in for them today.
    """
    here = lines(who, Role.FUND_ADMINISTRATOR)
    standing_in = Deputy.objects.filter(
        fund=OuterRef("fund"), absent=OuterRef("assessor"), deputy=who.user, period__contains=timezone.localdate()
    )
    mine = Q(assessor=who.user) | Q(assessor__isnull=True) | Q(Exists(standing_in))
    to_decide = here.filter(Q(state=LineState.RESERVED) | Q(mine, state=LineState.IN_REVIEW))
    own = Preparation.objects.filter(prepared_by=who.user, decision=None, returned=None).values("line")
    to_approve = lines(who, Role.APPROVER).filter(state=LineState.AWAITING_APPROVAL)
    corrections = Preparation.objects.filter(
        line=OuterRef("pk"), corrects__isnull=False, decision=None, returned=None
    ).exclude(prepared_by=who.user)
    to_correct = lines(who, Role.APPROVER).filter(Exists(corrections))
    return to_decide | to_approve.exclude(pk__in=own) | to_correct


def plan_line(request: HttpRequest, pk: UUID, *roles: Role) -> PlanLine:
    """A line of a fund where this person has one of these roles (any: to read), with its whole file, or 404."""
    found = (
        lines(person(request), *(roles or FUND_ROLES))
        .select_related(
            "fund",
            "budget",
            "scheme_version__scheme",
            "application__learner",
            "application__course__provider",
            "application__session__municipality",
            "assessor",
            "follow_up",
            "settlement__prepared_by",
            "recovery",
        )
        .prefetch_related(
            Prefetch("application__lines", PlanLine.objects.select_related("scheme_version__scheme", "fund")),
            "application__lines__decisions",
            "decisions__decided_by",
            "decisions__prepared_by",
            "decisions__letter",
            "requests__asked_by",
            "checks__by",
            "invitations",
            "application__documents",
            "application__invitations",
            "preparations__prepared_by",
            "preparations__returned__by",
        )
        .annotate(mail_came_back=mail_came_back())
        .filter(pk=pk)
        .first()
    )
    return found or refuse(request, "plan line", pk)


def unread_messages(line: PlanLine) -> int:
    """How many messages of the learner on this line nobody of the fund read yet."""
    return Message.objects.filter(line=line, from_learner=True, read__isnull=True).count()


def objections(request: HttpRequest) -> QuerySet[Objection]:
    """Open objections at the funds of this person, never about their own applications; first what is due first."""
    seen = lines(person(request), *FUND_ROLES)
    found = Objection.objects.filter(decision__line__in=seen).exclude(state__in=["decided", "withdrawn"])
    return found.select_related("decision__line__application", "decision__line__fund").order_by("due", "received")


def objection_totals(request: HttpRequest) -> dict[str, int]:
    """Of all open objections: their "number", how many are "late", are due "soon" or came "out of time", and cents
    "asked" on their lines beyond what was decided.
    """
    today = timezone.localdate()
    found = Objection.objects.filter(pk__in=objections(request).order_by().values("pk"))
    beyond = F("decision__line__cents") - F("decision__cents")
    return found.aggregate(
        number=Count("pk"),
        late=Count("pk", filter=Q(due__lt=today)),
        soon=Count("pk", filter=Q(due__range=(today, today + timedelta(days=SOON_DAYS)))),
        out_of_time=Count("pk", filter=Q(in_time=False)),
        asked=Sum(beyond, default=0),
    )


def objection(request: HttpRequest, pk: UUID, *roles: Role) -> Objection:
    """An objection at a fund where this person has one of these roles (any: to read), with its decision, or 404."""
    found = (
        Objection.objects.filter(pk=pk, decision__line__in=lines(person(request), *(roles or FUND_ROLES)))
        .select_related(
            "decision__decided_by",
            "decision__prepared_by",
            "decision__line__fund",
            "decision__line__scheme_version__scheme",
            "decision__line__application__learner",
            "handler",
        )
        .first()
    )
    return found or refuse(request, "objection", pk)


def objection_proposal(objection: Objection) -> Preparation | None:
    """What waits for a second person on this objection."""
    waiting = Preparation.objects.filter(objection=objection, decision=None, returned=None)
    return waiting.select_related("prepared_by").last()


def objection_outcome(objection: Objection) -> Decision | None:
    """What was decided on this objection; None before that, or when it was taken back."""
    made = Decision.objects.filter(preparation__objection=objection).select_related("decided_by")
    return made.first()


def objection_returned(objection: Objection) -> Returned | None:
    """Why the last prepared decision on this objection was sent back; None when it was not, or another is prepared."""
    last = Preparation.objects.filter(objection=objection).select_related("returned__by").last()
    return getattr(last, "returned", None)


def settlement(request: HttpRequest, pk: UUID) -> Settlement:
    """The proposed amount of a line of a fund where this person approves, or 404."""
    line = plan_line(request, pk, Role.APPROVER)
    found = Settlement.objects.filter(line=line).first() or refuse(request, "settlement", pk)
    found.line = line
    return found


def instalments(line: PlanLine) -> list[Instalment]:
    """What comes back of a line, in order; at most a year of months."""
    return list(Instalment.objects.filter(recovery__line=line).order_by("number"))


def instalment(request: HttpRequest, line: PlanLine, number: int) -> Instalment:
    """One instalment of a line that was reached already, or 404."""
    found = Instalment.objects.filter(recovery__line=line, number=number).select_related("recovery").first()
    if found is None:
        refuse(request, "instalment", number)
    found.recovery.line = line
    return found


def too_much(line: PlanLine) -> int:
    """Cents that were paid beyond what was settled."""
    _reserved, _promised, paid = ledger.held(line.pk)
    return max(paid - line.settled_cents, 0) if line.settled_cents is not None else 0


def check(request: HttpRequest, line: PlanLine, pk: UUID) -> Check:
    """A check of a line that was reached already, or 404."""
    found = Check.objects.select_related("line__fund", "line__application").filter(line=line, pk=pk).first()
    return found or refuse(request, "check", pk)


def reasons(request: HttpRequest) -> QuerySet[Reason]:
    """The texts in use at the funds that this person administers."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    return Reason.objects.filter(fund__in=mine, ended__isnull=True).select_related("fund")


def reason(request: HttpRequest, pk: UUID) -> Reason:
    """One of those texts, or 404."""
    return reasons(request).filter(pk=pk).first() or refuse(request, "reason", pk)
