"""Beginning an application and sending it: one transaction that holds the money and promises the receipt."""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.models import Course, Session
from funding.applications.enums import ApplicationState, LineState
from funding.applications.errors import AlreadyApplied, EnoughRunning, NobodyDecidesHere, PlanChanged, SessionGone
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE, RUNNING
from funding.applications.steps import clock_fields, clock_of, lock, money_came_back, take
from funding.budgets import ledger
from funding.budgets.errors import BudgetExhausted
from funding.check import arranging, words
from funding.check.assessing import Schemes, assess_course, known, schemes_on, snapshot_of
from funding.check.insisting import Insisted, insisted
from funding.checks.actions import begin_checks
from funding.engine import snapshot
from funding.engine.assessment import Assessment
from funding.engine.outcome import Verdict, conditions
from funding.schemes.models import SchemeVersion
from funding.terms.clock import Clock
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from intake.profile.models import Profile
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record
from portal.templatetags.portal import day, dutch_list

#: The version of the words of templates/funding/check_answers.html that a learner agrees to.
CONSENT_TEXT = "aanvraag-2"
#: As many applications of one learner can wait for a decision; each of them holds money that others cannot get.
MOST_RUNNING = 5


def begin(profile: Profile, course: Course, session: Session | None) -> Application:
    """The draft of this person for this course, with this session chosen; a second time it is the same draft."""
    try:
        with transaction.atomic():
            return Application.objects.create(profile=profile, course=course, session=session)
    except IntegrityError:
        draft = Application.objects.get(profile=profile, course=course, state=ApplicationState.DRAFT)
        Application.objects.filter(pk=draft.pk).update(session=session)
        draft.session = session
        return draft


def join_waiting_lists(draft: Application, waits: bool) -> None:
    """Keep in a draft whether it waits for a budget that is full."""
    Application.objects.filter(pk=draft.pk, state=ApplicationState.DRAFT).update(waits=waits)
    draft.waits = waits


def describe(application: Application, name: str, phone: str, learner: User) -> None:
    """Keep the learner's details in the draft, and with the learner where nothing was known."""
    Application.objects.filter(pk=application.pk, state=ApplicationState.DRAFT).update(
        learner_name=name, learner_phone=phone
    )
    User.objects.filter(pk=learner.pk, name="").update(name=name)


def choose(draft: Application, *, left_out: Collection[str], insists: Collection[str]) -> None:
    """Keep in a draft what the learner leaves out of the plan, and what they ask although the check says no."""
    kept = {"left_out": sorted(left_out), "insists": sorted(insists)}
    Application.objects.filter(pk=draft.pk, state=ApplicationState.DRAFT).update(**kept)
    draft.left_out, draft.insists = kept["left_out"], kept["insists"]


def plan_digest(assessment: Assessment, insists: Collection[str] = ()) -> str:
    """What a learner saw and agrees to: the plan's lines, the versions that they come from, what is asked beside it."""
    versions = sorted(row.scheme.version for row in assessment.rows if row.cents)
    seen = {"plan": assessment.plan.to_document(), "versions": versions, "insists": sorted(insists)}
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def submit(application: Application, learner: User, *, seen: str, origin: str) -> Application:
    """Send a draft: freeze what it rests on, hold the money, promise the receipt. Sending twice sends once.

    ``application`` comes with course and session as its page shows them; ``seen`` is the ``plan_digest`` of the plan
    that was on the screen; ``origin`` is the portal's own address ("https://host"). A draft that ``waits`` asks of a
    full budget all the same: its line goes on the waiting list.

    At the opening of a fund thousands ask of one budget at once, and each of them holds its row, then the fund's
    trail, until the commit. So everything that can be done before is done before: the money and the trail come last.

    Raises PlanChanged when the plan is another one now, or money ran out in this very moment; SessionGone;
    NobodyDecidesHere when no fund of the plan decides in this portal; AlreadyApplied; EnoughRunning.
    """
    # The learner first: what they had this year must count everything they send at the same time.
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    locked = lock(application.pk)
    if locked.state != ApplicationState.DRAFT:
        return locked
    if Application.objects.filter(learner=learner, state__in=RUNNING).count() >= MOST_RUNNING:
        raise EnoughRunning
    course, session, profile = application.course, application.session, application.profile
    if profile is None or locked.session_id != application.session_id or course.total_for(session) is None:
        raise PlanChanged
    today = timezone.localdate()
    if session and not Session.objects.still_open(today).filter(pk=session.pk).exists():
        raise SessionGone
    schemes = schemes_on(today, learner, waits=locked.waits).without(locked.left_out)
    assessment = assess_course(known(profile.known(course)), course, session, schemes, today)
    if plan_digest(assessment, locked.insists) != seen:
        raise PlanChanged
    beside = insisted(assessment, schemes, locked.insists)
    deciders = [*arranging.decided_here(assessment, schemes), *(one.row for one in beside)]
    if not deciders:
        raise NobodyDecidesHere

    locked.learner = learner
    locked.origin = origin.rstrip("/")
    locked.course_snapshot = snapshot_of(course, session)
    locked.calculation = snapshot.to_document(assessment)
    locked.own_cents = assessment.plan.own
    locked.submitted = timezone.now()
    locked.state = ApplicationState.SUBMITTED
    locked.version += 1
    locked.consent = give_consent(
        Purpose.APPLICATION,
        scope=sorted(f"fund:{row.scheme.fund}" for row in deciders),
        text_version=CONSENT_TEXT,
        user=learner,
    )
    lines = propose_lines(locked, assessment, schemes, beside)
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:
        raise AlreadyApplied from error
    begin_checks(locked, lines)
    with override(learner.language):
        _promise_receipt(locked, lines, learner)
    hold_money(lines, schemes.queued, waits=locked.waits)
    record_lines(locked, lines, learner)
    return locked


