"""Sending a line to a fund outside, being reminded, and telling what it decided. Never granted before it is told."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from funding.applications.mails import tell_learner
from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, lock, take
from funding.documents.models import Document
from funding.outside.enums import ToldBy
from funding.outside.models import OutsideFile
from funding.parties import actions as parties
from funding.parties.models import Invitation
from portal.people.models import User
from portal.record.audit import record

#: Days after which a learner is asked whether the other fund has answered.
ASK_AGAIN_DAYS = 21


@transaction.atomic
def mark_sent(line: PlanLine, learner: User) -> bool:
    """The learner sent the packet; they are reminded later. False when that was known already."""
    lock(line.application_id)
    try:
        take(line, LINE.step("send_outside"))
    except StepGone:
        return False
    today = timezone.localdate()
    dates = {"sent_on": today, "remind_on": today + timedelta(days=ASK_AGAIN_DAYS)}
    OutsideFile.objects.update_or_create(line=line, defaults=dates)
    follow(line.application_id)
    record(learner, "send_outside", line, chain=line.fund_id)
    return True


@transaction.atomic
def tell_outcome(
    line: PlanLine,
    cents: int,
    told: ToldBy,
    by: User | None,
    *,
    note: str = "",
    proof: Document | None = None,
) -> bool:
    """Record what a fund outside decided: cents granted, 0 for a refusal. False when it was told already.

    ``line`` comes with its application. The learner gets a mail, unless they told it themselves.
    """
    lock(line.application_id)
    try:
        take(line, LINE.step("told_granted" if cents else "told_refused"), granted_cents=cents)
    except StepGone:
        return False
    fields = {"told": told, "told_by": by, "note": note, "proof": proof, "remind_on": None}
    OutsideFile.objects.update_or_create(line=line, defaults=fields)
    follow(line.application_id)
    if told != ToldBy.LEARNER:
        _mail(line.application, line, "outside_told")
    record(by, "told_granted" if cents else "told_refused", line, chain=line.fund_id, cents=cents, told=told.value)
    return True


@transaction.atomic
def outcome_by_link(invitation: Invitation, told: dict[str, Any]) -> bool:
    """A fund outside tells its decision by its signed link."""
    if invitation.line is None or not parties.answer(invitation, told):
        return False
    cents = told["amount"] if told["outcome"] == "granted" else 0
    return tell_outcome(invitation.line, cents, ToldBy.FUND, None, note=told.get("note", ""))


def remind_all(today: date) -> None:
    """Ask learners whether the other fund has answered."""
    waiting = OutsideFile.objects.filter(remind_on__lte=today, line__state="sent_outside")
    for one in waiting.select_related("line__application__learner", "line__fund").iterator():
        with transaction.atomic():
            same = OutsideFile.objects.filter(pk=one.pk, remind_on=one.remind_on)
            if same.update(remind_on=today + timedelta(days=ASK_AGAIN_DAYS)):
                _mail(one.line.application, one.line, "outside_reminder")


def _mail(application: Application, line: PlanLine, template: str) -> None:
    path = reverse("funding:outside", args=[application.pk, line.pk])
    tell_learner(application, template, path, fund=line.fund.name)
