"""Taking a fund's data out: for a funder, for ESF+ or JTF, for an own system."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from funding import payment_access
from funding.exporting.accountant import sheets_of
from funding.exporting.actions import note_export
from funding.exporting.enums import Format, Kind
from funding.exporting.files import as_book, as_csv, as_xlsx
from funding.exporting.forms import ExportForm
from funding.exporting.rows import rows_of
from portal.access import person, staff_only, user_of
from portal.people.enums import Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def export(request: HttpRequest) -> HttpResponseBase:
    """Choose what to take out; posting gives the file."""
    funds = payment_access.funds(request, Role.FUND_ADMINISTRATOR)
    form = ExportForm(request.POST if request.method == "POST" else None, funds=funds)
    if request.method != "POST" or not form.is_valid():
        return render(request, "funding/export.html", {"form": form}, status=422 if form.errors else 200)
    told = form.cleaned_data
    kind, fund = Kind(told["kind"]), told["fund"]
    note_export(kind, fund, told["year"], user_of(request))
    name = f'attachment; filename="{kind.value}-{fund.pk}.{told["form"]}"'
    if kind is Kind.ACCOUNTANT:
        book = as_book(sheets_of(person(request), fund, *_days_of(told["year"])))
        return HttpResponse(book, content_type=XLSX, headers={"Content-Disposition": name})
    rows = rows_of(request, kind, fund, told["year"])
    if told["form"] == Format.CSV:
        headers = {"Content-Disposition": name}
        return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
    return HttpResponse(as_xlsx(rows, kind.value), content_type=XLSX, headers={"Content-Disposition": name})


def _days_of(year: int | None) -> tuple[date, date] | tuple[()]:
    """The first and the last day of a year; nothing for all years."""
    return (date(year, 1, 1), date(year, 12, 31)) if year else ()
