"""Asking how it went, by mail with a signed link, and keeping the answer."""

from calendar import monthrange
from datetime import date, timedelta
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from funding.applications.mails import tell_learner
from funding.applications.models import Application
from funding.applications.states import PROMISED
from funding.settling.models import FollowUp
from funding.surveys.models import MONTHS, Survey
from portal.pages import signed_links

SALT = "funding.surveys"
#: Days that a link works, and that a portal which was down still asks.
DAYS, LATE = 90, timedelta(days=60)


@shared_task(name="funding.ask_surveys")
def ask_surveys() -> None:
    """Ask everybody whose course ended three or twelve months ago; once each, and harmless more often."""
    today = timezone.localdate()
    for months in MONTHS:
        ended = months_before(today, months)
        for application in _ended(ended - LATE, ended, months).iterator(chunk_size=200):
            with transaction.atomic():
                ask(application, months)


def _ended(first: date, last: date, months: int) -> "QuerySet[Application]":
    """Applications with money promised of which the course ended in these days, not asked yet, learner still here.

    A course without dates ended when its weeks had passed since the start that the fund saw.
    """
    promised = Application.objects.filter(lines__state__in=PROMISED, learner__is_active=True)
    begun = FollowUp.objects.filter(line__application=OuterRef("pk"), started_on__isnull=False).order_by("started_on")
    days = Coalesce(F("course__duration_weeks"), 0) * 7
    ended = ExpressionWrapper(Subquery(begun.values("started_on")[:1]) + days, output_field=DateField())
    found = promised.annotate(ended=Coalesce("session__ends", "session__starts", ended))
    found = found.filter(ended__gte=first, ended__lte=last)
    enough = Q(surveys__months=months) | Q(surveys__stopped=True)
    return found.exclude(pk__in=Application.objects.filter(enough).values("pk")).select_related("learner").distinct()


def ask(application: Application, months: int) -> Survey | None:
    """Ask the learner of an application, unless that was done; it comes with its learner."""
    survey, made = Survey.objects.get_or_create(application=application, months=months)
    if not made or application.learner is None:
        return None
    tell_learner(application, "survey", path_of(survey), months=months)
    return survey


def path_of(survey: Survey) -> str:
    """The path for the mail."""
    return reverse("funding:survey", args=[signed_links.token_of(survey.pk, SALT)])


def read(token: str) -> UUID | None:
    """The survey of a link; None when it is not ours, or too old."""
    return signed_links.read(token, SALT, DAYS)


def answer(survey: Survey, outcome: str, *, wants_help: bool) -> None:
    """Keep what the learner says; the last answer counts."""
    Survey.objects.filter(pk=survey.pk).update(outcome=outcome, wants_help=wants_help, answered=timezone.now())


def stop(survey: Survey) -> None:
    """Do not ask about this course again."""
    Survey.objects.filter(pk=survey.pk).update(stopped=True)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
