"""The aid that one employer got in three years, as far as it told and as far as this portal knows (de-minimis)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from funding.applications.models import Application, PlanLine
from funding.applications.states import PROMISED, UNDECIDED
from funding.employers.models import EmployerFile
from funding.parties.enums import Party
from funding.parties.models import Invitation
from portal.record.turns import take_turn

#: Verordening (EU) 2023/2831 art. 3 lid 2: one undertaking, any period of three years, in cents.
DE_MINIMIS_CEILING = 30_000_000
#: Three years, one of which may have a day more.
THREE_YEARS = timedelta(days=3 * 365 + 1)


def one_at_a_time(application: Application) -> None:
    """Let only this transaction count the aid of the application's employer, until it ends; nothing without an answer.

    Two that ask for one employer in the same moment would not see each other, and together pass the ceiling. The
    application is locked before, budgets after: whoever takes several takes them in this order.
    """
    for invitation in answered_by_employer(application):
        for name in sorted(_names_of_employer(invitation)):
            take_turn("aid", name)


def answered_by_employer(application: Application) -> QuerySet[Invitation, Any]:
    """What the employer of this application told; one answer at most, and none before it came."""
    return application.invitations.filter(party=Party.EMPLOYER, answered__isnull=False, ended__isnull=True)


def aid_with(invitation: Invitation, told: int, lines: Iterable[PlanLine]) -> tuple[int, list[PlanLine]]:
    """The sum of an employer's aid with what is asked now (cents), and the lines of its application still to decide.

    ``told`` (cents) is what the employer said it got in three years, so what was granted here before it said so is in
    it: of both the larger counts. What was granted since, and what is asked, comes on top; a line counts for what was
    fixed, else granted, else asked. ``lines``: proposed, and not asked yet.
    """
    since = timezone.now() - THREE_YEARS
    undecided = {line.pk: line for line in lines}
    own = invitation.application.lines.filter(state__in=UNDECIDED, budget__isnull=False)
    undecided |= {line.pk: line for line in own}
    of_employer = Q(application__in=_of_employer(invitation)) | Q(application=invitation.application)
    found = PlanLine.objects.filter(of_employer, budget__isnull=False).annotate(first=Min("decisions__at"))
    others = found.filter(Q(state__in=UNDECIDED) | Q(state__in=PROMISED, first__gte=since))
    before, after = 0, sum(line.cents for line in undecided.values())
    for line in others:
        if line.pk in undecided:
            continue
        if _known_to_employer(line.first, invitation):
            before += _cents(line)
        else:
            after += _cents(line)
    return max(told, before) + after, list(undecided.values())


def _of_employer(invitation: Invitation) -> QuerySet[Invitation, Any]:
    """Applications of the same employer: of one file, or answered from the same address, or under the same name.

    A name can be that of two firms: then somebody looks once too often.
    """
    company = str(invitation.told.get("company", "")).strip()
    same = Q(email__iexact=invitation.email)
    if company:
        same |= Q(answer__company__iexact=company)
    file = EmployerFile.objects.filter(people__application=invitation.application)
    same |= Q(application__employer_person__file__in=file)
    told = Invitation.objects.filter(same, party=Party.EMPLOYER, answered__isnull=False, ended__isnull=True)
    return told.values("application")


def _names_of_employer(invitation: Invitation) -> set[str]:
    """Everything by which ``_of_employer`` knows an employer again: two of one employer have one of these in common."""
    company = str(invitation.told.get("company", "")).strip()
    files = EmployerFile.objects.filter(people__application=invitation.application).values_list("pk", flat=True)
    found = {f"address {invitation.email.lower()}", *(f"file {pk}" for pk in files)}
    return found | {f"company {company.lower()}"} if company else found


def _known_to_employer(decided: datetime | None, invitation: Invitation) -> bool:
    """Whether the employer could count a line that was decided then among what it got."""
    told = invitation.answered or timezone.now()
    return decided is not None and decided < told


def _cents(line: PlanLine) -> int:
    if line.settled_cents is not None:
        return line.settled_cents
    return line.cents if line.granted_cents is None else line.granted_cents
