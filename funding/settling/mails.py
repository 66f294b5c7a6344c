"""Mails about evidence."""

from datetime import date

from django.urls import reverse

from funding.applications.models import PlanLine
from portal.mail.actions import send_mail
from portal.templatetags.portal import day


def tell_evidence(line: PlanLine, due: date, template: str) -> None:
    """Ask the learner for evidence, or remind them; the line comes with fund and application."""
    application = line.application
    if application.learner:
        send_mail(
            template,
            to=application.learner.email,
            context={
                "name": application.learner_name,
                "number": application.number,
                "sender": line.fund.name,
                "day": day(due, "date"),
                "origin": application.origin,
                "path": reverse("funding:documents", args=[application.pk]),
            },
            language=application.learner.language,
        )
