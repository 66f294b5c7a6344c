"""Making what is due: each report once, after the last day of its period, kept, and told to who asked for it."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from celery import shared_task
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from funding.applications.models import PlanLine
from funding.budgets.models import Budget
from funding.exporting.accountant import sheets_of
from funding.exporting.enums import Kind
from funding.exporting.files import as_book
from funding.exporting.rows import Row, rows_from
from funding.fund_access import lines
from funding.letters.pdf import document_pdf
from funding.reports.contents import Section, sections_of
from funding.reports.enums import Every, ReportForm, ReportKind
from funding.reports.models import ReportFile, ReportSchedule
from portal.access import Person
from portal.digest.due import roles_of
from portal.mail.actions import send_mail
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import record
from portal.templatetags.portal import day, euros

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
#: As many periods are made up for after a long sleep.
MOST_AT_ONCE = 24


@transaction.atomic
def schedule(fund: Fund, told: dict[str, Any], by: User) -> ReportSchedule:
    """Ask for a report from the last whole period on; that one is made at once.

    ``told``: funder, kind, form, every, scheme (or None).
    """
    first, _last = period_before(Every(told["every"]), timezone.localdate())
    made = ReportSchedule.objects.create(fund=fund, begins=first, by=by, **told)
    record(by, "schedule_report", made, chain=fund.pk, kind=made.kind, every=made.every)
    make_due(made, timezone.localdate(), tell=False)
    return made


@transaction.atomic
def stop(found: ReportSchedule, by: User | None) -> None:
    """Make no more of these; what was made stays."""
    if ReportSchedule.objects.filter(pk=found.pk, ended=None).update(ended=timezone.now()):
        record(by, "stop_report", found, chain=found.fund_id)


@shared_task(name="funding.make_reports")
def make_reports() -> None:
    """Make every report whose period ended; harmless more often."""
    today = timezone.localdate()
    for found in ReportSchedule.objects.filter(ended=None).select_related("fund", "by", "scheme"):
        with transaction.atomic():
            make_due(found, today)


def make_due(found: ReportSchedule, today: date, *, tell: bool = True) -> list[ReportFile]:
    """Make what is due of one schedule, which comes with fund, by and scheme; who asked for it gets a mail each.

    Who has no role there any more gets nothing: the schedule then ends.
    """
    who = roles_of(found.by)
    if not found.by.is_active or found.fund_id not in who.funds(Role.FUND_ADMINISTRATOR):
        stop(found, None)
        return []
    known = set(found.files.values_list("first", flat=True))
    made: list[ReportFile] = []
    for first, last in periods(Every(found.every), found.begins, today):
        if first in known or len(made) == MOST_AT_ONCE:
            continue
        content = _content(found, who, first, last)
        one, new = ReportFile.objects.get_or_create(
            schedule=found, first=first, defaults={"last": last, "content": content}
        )
        if new:
            made.append(one)
            record(None, "make_report", found, chain=found.fund_id, first=first.isoformat())
            if tell:
                context = {"name": found.by.name, "funder": found.funder, "first": first, "last": last}
                send_mail("report_made", to=found.by.email, context=context, language=found.by.language)
    return made


def periods(every: Every, begins: date, today: date) -> Iterator[tuple[date, date]]:
    """First and last day of each period from the first on that ended before today, oldest first."""
    first = begins
    while True:
        number = first.year * 12 + first.month - 1 + MONTHS[every]
        following = date(number // 12, number % 12 + 1, 1)
        if following > today:
            return
        yield first, following - timedelta(days=1)
        first = following


def period_before(every: Every, today: date) -> tuple[date, date]:
    """The last whole period before today."""
    months = MONTHS[every]
    number = (today.year * 12 + today.month - 1) // months * months - months
    first = date(number // 12, number % 12 + 1, 1)
    end = number + months - 1
    return first, date(end // 12, end % 12 + 1, monthrange(end // 12, end % 12 + 1)[1])


def _content(found: ReportSchedule, who: Person, first: date, last: date) -> bytes:
    if found.kind == ReportKind.ACCOUNT:
        return as_book(sheets_of(who, found.fund, first, last))
    if found.names_people:
        own = lines(who, Role.FUND_ADMINISTRATOR).filter(fund=found.fund)
        chosen = own.filter(application__submitted__date__range=(first, last))
        if found.scheme_id:
            chosen = chosen.filter(scheme_version__scheme=found.scheme_id)
        rows = rows_from(Kind(found.kind), chosen.order_by("application__submitted", "application", "position"))
        return as_book([(str(found.kind), rows)])
    counted = PlanLine.objects.filter(fund=found.fund).exclude(state__in=["proposed", "forwarded"])
    budgets = Budget.objects.filter(scheme__fund=found.fund).select_related("scheme").order_by("scheme__name", "period")
    if found.scheme_id:
        counted = counted.filter(scheme_version__scheme=found.scheme_id)
        budgets = budgets.filter(scheme=found.scheme_id)
    with override("nl"):
        sections = sections_of(counted, list(budgets), first, last)
        return _pdf(found, sections, first, last) if found.form == ReportForm.PDF else as_book(_sheets(sections))


def _sheets(sections: list[Section]) -> Iterator[tuple[str, Iterator[Row]]]:
    for number, one in enumerate(sections, start=1):
        title = f"{number} {one.title.replace(':', '')}"
        yield title, (dict(zip(one.columns, row, strict=True)) for row in one.rows)


def _pdf(found: ReportSchedule, sections: list[Section], first: date, last: date) -> bytes:
    tables = [
        {"title": one.title, "columns": one.columns, "rows": [[_text(cell) for cell in row] for row in one.rows]}
        for one in sections
    ]
    period = f"{day(first, 'date')} tot en met {day(last, 'date')}"
    title = f"Verslag aan {found.funder}"
    context = {"title": title, "fund": found.fund.name, "scheme": found.scheme, "period": period, "tables": tables}
    text = render_to_string("funding/reports/report_body.html", context)
    return document_pdf(title, found.fund.name, period, timezone.now(), text)


def _text(cell: object) -> str:
    return euros(int(cell * 100)) if isinstance(cell, Decimal) else str(cell)
