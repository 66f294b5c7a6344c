"""Mails about evidence."""

from datetime import date

from django.urls import reverse

from funding.applications.mails import tell_learner
from funding.applications.models import PlanLine
from portal.templatetags.portal import day


def tell_evidence(line: PlanLine, due: date, template: str) -> None:
    """Ask the learner for evidence, or remind them; the line comes with fund and application."""
    path = reverse("funding:documents", args=[line.application.pk])
    tell_learner(line.application, template, path, sender=line.fund.name, day=day(due, "date"))
