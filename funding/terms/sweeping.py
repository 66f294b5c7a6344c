"""What time brings by itself, looked at every day: unanswered questions, terms that run out."""

from collections import defaultdict
from datetime import date, timedelta

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.applications.states import AT_THE_FUND
from funding.applications.steps import clock_of
from funding.completing.actions import remind, time_is_up
from funding.completing.models import CompletionRequest
from funding.doubts.actions import forget_old as forget_old_doubts
from funding.employers import actions as employers
from funding.outside import actions as outside
from funding.parties import actions as parties
from funding.queue.actions import free_left_work
from funding.settling.actions import follow_courses
from funding.wishes import actions as wishes
from funding.wishes.schemes import look_at_schemes
from portal.mail.actions import send_mail
from portal.people.models import Fund
from portal.people.staff import administrators
from portal.templatetags.portal import day

#: Days before the end of a term to complete on which the learner is reminded.
REMIND_DAYS = 3


@shared_task(name="funding.watch_terms")
def watch_terms() -> None:
    """Once a day, and harmless more often."""
    today = timezone.localdate()
    end_unanswered(today)
    remind_learners(today)
    free_left_work(today)
    warn_funds(today)
    parties.remind_all(today)
    parties.forget_unanswered(today)
    employers.remind_all(today)
    employers.forget_old(today)
    follow_courses(today)
    outside.remind_all(today)
    forget_old_doubts()


@shared_task(name="funding.look_at_wishes")
def look_at_wishes() -> None:
    """Once a day: who wanted to know when a course costs less, or when a scheme is there for them."""
    wishes.look()
    look_at_schemes()


def end_unanswered(today: date) -> None:
    """Questions whose last day has passed: the fund's term goes on (Awb 4:15)."""
    passed = CompletionRequest.objects.open().filter(until__lt=today).select_related("line__fund")
    for request in passed.iterator():
        time_is_up(request)


def remind_learners(today: date) -> None:
    """One reminder before the last day to answer."""
    soon = CompletionRequest.objects.open().filter(
        reminded__isnull=True, until__lte=today + timedelta(days=REMIND_DAYS), until__gte=today
    )
    for request in soon.select_related("line__fund", "line__application__learner").iterator():
        remind(request)


def warn_funds(today: date) -> None:
    """Tell each fund which lines passed 50, 80 or 100 percent of their term; each mark once."""
    for fund in Fund.objects.filter(decides_here=True):
        with transaction.atomic():
            _warn(fund, today)


def _warn(fund: Fund, today: date) -> None:
    marked: dict[int, list[PlanLine]] = defaultdict(list)
    running = PlanLine.objects.filter(fund=fund, state__in=AT_THE_FUND, term_end__isnull=False)
    for line in running.select_related("application").select_for_update(of=("self",), skip_locked=True).order_by("due"):
        clock = clock_of(line)
        mark = clock.warning(today) if clock else 0
        if mark > line.warned:
            marked[mark].append(line)
    for mark, lines in marked.items():
        PlanLine.objects.filter(pk__in=[line.pk for line in lines]).update(warned=mark)
    if not marked:
        return
    rows = [
        {"number": line.application.number, "percent": mark, "due": day(line.due, "date") if line.due else ""}
        for mark in sorted(marked, reverse=True)
        for line in marked[mark]
    ]
    for person in administrators(fund, today):
        send_mail(
            "term_warning",
            to=person.email,
            context={"name": person.name, "sender": fund.name, "rows": rows, "path": reverse("funding:queue")}
            | {"origin": marked[max(marked)][0].application.origin},
            language=person.language,
        )
