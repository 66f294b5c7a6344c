"""Drawing a sample, asking for proof, hearing, and what follows from it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from funding.applications.enums import LineState, Verdict
from funding.applications.mails import tell_learner
from funding.applications.models import PlanLine
from funding.applications.states import LINE, PROMISED
from funding.applications.steps import lock
from funding.decisions.actions import allow
from funding.decisions.errors import OwnPreparation
from funding.decisions.models import Decision
from funding.sampling.drawing import draw
from funding.sampling.enums import Outcome
from funding.sampling.errors import AtTheBank, DealtWith, DecidedItThemselves, NotAskedYet, NothingToDraw, NotLower
from funding.sampling.models import SampleCase, SampleDraw
from funding.settling.actions import lower_after_check
from funding.settling.models import Recovery
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.templatetags.portal import day


@transaction.atomic
def draw_sample(fund: Fund, first: date, last: date, size: int, seed: str, by: User) -> SampleDraw:
    """Draw from what the fund decided to grant from the first to the last day and that was not drawn before.

    Raises NothingToDraw. Also lines that ``by`` may not see are drawn: a draw that leaves somebody out is none.
    """
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    granted = PlanLine.objects.filter(fund=fund, state__in=PROMISED, sample=None)
    found = granted.filter(decisions__at__date__range=(first, last), decisions__verdict=Verdict.GRANT).distinct()
    population = sorted(str(pk) for pk in found.values_list("pk", flat=True))
    if not population:
        raise NothingToDraw
    made = SampleDraw.objects.create(
        fund=fund,
        period=DateRange(first, last + timedelta(days=1)),
        size=size,
        seed=seed,
        population=population,
        drawn_by=by,
    )
    SampleCase.objects.bulk_create(SampleCase(draw=made, line_id=pk) for pk in draw(population, size, seed))
    record(by, "draw_sample", made, chain=fund.pk, size=size, seed=seed, population=len(population))
    return made


def drawn_again(made: SampleDraw) -> bool:
    """Whether doing the draw again gives the lines that were drawn."""
    lines = {str(pk) for pk in made.cases.values_list("line", flat=True)}
    return lines == set(draw(made.population, made.size, made.seed))


@transaction.atomic
def ask_proof(case: SampleCase, question: str, until: date, by: User) -> None:
    """Ask the learner for proof, answered on a page of their own by that day; once.

    ``case`` comes with line, fund, application and learner. Raises DealtWith, and who may not: see ``_may``.
    """
    _may(case, by)
    now = timezone.now()
    open_ = SampleCase.objects.filter(pk=case.pk, asked=None, done=None)
    if not open_.update(question=question, asked=now, asked_by=by, until=until):
        raise DealtWith
    application = case.line.application
    path = reverse("funding:sample_answer", args=[application.pk, case.pk])
    tell_learner(application, "sample_asked", path, sender=case.line.fund.name, until=day(until, "date"))
    record(by, "ask_sample_proof", case.line, chain=case.line.fund_id, sample=str(case.pk))


def answer_sample(case: SampleCase, text: str) -> bool:
    """Take the learner's answer until something was concluded; a later one replaces an earlier. False when too late."""
    open_ = SampleCase.objects.filter(pk=case.pk, asked__isnull=False, outcome="", done=None)
    return bool(open_.update(answer=text, answered=timezone.now()))


@transaction.atomic
def hear_sample(case: SampleCase, on: date | None, note: str, by: User) -> None:
    """Note that the learner was heard, or with ``on`` None why they were not (Awb 4:8, 4:11, 4:12)."""
    _may(case, by)
    open_ = SampleCase.objects.filter(pk=case.pk, asked__isnull=False, outcome="", done=None)
    if not open_.update(heard_on=on, hearing_note=note):
        raise NotAskedYet
    record(by, "hear_sample", case.line, chain=case.line.fund_id, sample=str(case.pk), heard=on is not None)


@transaction.atomic
def conclude(case: SampleCase, outcome: Outcome, cents: int, reasons: str, by: User) -> bool:
    """Say what came of it. ``cents`` is what stays when it goes down; above the limit a second person agrees.

    True when it is done, False when it waits for that person. Raises NotAskedYet without a hearing or a reason for
    none, NotLower, AtTheBank, DealtWith.
    """
    _may(case, by)
    line = _locked(case)
    stands = line.granted_cents if line.settled_cents is None else line.settled_cents
    limit = line.fund.sole_decision_limit
    alone = outcome == Outcome.GOOD or (line.granted_cents or 0) <= limit
    if outcome == Outcome.LOWER:
        if case.asked is None or not case.hearing_note:
            raise NotAskedYet
        if cents >= (stands or 0):
            raise NotLower
        _not_at_the_bank(line)
    fields = {"outcome": outcome, "reasons": reasons, "limit_cents": limit, "concluded_by": by}
    fields |= {"cents": cents if outcome == Outcome.LOWER else None, "done": timezone.now() if alone else None}
    if not SampleCase.objects.filter(pk=case.pk, outcome="", done=None).update(**fields):
        raise DealtWith
    if alone and outcome == Outcome.LOWER:
        lower_after_check(case.line, cents, reasons, prepared_by=by, decided_by=by)
    record(by, "conclude_sample", case.line, chain=case.line.fund_id, sample=str(case.pk), outcome=outcome.value)
    return alone


@transaction.atomic
def approve_sample(case: SampleCase, by: User) -> None:
    """Agree, as a second person, to an amount that goes down.

    Raises OwnPreparation, DecidedItThemselves, DealtWith, AtTheBank, and what ``lower_after_check`` raises.
    """
    allow(case.line, LINE.step("approve_grant"), by)
    if case.concluded_by_id == by.pk:
        raise OwnPreparation
    _not_the_deciders(case, by)
    _not_at_the_bank(_locked(case))
    waiting = SampleCase.objects.filter(pk=case.pk, outcome=Outcome.LOWER, done=None)
    if not waiting.update(approved_by=by, done=timezone.now()):
        raise DealtWith
    if case.concluded_by is None or case.cents is None:
        raise DealtWith
    lower_after_check(case.line, case.cents, case.reasons, prepared_by=case.concluded_by, decided_by=by)
    record(by, "approve_sample", case.line, chain=case.line.fund_id, sample=str(case.pk))


def _locked(case: SampleCase) -> PlanLine:
    """The drawn line as it is now, with its fund; until the commit nobody else moves it."""
    lock(case.line.application_id)
    return PlanLine.objects.select_for_update(of=("self",)).select_related("fund").get(pk=case.line_id)


def _not_at_the_bank(line: PlanLine) -> None:
    """Raise AtTheBank while its money is on its way, or asked back."""
    if line.state == LineState.PAYING or Recovery.objects.filter(line=line).exists():
        raise AtTheBank


def _may(case: SampleCase, by: User) -> None:
    """Raise OwnApplication, Involved, NotTheirRole, or DecidedItThemselves."""
    allow(case.line, LINE.step("settle"), by)
    _not_the_deciders(case, by)


def _not_the_deciders(case: SampleCase, by: User) -> None:
    taken = Decision.objects.filter(line=case.line_id).values_list("decided_by", "prepared_by")
    if any(by.pk in people for people in taken):
        raise DecidedItThemselves
