"""Numbers that are none of anybody's course do no harm to who reads them."""

import io
from decimal import Decimal

import pytest

from courses.feeds.json import items, words
from courses.feeds.records import Unusable


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
