"""The same search as plain SQL: one statement for the page, one for the facets, as an ordinary portal would write it.

It counts three filters and the price, where ours counts all: the comparison is in its favour.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from courses.search.criteria import SOON_DAYS, Criteria, Sort
from courses.search.lexicon import other_ways
from courses.search.query import WEIGHTS
from courses.search.text import query_of

type Facets = dict[tuple[str, str], int]
COLUMNS = {"sector": "sector", "niveau": "level", "resultaat": "outcome"}


def plain_sql(criteria: Criteria, regions: list[str] | None, today: date) -> tuple[list[Any], Facets]:
    """The first twenty courses (key, title, price) and disjunctive counts."""
    words, values = _words(criteria, today)
    about = {
        "sector": [str(one) for one in criteria.sectors],
        "niveau": [str(one) for one in criteria.levels],
        "resultaat": [str(one) for one in criteria.outcomes],
    }
    filters = {name: (f"{COLUMNS[name]} = ANY(%s)", chosen) for name, chosen in about.items() if chosen}
    if criteria.price is not None:
        filters["prijs"] = ("total_cents <= %s", criteria.price * 100)
    way, way_values = _way(criteria, regions, today)
    with connection.cursor() as cursor:
        where = " AND ".join([words, way, *(text for text, _value in filters.values())])
        order, order_values = _order(criteria, today)
        cursor.execute(
            f"SELECT id, title, total_cents FROM courses_course c WHERE {where} ORDER BY {order}, title LIMIT 20",  # noqa: S608
            [*values, *way_values, *(value for _text, value in filters.values()), *order_values],
        )
        page = cursor.fetchall()
        parts, part_values = [], []
        for name, column in COLUMNS.items():
            others = [filters[other] for other in filters if other != name]
            rest = " AND ".join(text for text, _value in others) or "true"
            parts.append(f"SELECT '{name}', {column}::text, count(*) FROM m WHERE {rest} GROUP BY 2")  # noqa: S608
            part_values += [value for _text, value in others]
        cursor.execute(
            f"WITH m AS MATERIALIZED (SELECT sector, level, outcome, total_cents FROM courses_course c"  # noqa: S608
            f" WHERE {words} AND {way}) {' UNION ALL '.join(parts)}",
            [*values, *way_values, *part_values],
        )
        return page, {(name, value): number for name, value, number in cursor.fetchall()}


def _words(criteria: Criteria, today: date) -> tuple[str, list[Any]]:
    listed = "gone IS NULL AND hidden IS NULL AND (expires IS NULL OR expires >= %s)"
    if not criteria.text:
        return listed, [today]
    return f"{listed} AND search @@ {_query(criteria)}", [today, *_query_values(criteria)]


def _query(criteria: Criteria) -> str:
    """The query that our search makes of these words, so that both look for the same."""
    return _compiled(query_of(criteria.text, other_ways(criteria.text)))[0]


def _query_values(criteria: Criteria) -> list[Any]:
    return _compiled(query_of(criteria.text, other_ways(criteria.text)))[1]


def _compiled(query: Any) -> tuple[str, list[Any]]:
    from courses.models import Course  # only once Django is set up

    expression = query.resolve_expression(Course.objects.all().query)
    sql, values = Course.objects.all().query.get_compiler("default").compile(expression)
    return sql, list(values)


def _way(criteria: Criteria, regions: list[str] | None, today: date) -> tuple[str, list[Any]]:
    """Where and when, as an EXISTS on sessions and places."""
    if regions is None and criteria.soon is None:
        return "true", []
    session = ["s.course_id = c.id", "s.gone IS NULL", "s.starts > %s", "s.status <> 'cancelled'"]
    values: list[Any] = [today]
    if regions is not None:
        session.append("(s.online OR c.online OR m.region_id = ANY(%s))")
        values.append(regions)
    if criteria.soon is not None:
        session.append(
            "s.status = 'open' AND s.seats_left IS DISTINCT FROM 0 AND s.starts <= %s"
            " AND (s.deadline IS NULL OR s.deadline >= %s)"
        )
        values += [today + timedelta(days=SOON_DAYS[criteria.soon]), today]
    exists = (
        "EXISTS (SELECT FROM courses_session s LEFT JOIN portal_municipality m ON m.code = s.municipality_id"
        f" WHERE {' AND '.join(session)})"
    )
    # No session says where or when: by agreement or at once, and online.
    if criteria.soon is not None:
        rest = "(c.start_kind = 'direct' AND (c.online OR %s))"
    else:
        rest = (
            "(c.online OR (%s AND (c.start_kind <> 'fixed' OR NOT EXISTS (SELECT FROM courses_session s WHERE"
            " s.course_id = c.id AND s.gone IS NULL AND s.starts > %s AND s.status <> 'cancelled'))))"
        )
    return f"({exists} OR {rest})", [*values, regions is None, *([] if criteria.soon is not None else [today])]


def _order(criteria: Criteria, today: date) -> tuple[str, list[Any]]:
    if criteria.sort == Sort.RELEVANCE:
        weights = "{" + ",".join(map(str, WEIGHTS)) + "}"
        return f"ts_rank('{weights}', search, {_query(criteria)}) DESC", _query_values(criteria)
    if criteria.sort == Sort.PRICE:
        return "total_cents", []
    start = (
        "(SELECT min(s.starts) FROM courses_session s WHERE s.course_id = c.id AND s.gone IS NULL"
        " AND s.starts > %s AND s.status = 'open')"
    )
    return start, [today]
