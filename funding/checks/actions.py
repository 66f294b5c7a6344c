"""Making the checks of a line."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.applications.models import Application, PlanLine
from funding.applications.states import RUNNING
from funding.checks.aid import DE_MINIMIS_CEILING, aid_with, answered_by_employer, one_at_a_time
from funding.checks.enums import CheckKind
from funding.checks.models import Check
from funding.parties.enums import Party
from funding.parties.models import Invitation


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
    if told := answered_by_employer(application).last():
        check_de_minimis(told, [line for line in lines if line.budget_id])


def _looks_like_another(application: Application) -> list[str]:
    """Numbers of running applications of somebody else with this name for this course, at most three."""
    others = Application.objects.filter(
        course=application.course_id, learner_name__iexact=application.learner_name, state__in=RUNNING
    ).exclude(learner=application.learner_id)
    return list(others.exclude(pk=application.pk).values_list("number", flat=True)[:3])


def check_de_minimis(invitation: Invitation, lines: Iterable[PlanLine] = ()) -> None:
    """Add up what one employer got and what is asked now, all lines of it; over the ceiling somebody looks.

    ``lines``: what is about to be asked, beside what the application asks already. The application is locked.
    """
    if invitation.party != Party.EMPLOYER:
        return
    one_at_a_time(invitation.application)
    told = invitation.told.get("de_minimis")
    if told is None:
        return
    total, asked = aid_with(invitation, told, lines)
    if total <= DE_MINIMIS_CEILING:
        return
    with override("nl"):
        label = _("Met deze aanvraag komt het bedrijf boven de grens voor de-minimissteun.")
    for line in asked:
        Check.objects.get_or_create(line=line, kind=CheckKind.DE_MINIMIS, label=label)