def record_lines(application: Application, lines: list[PlanLine], learner: User) -> None:
    """Write in each fund's trail what the learner asked of it.

    Chains in the order of their names, so that no two submissions can wait for each other.
    """
    for line in sorted((line for line in lines if line.budget_id), key=lambda line: line.fund_id):
        verb = "wait" if line.state == LineState.WAITING else "reserve"
        record(learner, verb, line, chain=line.fund_id, cents=line.cents, application=application.number)


def propose_lines(
    application: Application,
    assessment: Assessment,
    schemes: Schemes,
    beside: Iterable[Insisted] = (),
    round_: int = 1,
    first: int = 1,
    moved: Iterable[PlanLine] = (),
    instead_of: PlanLine | None = None,
) -> list[PlanLine]:
    """One line per paying scheme, numbered from ``first``; then one per scheme that is asked all the same.

    Nothing is held yet (``hold_money``). The clock of a line starts today, or goes on as that of the one of ``moved``
    whose place it takes, or of ``instead_of``, which was asked of another fund.
    """
    asked = [
        (row, int(row.cents), words.parts_of(assessment, row.scheme.slug), False)
        for row in arranging.payers_first(assessment)
        if row.cents
    ]
    asked += [(one.row, one.cents, one.parts, True) for one in beside]
    before, lines = _by_version(moved), []
    for position, (row, cents, parts, all_the_same) in enumerate(asked, start=first):
        version = schemes.versions[row.scheme.version]
        here = arranging.decides_here(row.scheme, schemes)
        open_verdicts = Verdict.NO if all_the_same else Verdict.TO_BE_CHECKED
        lines.append(
            PlanLine.objects.create(
                application=application,
                scheme_version=version,
                scheme_name=version.scheme.name,
                fund=version.scheme.fund,
                budget=schemes.budgets.get(row.scheme.slug) if here else None,
                earmark=schemes.earmark_for(row.scheme.slug, assessment.facts.values) if here else None,
                position=position,
                round=round_,
                cents=cents,
                parts=parts,
                insisted=all_the_same,
                to_check=[outcome.label for outcome in conditions(row.outcome, open_verdicts)],
                **(_clock(version, instead_of or before.get(version.pk)) if here else {}),
            )
        )
    return lines


def _clock(version: SchemeVersion, before: PlanLine | None) -> dict[str, Any]:
    clock = clock_of(before) if before else None
    return clock_fields(clock or Clock.start(timezone.localdate(), version.legal_term_weeks))


def _by_version(moved: Iterable[PlanLine]) -> dict[UUID, PlanLine]:
    return {line.scheme_version_id: line for line in moved}


def hold_money(
    lines: Iterable[PlanLine],
    queued: Collection[str],
    *,
    waits: bool,
    moved: Iterable[PlanLine] = (),
    instead_of: PlanLine | None = None,
) -> None:
    """Hold the money of proposed lines, put them on a waiting list, or leave them to the learner, who asks elsewhere.

    A line that takes the place of one of ``moved``, or of ``instead_of``, keeps its moment of completeness. ``waits``:
    on the waiting list of a full budget and of schemes that are ``queued`` (slugs). In the order of the budgets, so
    that no two can wait for each other. Raises PlanChanged when the money ran out and nobody waits.
    """
    before, lines = _by_version(moved), list(lines)
    for line in (one for one in lines if one.budget_id is None):
        take(line, LINE.step("refer"))
    for line in sorted((one for one in lines if one.budget_id), key=lambda one: str(one.budget_id)):
        behind = waits and line.scheme_version.scheme_id in queued
        step = "wait" if behind or not _held(line) else "reserve"
        if step == "wait":
            if not waits:
                raise PlanChanged
            if line.earmark_id and line.budget_id:
                money_came_back(line.budget_id)  # a part of the budget may be kept for who waits
        same = instead_of or before.get(line.scheme_version_id)
        # The moment is taken after the budget's row: who held it first was first.
        moment = same.complete_at if same else timezone.now()
        take(line, LINE.step(step), complete_at=moment, lot=same.lot if same else secrets.randbits(62))


def _held(line: PlanLine) -> bool:
    """Whether the ceiling allowed to hold this line's money; else nothing moved."""
    if line.budget_id is None:
        return False
    try:
        ledger.reserve(line.budget_id, line.pk, line.cents)
    except BudgetExhausted:
        return False
    return True


def _promise_receipt(application: Application, lines: list[PlanLine], learner: User) -> None:
    here = [line for line in lines if line.budget_id]
    outside = [line.scheme_version.scheme for line in lines if not line.budget_id]
    context: dict[str, Any] = {
        "number": application.number,
        "learner_name": application.learner_name,
        "day": day(application.submitted, "date"),
        "course": application.course_as_sent["title"],
        "deciders": dutch_list(list(dict.fromkeys(line.fund.name for line in here))),
        "until": day(max(line.due for line in here if line.due), "date"),
        "outside": [{"name": scheme.name, "how": scheme.how_to_apply} for scheme in outside],
        "origin": application.origin,
        "path": reverse("funding:application", args=[application.pk]),
    }
    send_mail("application_received", to=learner.email, context=context, language=learner.language)
