"""Form fields that are asked for in more than one place: one rule for each."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.fields import NameField, PhoneField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06-12345678", "06-12345678"),
        (" +31  6 1234 5678 ", "+31 6 1234 5678"),
        ("（０５０）１２３４５６７", "(050)1234567"),
        ("0031 (0)6 - 12 34 56 78", "00310612345678"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_telephone_number_is_kept_as_written_when_it_fits(typed: str, kept: str) -> None:
    assert PhoneField(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["12", "061234567", "1" * 16, "geen idee", "06 12345678 x", "٠٦١٢٣٤٥٦٧٨", "06\u202e12345678"]
)
def test_what_is_no_telephone_number_is_told_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="10 tot 15 cijfers in, zoals 06 12345678"):
        PhoneField(required=False).clean(typed)


# What people type numbers with, full-width digits and hard spaces too.
@given(st.text(alphabet="0123456789０６+ -.()\u00a0\t", max_size=30))
def test_a_telephone_number_fits_its_column_and_loses_no_digit(typed: str) -> None:
    try:
        kept = PhoneField(required=False).clean(typed)
    except ValidationError:
        return
    assert kept == "" or (len(kept) <= 20 and re.fullmatch(r"[\d\s().+-]+", kept))
    assert len(re.sub(r"\D", "", kept)) == len(re.sub(r"\D", "", typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Lena   de Vries ", "Lena de Vries"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("محمد", "محمد"),
        ("李", "李"),
        ("Bol.com", "Bol.com"),
        ("J.P. de Vries/Smit, hr.", "J.P. de Vries/Smit, hr."),
        ("D'Angelo-O\u2019Neill", "D'Angelo-O\u2019Neill"),
    ],
)
def test_a_name_is_what_somebody_is_called(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Vul je naam in"),
        ("   ", "Vul je naam in"),
        ("12345", "Vul je naam in met letters"),
        ("-", "Vul je naam in met letters"),
        ("😀 !", "Vul je naam in met letters"),
        ("Lena\r\nBcc: ander@voorbeeld.example", "op één regel"),
        ("Lena\u2028x", "op één regel"),
        ("Le\u202ena", "op één regel"),
        ("Prijs! https://kwaad.example", "zonder adres van een website"),
        ("Klik WWW.kwaad.example", "zonder adres van een website"),
        ("Klik kwaad.nl/prijs", "zonder adres van een website"),
        ("x" * 121, "120"),
        ("\ufb2c" * 120, "120"),  # NFC makes three characters of one
    ],
)
def test_what_is_no_name_is_told(typed: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        NameField().clean(typed)
