"""Decision letters: what the law asks of them, below a summary that anybody can read."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.check.words import part_rows
from funding.decisions.models import Decision
from funding.letters.models import Letter
from funding.letters.terms import next_working_day
from funding.schemes.enums import DecisionLaw
from portal.mail.actions import send_mail
from portal.record.outbox import consumes

#: Awb 6:7: six weeks, from the day after the decision was made known (6:8).
OBJECTION_WEEKS = 6


def objection_until(notified: date) -> date:
    """Last day to object (Awb 6:7 and 6:8); a weekend or holiday moves it on (Algemene termijnenwet art. 1)."""
    return next_working_day(notified + timedelta(weeks=OBJECTION_WEEKS))


def words_of(decision: Decision) -> tuple[str, str]:
    """Subject and body of the letter, always Dutch, as it reads today; ``decision`` need not be saved yet.

    Its line comes with fund, scheme and application.
    """
    line = decision.line
    today = timezone.localdate()
    starts = line.application.course_as_sent["starts"]
    with override("nl"):
        html = render_to_string(
            "funding/letter_body.html",
            {
                "decision": decision,
                "line": line,
                "parts": part_rows(line.parts),
                "application": line.application,
                "starts": date.fromisoformat(starts) if starts else None,
                "scheme": line.scheme_version.scheme,
                "version": line.scheme_version,
                "fund": line.fund,
                "public": line.scheme_version.decision_law == DecisionLaw.AWB,
                "today": today,
                "objection_until": objection_until(today),
            },
        )
        subject = _("Besluit over je aanvraag %(number)s: %(scheme)s") % {
            "number": line.application.number,
            "scheme": line.scheme_version.scheme.name,
        }
    return subject[:200], html


@consumes("funding.write_letter")
def write_letter(decision_id: str) -> None:
    """Write the letter of one decision and mail the learner that it is there; the mail holds nothing of it."""
    decision = (
        Decision.objects.select_related(
            "line__fund", "line__scheme_version__scheme", "line__application__learner", "decided_by"
        )
        .filter(pk=UUID(decision_id))
        .get()
    )
    if Letter.objects.filter(decision=decision).exists():
        return
    line = decision.line
    learner = line.application.learner
    if learner is None:  # a decided line always has one; the database says so
        raise ValueError(f"decision {decision_id} has no learner")
    subject, html = words_of(decision)
    Letter.objects.create(
        line=line,
        decision=decision,
        subject=subject,
        html=html,
        digest=hashlib.sha256(html.encode()).hexdigest(),
    )
    send_mail(
        "decision_made",
        to=learner.email,
        context={
            "learner": learner,
            "sender": line.fund.name,
            "number": line.application.number,
            "path": reverse("funding:application", args=[line.application.pk]),
            "origin": line.application.origin,
        },
        language=learner.language,
    )
