"""A learner stops: with one line of the plan, or with all of it."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from funding.applications.enums import ApplicationState
from funding.applications.mails import tell_learner
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import follow, give_back, lock, resumed, take
from funding.budgets import ledger
from intake.profile.actions import withdraw as end_consent
from intake.profile.models import Consent
from portal.people.models import User
from portal.record.audit import record
from portal.templatetags.portal import dutch_list


@transaction.atomic
def withdraw(application: Application, lines: Collection[UUID], learner: User) -> list[PlanLine]:
    """Withdraw these lines of an application where that is still possible; returns those that were.

    What they held or were promised goes back, and who waits for it is served. The learner gets a mail. What was paid
    already, before an objection gave more, is not withdrawn: the fund fixes the amount, and asks back what is too much.
    """
    lock(application.pk)
    step = LINE.step("withdraw")
    # In the order of the budgets, so that no two can wait for each other.
    found = application.lines.filter(pk__in=lines, state__in=step.starts).select_related(
        "fund", "scheme_version__scheme"
    )
    paid, done = ledger.paid_lines([line.pk for line in found]), []
    for line in sorted((one for one in found if one.pk not in paid), key=lambda one: str(one.budget_id)):
        take(line, step, **resumed(line))
        line.requests.filter(answered__isnull=True, lapsed__isnull=True).update(lapsed=Now())
        give_back(line, "withdrawn")
        done.append(line)
    if done:
        follow(application.pk)
        _end_consents(application.pk)
        _confirm(application, done)
    for line in sorted(done, key=lambda one: one.fund_id):
        record(learner, "withdraw", line, chain=line.fund_id)
    return done


def _end_consents(pk: UUID) -> None:
    """Of what is withdrawn wholly no fund reads anything more."""
    whole = Application.objects.filter(pk=pk, state=ApplicationState.WITHDRAWN)
    rests = Q(applications__in=whole) | Q(replans__application__in=whole) | Q(forwardings__line__application__in=whole)
    for consent in Consent.objects.filter(rests).distinct():
        end_consent(consent)


def _confirm(application: Application, lines: list[PlanLine]) -> None:
    tell_learner(application, "application_withdrawn", schemes=dutch_list([line.scheme_name for line in lines]))
