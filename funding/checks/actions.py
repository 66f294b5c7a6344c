"""Making the checks of a line, answering them, and what still blocks a grant."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.applications.models import Application, PlanLine
from funding.applications.states import PROMISED, RUNNING, UNDECIDED
from funding.checks.enums import CheckKind, CheckState
from funding.checks.models import Check
from funding.employers.models import EmployerFile
from funding.parties.enums import Party, Seat
from funding.parties.models import Invitation, ProposalAnswer
from portal.people.models import User
from portal.record.audit import record

#: Verordening (EU) 2023/2831 art. 3 lid 2: one undertaking, any three years, in cents.
DE_MINIMIS_CEILING = 30_000_000


def begin_checks(application: Application, lines: Iterable[PlanLine]) -> None:
    """What a person has to judge, and what a source already tells: does this look like another application?"""
    alike = _looks_like_another(application)
    rows = []
    for line in lines:
        if not line.budget_id:
            continue
        rows += [Check(line=line, kind=CheckKind.CRITERION, label=text[:400]) for text in dict.fromkeys(line.to_check)]
        if alike:
            with override("nl"):
                label = _("Lijkt op aanvraag %(numbers)s: zelfde naam en cursus, ander account.")
                rows.append(Check(line=line, kind=CheckKind.DUPLICATE, label=label % {"numbers": ", ".join(alike)}))
    Check.objects.bulk_create(rows)
    told = application.invitations.filter(party=Party.EMPLOYER, answered__isnull=False, ended__isnull=True).last()
    if told:
        check_de_minimis(told)


def _looks_like_another(application: Application) -> list[str]:
    """Numbers of running applications of somebody else with this name for this course, at most three."""
    others = Application.objects.filter(
        course=application.course_id, learner_name__iexact=application.learner_name, state__in=RUNNING
    ).exclude(learner=application.learner_id)
    return list(others.exclude(pk=application.pk).values_list("number", flat=True)[:3])


def check_de_minimis(invitation: Invitation) -> None:
    """Add up what an employer got by its own word, what this application asks, and what others ask whom the same
    employer put in its file; over the ceiling somebody looks.
    """
    told = invitation.told.get("de_minimis")
    if invitation.party != Party.EMPLOYER or told is None:
        return
    asked = invitation.application.lines.filter(state__in=UNDECIDED)
    same_employer = EmployerFile.objects.filter(people__application=invitation.application).values("pk")
    others = PlanLine.objects.filter(
        application__employer_person__file__in=same_employer, state__in=UNDECIDED | PROMISED
    ).exclude(application=invitation.application)
    beside = others.aggregate(sum=Sum(Coalesce("granted_cents", "cents")))["sum"] or 0
    for line in asked:
        if told + beside + line.cents > DE_MINIMIS_CEILING:
            with override("nl"):
                label = _("Met deze aanvraag komt het bedrijf boven de grens voor de-minimissteun.")
            Check.objects.get_or_create(line=line, kind=CheckKind.DE_MINIMIS, label=label)


@transaction.atomic
def answer_check(check: Check, state: CheckState, by: User) -> None:
    """Say what came of a check; while the line is undecided it can be said anew. Raises as ``decide`` does."""
    from funding.applications.states import LINE
    from funding.decisions.actions import allow

    allow(check.line, LINE.step("grant"), by)
    nobody = state == CheckState.OPEN
    fields = {"state": state, "by": None if nobody else by, "at": timezone.now()}
    if Check.objects.filter(pk=check.pk, line__state__in=UNDECIDED).update(**fields):
        record(by, "check", check.line, chain=check.line.fund_id, check=str(check.pk), state=state.value)


def what_blocks(line: PlanLine) -> list[str]:
    """What must be looked at, or come in, before this line can be granted; empty when nothing stands in the way."""
    found = [one.label for one in line.checks.all() if one.state == CheckState.OPEN]
    asked = [one for one in line.invitations.all() if one.party == Party.PROVIDER and not one.ended]
    if asked and not asked[-1].answered:
        found.append(_("De opleider heeft nog niet bevestigd dat er plek is."))
    elif asked and asked[-1].told["seat"] == Seat.NO_SEAT:
        found.append(_("De opleider heeft geen plek. Overleg met de deelnemer."))
    elif asked and asked[-1].told["seat"] == Seat.PROPOSE:
        agreed = ProposalAnswer.objects.filter(invitation=asked[-1].pk).first()
        if agreed is None:
            found.append(_("De opleider stelt iets anders voor. De deelnemer heeft nog niet gezegd of dat goed is."))
        elif not agreed.accepted:
            found.append(_("De deelnemer wil het voorstel van de opleider niet. Vraag de opleider opnieuw."))
    return found
