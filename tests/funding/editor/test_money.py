"""Money on the pages: what is shipped survives its forms, and no term changes without a word in the difference."""

from dataclasses import fields
from typing import Any

import pytest

from funding.editor.money_forms import MoneyForm, StackingForm
from funding.editor.money_words import money_rows, stacking_rows
from funding.engine import terms
from funding.engine.terms import Terms
from funding.schemes.loading import load_schemes
from funding.schemes.models import SchemeVersion
from tests.funding.editor.test_conditions import typed

pytestmark = pytest.mark.django_db
BASE: dict[str, Any] = {"tier": "general", "percent": {"tuition": 100}}
#: For every term a document in which only that one is different from the base.
CHANGED: dict[str, dict[str, Any]] = {
    "tier": {"tier": "earmarked"},
    "percent": {"percent": {"tuition": 100, "exam": 50}},
    "percent_of_sum": {"percent_of_sum": 50},
    "fixed_amount": {"fixed_amount": 100},
    "cap_per_course": {"cap_per_course": 100},
    "cap_per_year": {"cap_per_year": 100},
    "cap_per_life": {"cap_per_life": 100},
    "cap_per_employer": {"cap_per_employer": 100},
    "family_cap": {"family_cap": {"family": "x", "cents": 100}},
    "cap_fact": {"cap_fact": "employer_contribution"},
    "rounding": {"rounding": "euros_down"},
    "priority": {"priority": 1},
    "pays_vat": {"pays_vat": False},
    "excludes": {"excludes": {"schemes": ["stap"]}},
    "match": {"match": {"percent": 50, "counts": "private", "own_counts": False}},
    "only_if_no_other": {"only_if_no_other": {"besides": []}},
}


def rows(document: dict[str, Any]) -> list[tuple[str, str]]:
    read = terms.parse(document)
    return [*money_rows(read), *stacking_rows(read, {})]


def test_every_term_is_told_in_words() -> None:
    assert set(CHANGED) == {field.name for field in fields(Terms)}
    for name, change in CHANGED.items():
        assert rows(BASE | change) != rows(BASE), name


def test_shipped_money_comes_out_of_its_forms_as_it_went_in() -> None:
    load_schemes(demo=True)
    for version in SchemeVersion.objects.all():
        for form_class in (MoneyForm, StackingForm):
            shown = typed(form_class(version=version))
            form = form_class({name: value for name, value in shown.items() if value is not False}, version=version)
            assert form.is_valid(), (version, form_class, form.errors)
            assert terms.parse(form.values()["terms"]) == terms.parse(version.terms), (version, form_class)
