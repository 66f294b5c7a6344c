"""The figures as open data: counted, small numbers left out, nobody in it. CC0."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from funding import figures_access
from funding.figures.hiding import hidden_of
from funding.figures.page import MONTHS, months_back

COLUMNS = ("regio", "eigenschap", "waarde", "aanvragen", "gevraagd_euro", "toegekend_euro", "eigen_bijdrage_euro")
type Row = Mapping[str, object]


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Per region and value of one property: applications of the last twelve months with their money, in whole euros.

    What was granted, and what those learners paid themselves, is left empty where it was for fewer than five.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    since = months_back(timezone.localdate(), MONTHS)
    for row in shown(figures_access.open_rows(since)):
        writer.writerow(row)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="doorleren-cijfers.csv"'
    answer["Link"] = '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"'
    return answer


def shown(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    """The rows that hide nobody: of a region and property values go from the smallest up, until 5 people are hidden.

    So that neither one hidden value, nor all of them together, follows from the total of the region.
    """
    groups: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["region"], row["dimension"]].append(row)
    for (region, dimension), found in sorted(groups.items(), key=str):
        hidden = hidden_of([int(str(row["sum_cases"])) for row in found])
        few_helped = hidden_of([int(str(row["sum_helped"])) for row in found], hidden)
        for place, row in enumerate(found):
            if place not in hidden:
                asked, granted, own = (int(str(row[f"sum_{name}"])) // 100 for name in ("asked", "granted", "own"))
                of_helped = ("", "") if place in few_helped else (granted, own)
                yield region, dimension, row["value"], row["sum_cases"], asked, *of_helped
