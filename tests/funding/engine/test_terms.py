"""Money terms as JSON."""

import pytest

from funding.engine.money import CostKind
from funding.engine.terms import Counts, TermsError, TermsProblem, Tier, parse, to_document

WHOLE = {
    "tier": "earmarked",
    "percent": {"tuition": 80, "exam": 50},
    "percent_of_sum": 75,
    "cap_per_course": 80_000,
    "cap_per_year": 250_000,
    "cap_per_life": 500_000,
    "cap_per_employer": 1_000_000,
    "family_cap": {"family": "oom", "cents": 100_000},
    "rounding": "euros_up",
    "priority": 2,
    "cap_fact": "employer_contribution",
    "pays_vat": False,
    "excludes": {"all_except": ["werkgeversbijdrage"]},
    "match": {"percent": 50, "counts": "private", "own_counts": True},
    "only_if_no_other": {"besides": ["werkgeversbijdrage"]},
}
LEAST = {"tier": "general", "percent": {"tuition": 100}}


@pytest.mark.parametrize(
    "document", [WHOLE, LEAST, {**LEAST, "fixed_amount": 12_000}, {**LEAST, "excludes": {"schemes": ["stap"]}}]
)
def test_terms_survive_being_stored(document: dict[str, object]) -> None:
    assert to_document(parse(document)) == document


def test_what_is_not_said_is_not_limited() -> None:
    terms = parse(LEAST)
    assert terms.tier is Tier.GENERAL
    assert dict(terms.percent) == {CostKind.TUITION: 100}
    assert (terms.percent_of_sum, terms.cap_per_course, terms.cap_per_year, terms.pays_vat) == (100, None, None, True)
    assert not terms.excludes.hits("stap")


def test_excluding_all_others_spares_the_named_ones() -> None:
    excludes = parse(WHOLE).excludes
    assert excludes.hits("stap")
    assert not excludes.hits("werkgeversbijdrage")


@pytest.mark.parametrize(
    ("field", "value", "place", "problem"),
    [
        ("colour", "red", "terms", TermsProblem.UNKNOWN_KEY),
        ("tier", "rich", "tier", TermsProblem.UNKNOWN_TIER),
        ("tier", 1, "tier", TermsProblem.UNKNOWN_TIER),
        ("percent", {}, "percent", TermsProblem.NO_PERCENT),
        ("percent", [50], "percent", TermsProblem.NO_PERCENT),
        ("percent", {"lunch": 50}, "percent", TermsProblem.UNKNOWN_KIND),
        ("percent", {"tuition": 101}, "percent/tuition", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("percent", {"tuition": 0}, "percent/tuition", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("percent", {"tuition": -5}, "percent/tuition", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("percent", {"tuition": 33.3}, "percent/tuition", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("percent", {"tuition": True}, "percent/tuition", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("percent_of_sum", 120, "percent_of_sum", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("cap_per_course", -1, "cap_per_course", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("cap_per_course", 0, "cap_per_course", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("cap_per_year", 100.5, "cap_per_year", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("cap_per_life", -1, "cap_per_life", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("fixed_amount", 99.5, "fixed_amount", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("family_cap", {"family": " ", "cents": 5}, "family_cap/family", TermsProblem.WRONG_FAMILY),
        ("family_cap", {"family": "oom", "cents": -5}, "family_cap/cents", TermsProblem.AMOUNT_OUT_OF_RANGE),
        ("family_cap", {"family": "oom", "cents": 5, "per": "day"}, "family_cap", TermsProblem.UNKNOWN_KEY),
        ("rounding", "up", "rounding", TermsProblem.UNKNOWN_ROUNDING),
        ("priority", -1, "priority", TermsProblem.PRIORITY_OUT_OF_RANGE),
        ("cap_fact", "age", "cap_fact", TermsProblem.NOT_A_MONEY_FACT),
        ("cap_fact", "income", "cap_fact", TermsProblem.NOT_A_MONEY_FACT),
        ("pays_vat", "no", "pays_vat", TermsProblem.NOT_YES_OR_NO),
        ("excludes", ["stap"], "excludes", TermsProblem.NOT_AN_OBJECT),
        ("excludes", {}, "excludes", TermsProblem.NOT_SCHEMES),
        ("excludes", {"schemes": "stap"}, "excludes/schemes", TermsProblem.NOT_SCHEMES),
        ("match", {"percent": 50, "counts": "all"}, "match/counts", TermsProblem.WRONG_MATCH),
        ("match", {"percent": 0, "counts": "public"}, "match/percent", TermsProblem.PERCENT_OUT_OF_RANGE),
        ("match", {"percent": 50, "counts": "public", "own_counts": 1}, "match/own_counts", TermsProblem.NOT_YES_OR_NO),
        ("only_if_no_other", {"besides": [""]}, "only_if_no_other/besides", TermsProblem.NOT_SCHEMES),
        ("only_if_no_other", True, "only_if_no_other", TermsProblem.NOT_AN_OBJECT),
    ],
)
def test_wrong_terms_are_refused_by_field(field: str, value: object, place: str, problem: TermsProblem) -> None:
    with pytest.raises(TermsError) as error:
        parse({**LEAST, field: value})
    assert (error.value.field, error.value.problem) == (place, problem)


def test_a_loan_has_no_co_financing_and_does_not_stand_back() -> None:
    for extra in ({"match": WHOLE["match"]}, {"only_if_no_other": {}}):
        with pytest.raises(TermsError) as error:
            parse({**LEAST, "tier": "loan", **extra})
        assert error.value.problem is TermsProblem.LOAN_NEEDS_NO_TERMS


def test_terms_must_be_an_object() -> None:
    with pytest.raises(TermsError):
        parse("everything")


def test_a_loan_never_counts_as_co_financing() -> None:
    assert [tier for tier in Tier if Counts.PRIVATE.includes(tier)] == [Tier.PRIVATE]
    assert [tier for tier in Tier if Counts.PUBLIC.includes(tier)] == [Tier.EARMARKED, Tier.GENERAL, Tier.LAST_RESORT]
    assert [tier for tier in Tier if not Counts.EITHER.includes(tier)] == [Tier.LOAN]


def test_a_fixed_amount_is_not_a_share_of_the_costs() -> None:
    with pytest.raises(TermsError) as error:
        parse({"tier": "private", "percent": {"tuition": 50}, "fixed_amount": 12_000})
    assert error.value.problem is TermsProblem.FIXED_AMOUNT_IS_NO_SHARE
