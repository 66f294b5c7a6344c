"""What a decider should know before deciding, beside the rule: other applications that look like this one, the same
account, and how cases like it were decided before.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import queue_access
from funding.applications.models import PlanLine
from portal.templatetags.portal import euros


def signals_of(request: HttpRequest, line: PlanLine) -> dict[str, Any]:
    """ "alike": rows {"text", "url", "title"} of applications that look like this one; "accounts": numbers of
    applications with the same bank account; "similar": what was decided before on this scheme.
    """
    return {
        "alike": [_alike(line, other) for other in queue_access.alike(request, line)],
        "accounts": queue_access.shares_account(line),
        "similar": [_similar(other) for other in queue_access.similar(request, line)],
    }


def _alike(line: PlanLine, other: PlanLine) -> dict[str, Any]:
    mine, theirs = line.application, other.application
    if mine.learner_id == theirs.learner_id:
        why = _("zelfde deelnemer")
    elif mine.learner_name.casefold() == theirs.learner_name.casefold():
        why = _("zelfde naam, ander account")
    else:
        why = _("zelfde telefoonnummer, ander account")
    return {
        "title": theirs.number,
        "url": reverse("funding:line", args=[other.pk]),
        "text": f"{why}: {theirs.course_as_sent['title']}, {other.scheme_name}",
        "state": other.get_state_display(),
    }


def _similar(other: PlanLine) -> dict[str, Any]:
    decision = other.decision
    if decision is None:
        told = str(other.get_state_display())
    elif decision.cents:
        told = _("%(granted)s van %(asked)s toegekend") % {
            "granted": euros(decision.cents),
            "asked": euros(decision.asked_cents),
        }
    else:
        told = str(other.get_state_display())
    return {
        "title": other.application.course_as_sent["title"],
        "url": reverse("funding:line", args=[other.pk]),
        "told": told,
        "reasons": decision.reasons if decision else "",
        "at": decision.at if decision else None,
    }
