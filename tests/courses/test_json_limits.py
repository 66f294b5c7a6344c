"""Numbers that are none of anybody's course do no harm to who reads them."""

import io
from decimal import Decimal

import pytest

from courses.feeds.edudex.as_xml import element_of
from courses.feeds.json import items, words
from courses.feeds.records import Unusable
from courses.feeds.tables.reading import columns_of
from courses.feeds.tables.rows import MOST_COLUMNS, json_rows
from courses.feeds.xml import text as text_of


def test_a_number_that_python_refuses_to_read_is_no_json() -> None:
    """A parser in C took the whole process with it, most of the times."""
    for _again in range(20):
        with pytest.raises(Unusable) as refused:
            list(items(io.BytesIO(b'[{"title": %s}]' % (b"9" * 10_000))))
        assert refused.value.code == "not_json"


def test_a_long_number_that_can_be_read_is_read() -> None:
    assert list(items(io.BytesIO(b"[%s]" % (b"9" * 400)))) == [("[0]", int("9" * 400))]


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1e999999999"), ""), (Decimal("1e-999999999"), ""), (Decimal("NaN"), ""), (Decimal("12.50"), "12.50")],
)
def test_an_amount_beyond_all_measure_is_no_text(value: Decimal, text: str) -> None:
    assert words(value) == text
    assert text_of(element_of("amount", value, "")) == text


def test_a_table_has_no_more_columns_than_a_person_can_choose_from() -> None:
    row = b",".join(b'"%d": "x"' % number for number in range(5_000))
    rows = list(json_rows(io.BytesIO(b'[{%s}, {"%s": 1}]' % (row, b"n" * 10_000))))
    assert [len(cells) for _where, cells in rows] == [MOST_COLUMNS, 1]
    assert len(columns_of(rows)) == MOST_COLUMNS
    assert max(len(name) for _where, cells in rows for name in cells) == 100
