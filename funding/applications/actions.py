"""Beginning an application and sending it: one transaction that holds the money and promises the receipt."""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from typing import Any

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
    if profile is None or course.total_for(session) is None:
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
    lines = make_lines(locked, assessment, schemes, beside)
    # The consent writes to the audit trail, whose lock lasts until the commit: so it comes late.
    locked.consent = give_consent(
        Purpose.APPLICATION,
        scope=sorted(f"fund:{row.scheme.fund}" for row in deciders),
        text_version=CONSENT_TEXT,
        user=learner,
    )
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:
        raise AlreadyApplied from error
    begin_checks(locked, lines)
    record_lines(locked, lines, learner)
    with override(learner.language):
        _promise_receipt(locked, learner)
    return locked


def record_lines(application: Application, lines: list[PlanLine], learner: User) -> None:
    """Write in each fund's trail what the learner asked of it.

    Chains in the order of their names, so that no two submissions can wait for each other.
    """
    for line in sorted((line for line in lines if line.budget_id), key=lambda line: line.fund_id):
        verb = "wait" if line.state == LineState.WAITING else "reserve"
        record(learner, verb, line, chain=line.fund_id, cents=line.cents, application=application.number)


def make_lines(
    application: Application,
    assessment: Assessment,
    schemes: Schemes,
    beside: Iterable[Insisted] = (),
    round_: int = 1,
    first: int = 1,
    moved: Iterable[PlanLine] = (),
    waits: bool | None = None,
) -> list[PlanLine]:
    """One line per paying scheme, numbered from ``first``; then one per scheme that is asked all the same.

    A line that takes the place of one of ``moved`` keeps its moment of completeness and its term. ``waits``: on the
    waiting list of a full budget; as the application says when it is not given. Money is held in the order of the
    budgets, so that no two can wait for each other. Raises PlanChanged when it ran out and nobody waits.
    """
    asked = [
        (row, int(row.cents), words.parts_of(assessment, row.scheme.slug), False)
        for row in arranging.payers_first(assessment)
        if row.cents
    ]
    asked += [(one.row, one.cents, one.parts, True) for one in beside]
    lines = []
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
            )
        )
    for line in sorted(lines, key=lambda line: str(line.budget_id)):
        before = next((one for one in moved if one.scheme_version_id == line.scheme_version_id), None)
        _begin_line(line, application.waits if waits is None else waits, schemes.queued, before)
    return lines


def _begin_line(line: PlanLine, waits: bool, queued: frozenset[str], before: PlanLine | None) -> None:
    """Hold the line's money, put it on the waiting list, or leave it to the learner; its clock starts today."""
    if line.budget_id is None:
        take(line, LINE.step("refer"))
        return
    step = "reserve"
    try:
        with transaction.atomic():
            if waits and line.scheme_version.scheme_id in queued:
                raise BudgetExhausted(line.budget_id, line.cents)
            ledger.reserve(line.budget_id, line.pk, line.cents)
    except BudgetExhausted as error:
        if not waits:
            raise PlanChanged from error
        step = "wait"
        if line.earmark_id:
            money_came_back(line.budget_id)  # a part of the budget may be kept for who waits
    clock = clock_of(before) if before else None
    clock = clock or Clock.start(timezone.localdate(), line.scheme_version.legal_term_weeks)
    moment: dict[str, Any] = {
        "complete_at": before.complete_at if before else timezone.now(),
        "lot": before.lot if before else secrets.randbits(62),
    }
    take(line, LINE.step(step), **moment, **clock_fields(clock))


def _promise_receipt(application: Application, learner: User) -> None:
    lines = list(application.lines.select_related("fund", "scheme_version__scheme").order_by("position"))
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
