"""Forwarding a file: one fund proposes, the other takes it or sends it back; money and file move in one transaction."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from funding.applications.actions import hold_money, propose_lines
from funding.applications.enums import LineState
from funding.applications.mails import tell_learner
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, give_back, lock, money_came_back, take
from funding.checks.actions import begin_checks
from funding.checks.aid import one_at_a_time
from funding.decisions.actions import allow
from funding.decisions.errors import Involved, NotTheirRole, OwnApplication
from funding.decisions.involvement import Involvement
from funding.engine import snapshot
from funding.forwarding.ending import end_consent
from funding.forwarding.enums import OPEN, ForwardingState
from funding.forwarding.errors import AlreadyForwarding, CannotForward, ForwardingGone, OtherAmount, SamePerson
from funding.forwarding.models import Forwarding
from funding.forwarding.offering import Offer, needs_consent, offer
from funding.letters.enums import LetterKind
from funding.letters.writing import promise_letter
from funding.replanning.models import Replan
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from portal.mail.actions import send_mail
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from portal.people.staff import administrators
from portal.record.audit import record

#: Which words of consent are on the learner's page (templates/funding/forwarding/ask.html).
CONSENT_TEXT = "doorsturen-1"
FORWARD = LINE.step("forward")


@transaction.atomic
def propose(line: PlanLine, slug: str, reason: str, by: User, seen_version: int) -> Forwarding:
    """Offer a line to the fund of another scheme; nothing moves yet. ``line`` comes with fund, application and lines.

    Where the other fund may not read the application yet, the learner is asked first (ForwardingState.ASKED). Raises
    CannotForward, AlreadyForwarding, NotThatScheme, and OwnApplication, Involved, NotTheirRole as deciding does.
    """
    allow(line, FORWARD, by)
    application = lock(line.application_id)
    now = PlanLine.objects.filter(pk=line.pk, version=seen_version, state__in=FORWARD.starts)
    if not now.exists():
        raise CannotForward
    found = offer(line, slug)
    to_fund = found.version.scheme.fund
    asks = needs_consent(line, to_fund, application)
    try:
        with transaction.atomic():
            made = Forwarding.objects.create(
                line=line,
                from_fund=line.fund,
                to_fund=to_fund,
                scheme=found.version.scheme,
                reason=reason,
                state=ForwardingState.ASKED if asks else ForwardingState.PROPOSED,
                offered=None if asks else timezone.now(),
                proposed_by=by,
            )
    except IntegrityError as error:
        raise AlreadyForwarding from error
    if asks:
        path = reverse("funding:forward_ask", args=[line.application_id, made.pk])
        names = {"sender": line.fund.name, "to": to_fund.name}
        tell_learner(line.application, "forwarding_asked", path=path, **names)
    else:
        _tell_fund(made, to_fund, "forwarding_proposed")
    record(by, "propose_forwarding", line, chain=line.fund_id, to=to_fund.pk, forwarding=str(made.pk))
    return made


@transaction.atomic
def agree(forwarding: Forwarding, learner: User) -> None:
    """The learner lets the other fund read the application: now that fund is asked.

    Raises ForwardingGone, also when the line cannot go any more: then nobody needs a consent.
    """
    lock(forwarding.line.application_id)
    if not PlanLine.objects.filter(pk=forwarding.line_id, state__in=FORWARD.starts).exists():
        raise ForwardingGone
    _answer(forwarding, ForwardingState.PROPOSED, None, was=ForwardingState.ASKED)
    forwarding.consent = give_consent(
        Purpose.APPLICATION, scope=[f"fund:{forwarding.to_fund_id}"], text_version=CONSENT_TEXT, user=learner
    )
    Forwarding.objects.filter(pk=forwarding.pk).update(consent=forwarding.consent)
    _tell_fund(forwarding, forwarding.to_fund, "forwarding_proposed")


@transaction.atomic
def decline(forwarding: Forwarding, learner: User) -> None:
    """The learner wants the first fund to decide. Raises ForwardingGone."""
    _answer(forwarding, ForwardingState.DECLINED, None, was=ForwardingState.ASKED)
    _tell_proposer(forwarding, "forwarding_returned", forwarding.line.application.learner_name)
    record(learner, "decline_forwarding", forwarding.line, chain=forwarding.from_fund_id)


@transaction.atomic
def cancel(forwarding: Forwarding, by: User) -> None:
    """The first fund takes its proposal back. Raises ForwardingGone, NotTheirRole."""
    _allow(forwarding, forwarding.from_fund_id, by)
    _answer(forwarding, ForwardingState.CANCELLED, by)
    record(by, "cancel_forwarding", forwarding.line, chain=forwarding.from_fund_id, forwarding=str(forwarding.pk))


@transaction.atomic
def send_back(forwarding: Forwarding, why: str, by: User) -> None:
    """The other fund does not take it; the first one goes on with it. Raises ForwardingGone, NotTheirRole."""
    _allow(forwarding, forwarding.to_fund_id, by)
    _answer(forwarding, ForwardingState.RETURNED, by, was=ForwardingState.PROPOSED, answer=why)
    _tell_proposer(forwarding, "forwarding_returned", forwarding.to_fund.name)
    record(by, "return_forwarding", forwarding.line, chain=forwarding.to_fund_id, forwarding=str(forwarding.pk))


@transaction.atomic
def accept(forwarding: Forwarding, by: User, seen_cents: int) -> PlanLine:
    """Take the file over, or nothing changes at all; returns the line that goes on here.

    The reservation at the first fund is released; here it is made anew, or the file waits for money in the order of
    the day on which it was complete. The day of receipt and the term stay as they were (Awb 2:3). ``forwarding`` comes
    with its line as ``funding.forwarding_access.forwarding`` gives it.

    Raises ForwardingGone when it was answered or decided on meanwhile, CannotForward when the learner was asked
    something, SamePerson, NotTheirRole, OwnApplication, Involved, NotThatScheme, and OtherAmount when the scheme pays
    something else than ``seen_cents``.
    """
    if forwarding.proposed_by_id == by.pk:
        raise SamePerson
    _allow(forwarding, forwarding.to_fund_id, by)
    # Who applies, then the application, as a new plan does: what they ask elsewhere at this moment counts before or
    # after, and what was read of the file before nobody else could change it counts for nothing.
    if learner := forwarding.line.application.learner_id:
        User.objects.select_for_update(no_key=True).get(pk=learner)
    application = lock(forwarding.line.application_id)
    # Before anything is worked out: of what somebody took over meanwhile, the offer would say that the scheme cannot
    # pay here, for it pays already.
    if not Forwarding.objects.filter(pk=forwarding.pk, state=ForwardingState.PROPOSED).exists():
        raise ForwardingGone
    one_at_a_time(application)
    old = _read_anew(forwarding.line)
    found = offer(old, forwarding.scheme_id)
    if found.cents != seen_cents:
        raise OtherAmount
    try:
        take(old, FORWARD, assessor=None)
    except StepGone as error:
        raise CannotForward from error
    new = _move(application, old, found)
    _answer(forwarding, ForwardingState.ACCEPTED, by, was=ForwardingState.PROPOSED, new_line=new)
    begin_checks(application, [new])
    follow(application.pk)
    _tell_learner(forwarding, found)
    verb = "wait" if new.state == LineState.WAITING else "reserve"
    trail: list[tuple[str, PlanLine, str, dict[str, Any]]] = [
        (forwarding.from_fund_id, old, "forward", {"to": forwarding.to_fund_id}),
        (forwarding.to_fund_id, new, verb, {"from": forwarding.from_fund_id, "cents": new.cents}),
    ]
    # Chains in the order of their names, so that no two transfers can wait for each other.
    for chain, line, said, more in sorted(trail, key=lambda one: one[0]):
        record(by, said, line, chain=chain, forwarding=str(forwarding.pk), **more)
    return new


def _read_anew(line: PlanLine) -> PlanLine:
    parts = ("fund", "budget", "scheme_version__scheme")
    of_file = ("application__learner", "application__course__provider", "application__session")
    found = PlanLine.objects.select_related(*parts, *of_file)
    return found.prefetch_related("application__lines__scheme_version__scheme").get(pk=line.pk)


def _move(application: Application, old: PlanLine, found: Offer) -> PlanLine:
    """The line at the other fund, with its money; budgets in the order of their ids, as everything that moves two."""
    lines = list(application.lines.all())
    round_, first = max(one.round for one in lines) + 1, max(one.position for one in lines) + 1
    occasion = f"round:{round_}"
    budget = found.schemes.budgets[found.version.scheme_id]
    before = str(old.budget_id) < str(budget.pk)
    if before:
        give_back(old, occasion)
    [new] = propose_lines(application, found.assessment, found.schemes, found.beside, round_, first, instead_of=old)
    hold_money([new], found.schemes.queued, waits=True, instead_of=old)
    if not before:
        give_back(old, occasion)
    if new.state == LineState.WAITING:
        money_came_back(budget.pk)  # who was complete earlier may come first
    Replan.objects.create(
        application=application,
        round=round_,
        calculation=snapshot.to_document(found.assessment),
        own_cents=found.own,
    )
    return new


def _answer(
    forwarding: Forwarding,
    state: ForwardingState,
    by: User | None,
    *,
    was: ForwardingState | None = None,
    answer: str = "",
    new_line: PlanLine | None = None,
) -> None:
    """One conditional update: of two answers one wins. Raises ForwardingGone."""
    waiting = Forwarding.objects.filter(pk=forwarding.pk, state__in=[was] if was else OPEN)
    moment = "offered" if state == ForwardingState.PROPOSED else "answered"
    told = {"state": state, "answer": answer, "new_line": new_line, "answered_by": by, moment: timezone.now()}
    if not waiting.update(**told):
        raise ForwardingGone
    forwarding.state = state
    if state in {ForwardingState.RETURNED, ForwardingState.CANCELLED}:
        end_consent(forwarding)


def _allow(forwarding: Forwarding, fund_id: str, by: User) -> None:
    if forwarding.line.application.learner_id == by.pk:
        raise OwnApplication
    if Involvement.objects.filter(application=forwarding.line.application_id, user=by).exists():
        raise Involved
    roles = Membership.objects.filter(user=by, fund=fund_id, role=Role.FUND_ADMINISTRATOR)
    if not roles.valid_on(timezone.localdate()).exists():
        raise NotTheirRole


def _tell_fund(forwarding: Forwarding, fund: Fund, template: str) -> None:
    application = forwarding.line.application
    for person in administrators(fund, timezone.localdate()):
        send_mail(
            template,
            to=person.email,
            context={
                "name": person.name,
                "sender": forwarding.from_fund.name,
                "number": application.number,
                "origin": application.origin,
                "path": reverse("funding:forwarding", args=[forwarding.pk]),
            },
            language=person.language,
        )


def _tell_proposer(forwarding: Forwarding, template: str, who: str) -> None:
    application, proposer = forwarding.line.application, forwarding.proposed_by
    send_mail(
        template,
        to=proposer.email,
        context={
            "name": proposer.name,
            "who": who,
            "number": application.number,
            "origin": application.origin,
            "path": reverse("funding:forwarding", args=[forwarding.pk]),
        },
        language=proposer.language,
    )


def _tell_learner(forwarding: Forwarding, found: Offer) -> None:
    """The letter that Awb 2:3 asks for, at the moment itself, from the fund that forwards."""
    promise_letter(
        forwarding.line,
        LetterKind.FORWARDED,
        to=forwarding.to_fund.name,
        contact=forwarding.to_fund.contact,
        other_scheme=found.version.scheme.name,
        reasons=forwarding.reason,
    )
