"""Making the checks of a line."""

from collections.abc import Iterable

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.applications.models import Application, PlanLine
from funding.applications.states import PROMISED, RUNNING, UNDECIDED
from funding.checks.enums import CheckKind
from funding.checks.models import Check
from funding.employers.models import EmployerFile
from funding.parties.enums import Party
from funding.parties.models import Invitation

#: Verordening (EU) 2023/2831 art. 3 lid 2: one undertaking, any three years, in cents.
DE_MINIMIS_CEILING = 30_000_000


def begin_checks(application: Application, lines: Iterable[PlanLine]) -> None:
    """What a person has to judge, and what a source already tells: does this look like another application?

    The lines are proposed: their money need not be held yet.
    """
    lines = list(lines)
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
        check_de_minimis(told, [line for line in lines if line.budget_id])


def _looks_like_another(application: Application) -> list[str]:
    """Numbers of running applications of somebody else with this name for this course, at most three."""
    others = Application.objects.filter(
        course=application.course_id, learner_name__iexact=application.learner_name, state__in=RUNNING
    ).exclude(learner=application.learner_id)
    return list(others.exclude(pk=application.pk).values_list("number", flat=True)[:3])


def check_de_minimis(invitation: Invitation, lines: Iterable[PlanLine] | None = None) -> None:
    """Add up what an employer got by its own word, what this application asks, and what others ask whom the same
    employer put in its file; over the ceiling somebody looks.

    ``lines``: what is about to be asked; else all of the application that is not decided yet.
    """
    told = invitation.told.get("de_minimis")
    if invitation.party != Party.EMPLOYER or told is None:
        return
    asked = invitation.application.lines.filter(state__in=UNDECIDED) if lines is None else lines
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
