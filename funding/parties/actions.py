"""Inviting, reminding, replacing an address, and taking an answer."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from funding.applications.models import Application, PlanLine
from funding.applications.states import UNDECIDED
from funding.applications.steps import lock
from funding.checks.actions import check_de_minimis
from funding.letters.terms import is_working_day
from funding.parties.enums import Party, Seat
from funding.parties.links import path_of
from funding.parties.models import Invitation, ProposalAnswer
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: Working days before somebody is reminded, and how often.
REMIND_AFTER, MOST_REMINDERS = 4, 2
#: Working days that a link works.
WORKS_FOR = {Party.EMPLOYER: 20, Party.PROVIDER: 5, Party.ATTENDANCE: 20, Party.FUND: 60, Party.OPINION: 15}
#: After its last day an address that never answered is kept, to see whom was asked and to ask again.
KEPT = timedelta(days=90)
#: So many addresses can be tried for one question, and so many links mailed in all, reminders aside: nobody uses the
#: portal to send mail. What one learner mails to employers in a day is counted besides (ask_employer in the limits of
#: the settings): a draft costs nothing to begin, and takes its invitations along when it is thrown away.
MOST_INVITATIONS, MOST_LINKS = 5, 10


class TooManyInvitations(Exception):
    """So many addresses were tried, or links mailed, for this application already."""


def working_days_on(day: date, number: int) -> date:
    """The day that lies so many working days after this one."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


@transaction.atomic
def invite(
    party: Party,
    application: Application,
    email: str,
    by: User,
    origin: str,
    line: PlanLine | None = None,
    asked: dict[str, Any] | None = None,
) -> Invitation:
    """Mail a signed link; an open invitation to another address is taken back. Raises TooManyInvitations.

    ``asked``: the question of an opinion and the parts of the file that are shown. ``application`` comes with course
    and provider; ``origin`` is the portal's own address.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    earlier = Invitation.objects.filter(party=party, application=application, line=line)
    if earlier.count() >= MOST_INVITATIONS or earlier.aggregate(mailed=Sum("issue", default=0))["mailed"] >= MOST_LINKS:
        raise TooManyInvitations
    same = earlier.open().filter(email=email).first()
    earlier.open().exclude(email=email).update(ended=timezone.now())
    today = timezone.localdate()
    times = {
        "expires": working_days_on(today, WORKS_FOR[party]),
        "remind_on": working_days_on(today, REMIND_AFTER),
    }
    if same:
        Invitation.objects.filter(pk=same.pk).update(issue=same.issue + 1, asked=asked, **times)
        same.issue, same.asked, same.line = same.issue + 1, asked, line
        same.expires, same.remind_on = times["expires"], times["remind_on"]
    invitation = same or Invitation.objects.create(
        party=party, application=application, line=line, email=email, invited_by=by, asked=asked, **times
    )
    _mail(invitation, application, origin, "invited")
    if line:
        record(by, f"invite_{party.value}", line, chain=line.fund_id, invitation=str(invitation.pk))
    return invitation


@transaction.atomic
def answer(invitation: Invitation, told: dict[str, Any]) -> bool:
    """Take an answer, once; the learner hears that it came. False when it was answered or taken back meanwhile.

    The application's row first: who sends it at this moment counts what the employer says, or is counted here.
    """
    lock(invitation.application_id)
    now = timezone.now()
    if not Invitation.objects.open().filter(pk=invitation.pk).update(answer=told, answered=now):
        return False
    _tell_answered(invitation)
    invitation.answer = told
    check_de_minimis(invitation)
    if invitation.line:
        record(None, f"answer_{invitation.party}", invitation.line, chain=invitation.line.fund_id)
    return True


def _tell_answered(invitation: Invitation) -> None:
    """Who asked for an opinion hears that it came; of everything else the learner does."""
    application = invitation.application
    reader, name = application.learner or invitation.invited_by, application.learner_name
    path = reverse("funding:application" if application.submitted else "funding:tasks", args=[application.pk])
    if invitation.party == Party.OPINION:
        reader, name = invitation.invited_by, ""
        path = reverse("funding:line", args=[invitation.line_id])
    send_mail(
        "invitation_answered",
        to=reader.email,
        context={
            "name": name or reader.name,
            "party": invitation.party,
            "number": application.number,
            "origin": application.origin,
            "path": path,
        },
        language=reader.language,
    )


@transaction.atomic
def answer_proposal(invitation: Invitation, by: User, *, accepted: bool) -> bool:
    """Take the learner's word on another start or price, once. False when it was given before or is no longer asked.

    ``invitation`` comes with its line and fund. What was sent stays as it was: the decider sees what was agreed.
    """
    lock(invitation.application_id)
    same = Invitation.objects.filter(pk=invitation.pk, ended=None, learner_answer=None, answer__seat=Seat.PROPOSE)
    if not same.exists():
        return False
    ProposalAnswer.objects.create(invitation=invitation, accepted=accepted, by=by)
    line = invitation.line
    if line:
        record(by, "answer_proposal", line, chain=line.fund_id, invitation=str(invitation.pk), accepted=accepted)
    return True


def end_opinions(line: PlanLine) -> None:
    """With the decision nobody outside is asked any more: what was said before it stays as it is."""
    open_ = Invitation.objects.open().filter(party=Party.OPINION, line=line)
    open_.update(ended=timezone.now())


def forget_unanswered(today: date) -> int:
    """Wipe addresses that never answered, KEPT after their link worked or was taken back; returns how many.

    That somebody was asked, and when, stays with the application. While a part of it is undecided nothing changes: what
    a provider still has to say can be in the way of a decision.
    """
    now = timezone.now()
    undecided = PlanLine.objects.filter(application=OuterRef("application"), state__in=UNDECIDED)
    silent = Invitation.objects.filter(~Exists(undecided), answered=None).exclude(email="")
    over = Q(ended__lte=now - KEPT) | Q(expires__lt=today - KEPT)
    return silent.filter(over).update(email="", ended=Coalesce("ended", now), remind_on=None)


def remind_all(today: date) -> None:
    """Remind who did not answer, twice at most."""
    waiting = Invitation.objects.to_remind(today).select_related("application__course__provider", "line__fund")
    for invitation in waiting.iterator():
        with transaction.atomic():
            again = invitation.reminders + 1
            then = working_days_on(today, REMIND_AFTER) if again < MOST_REMINDERS else None
            same = Invitation.objects.open().filter(pk=invitation.pk, reminders=invitation.reminders)
            if same.update(reminders=again, remind_on=then):
                _mail(invitation, invitation.application, invitation.application.origin, "invited_reminder")


def _mail(invitation: Invitation, application: Application, origin: str, template: str) -> None:
    snapshot = application.course_snapshot or {}
    send_mail(
        template,
        to=invitation.email,
        context={
            "party": invitation.party,
            "learner_name": application.learner_name,
            "sender": invitation.line.fund.name if invitation.line and invitation.party == Party.OPINION else "",
            "course": snapshot.get("title") or application.course.title,
            "provider": snapshot.get("provider") or application.course.provider.name,
            "until": invitation.expires,
            "origin": (origin or application.origin).rstrip("/"),
            "path": path_of(invitation),
        },
        language="nl",
    )
