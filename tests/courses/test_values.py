"""Amounts, lengths, days and addresses as feeds write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import DurationUnit
from courses.feeds import values
from courses.feeds.records import Duration

AMOUNTS = st.integers(min_value=0, max_value=10**12)


@given(AMOUNTS)
def test_an_amount_is_read_back_to_the_cent(cents: int) -> None:
    written = f"{cents // 100}.{cents % 100:02d}"
    assert values.cents(written) == cents
    assert values.cents(f" +{written}\n") == cents
    assert values.cents(written.replace(".", ",")) == cents
    assert values.cents(f"-{written}") == -cents


@given(st.text(max_size=12))
def test_whatever_is_written_is_an_exact_amount_or_none(text: str) -> None:
    found = values.cents(text)
    if found is not None:
        assert Decimal(text.strip().replace(",", ".")) * 100 == found


@pytest.mark.parametrize("text", ["", "1.450", "1.450,00", "€ 12", "1e3", "12.", ".50", "１２", "NaN", "1 450"])
def test_what_could_mean_something_else_is_no_amount(text: str) -> None:
    assert values.cents(text) is None


@given(AMOUNTS, st.sampled_from([0, 9, 21]))
def test_vat_is_off_by_half_a_cent_at_most(cents: int, percent: int) -> None:
    assert abs(Decimal(values.vat_cents(cents, percent)) - Decimal(cents) * percent / 100) <= Decimal("0.5")


@given(st.integers(1, 500), st.sampled_from(DurationUnit.values))
def test_a_length_has_enough_weeks_and_not_one_too_many(amount: int, unit: str) -> None:
    length = values.duration(str(amount), unit)
    if length is None:
        assert amount * {"year": 52, "month": 4}[unit] > values.LONGEST_WEEKS - amount
    elif unit == DurationUnit.HOUR:
        assert values.weeks(length) == 1
    else:
        exact = amount * values.WEEKS_PER_UNIT[DurationUnit(unit)]
        assert exact <= values.weeks(length) < exact + 1


@given(st.text(max_size=6), st.text(max_size=8))
def test_any_other_length_is_none(amount: str, unit: str) -> None:
    found = values.duration(amount, unit)
    assert found is None or (found.amount > 0 and found.unit in DurationUnit)


def test_lengths_as_providers_write_them() -> None:
    assert values.duration("10", "weeks") == Duration(10, DurationUnit.WEEK)
    assert values.duration(" 5 ", "Day") == Duration(5, DurationUnit.DAY)
    assert values.weeks(Duration(5, DurationUnit.DAY)) == 1
    assert values.weeks(Duration(3, DurationUnit.MONTH)) == 13
    assert values.weeks(Duration(1, DurationUnit.YEAR)) == 52
    for amount, unit in (("0", "week"), ("-1", "week"), ("1,5", "week"), ("900", "year"), ("1", "moon")):
        assert values.duration(amount, unit) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-18", date(2027, 1, 18)),
        ("2027-01-18T09:30:00", date(2027, 1, 18)),
        ("2027-01-18T09:30:00+01:00", date(2027, 1, 18)),
        ("2027-02-30", None),
        ("0027-01-18", None),
        ("18-01-2027", None),
        ("20270118", None),
        ("", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    assert values.day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-1-2027", date(2027, 1, 18)),
        ("1 maart 2027", date(2027, 3, 1)),
        ("maandag 18  Januari 2027", date(2027, 1, 18)),
        ("1 mrt. 2027", date(2027, 3, 1)),
        ("31 februari 2027", None),
        ("1 floreal 2027", None),
        ("maart 2027", None),
    ],
)
def test_days_as_people_write_them(text: str, expected: date | None) -> None:
    assert values.written_day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "https://anna@evil.example/",
        "https:///x",
        "ftp://a.example/",
        "http:\\\\a.example",
        "https://a.example/" + "x" * 500,
    ],
)
def test_only_links_to_the_web_are_links(text: str) -> None:
    assert values.web_address(text) == ""


def test_white_space_in_a_link_goes() -> None:
    assert values.web_address("\n  https://a.example/les sen?x=1#y\n ") == "https://a.example/lessen?x=1#y"


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("225 euro per persoon", 22_500),
        ("€ 1.450,- p.p.", 145_000),
        ("EUR 99,95", 9_995),
        ("1450.0000", 145_000),
        ("1.450", None),
        ("110 euro, 199 met", None),
    ],
)
def test_amounts_as_people_write_them(text: str, cents: int | None) -> None:
    assert values.amount_cents(text) == cents


def test_words_in_the_place_of_a_price_say_that_there_is_none() -> None:
    assert all(map(values.on_request, ("Op aanvraag", " op  AANVRAAG. ", "n.v.t.", "In overleg")))
    assert not any(map(values.on_request, ("", "0", "veel", "100 op aanvraag")))
