"""The summary of a fund's year in plain sentences, and reports to funders that are made by themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import report_access
from funding.exporting.views import XLSX
from funding.reports import making
from funding.reports.enums import ReportForm
from funding.reports.forms import ScheduleForm
from funding.reports.summary import summary
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role
from portal.record.audit import record

#: The year in which the first portal of this kind could have opened.
FIRST_YEAR = 2020


@require_safe
@staff_only(*FUND_ROLES)
def year_summary(request: HttpRequest) -> HttpResponseBase:
    """Of the fund and the year that the address names; without them the first fund and this year."""
    this_year = timezone.localdate().year
    funds = report_access.funds(request)
    asked = request.GET.get("fonds", "")
    fund = report_access.fund(request, asked) if asked else (funds[0] if funds else None)
    text = request.GET.get("jaar", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else this_year
    year = min(max(year, FIRST_YEAR), this_year)
    context = {"funds": funds, "fund": fund, "year": year, "years": range(this_year, this_year - 4, -1)}
    if fund:
        context |= summary(request, fund, year)
    return render(request, "funding/reports/summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def reports(request: HttpRequest) -> HttpResponseBase:
    """What was made, what will be, and asking for one more."""
    form = ScheduleForm(
        kept.typed(request), funds=report_access.administered(request), schemes=report_access.schemes(request)
    )
    if request.method == "POST":
        if form.is_valid():
            told = dict(form.cleaned_data)
            making.schedule(told.pop("fund"), told, user_of(request))
            messages.success(request, _("Het verslag over de laatste periode staat klaar. De volgende komen vanzelf."))
            return redirect("funding:reports")
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "pages": report_access.files(request),
        "schedules": report_access.schedules(request).filter(ended=None)[:100],
    }
    return render(request, "funding/reports/list.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def report_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A report as it was made. Who took it out is written down."""
    found = report_access.file(request, pk)
    record(user_of(request), "take_report", found.schedule, chain=found.schedule.fund_id, first=found.first.isoformat())
    pdf = found.schedule.form == ReportForm.PDF
    name = f'attachment; filename="{found.schedule.kind}-{found.first}-{found.last}.{found.schedule.form}"'
    content_type = "application/pdf" if pdf else XLSX
    return HttpResponse(bytes(found.content), content_type=content_type, headers={"Content-Disposition": name})


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def stop_report(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make no more of these."""
    making.stop(report_access.schedule(request, pk), user_of(request))
    messages.success(request, _("Dit verslag wordt niet meer gemaakt. Wat er is, blijft."))
    return redirect("funding:reports")
