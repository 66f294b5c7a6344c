"""A missing place is unknown, never no."""

from funding.engine.areas import Areas, is_code
from tests.funding.engine.places import areas

SMALL = Areas.of({"twente": ["GM0153", "GM0141"], "leeg": []}, ["GM0153", "GM0141", "GM0599"])


def test_a_place_lies_in_an_area_or_not() -> None:
    assert SMALL.holds("twente", "GM0153") is True
    assert SMALL.holds("twente", "GM0599") is False
    assert SMALL.holds("leeg", "GM0599") is False


def test_what_no_list_knows_is_unknown() -> None:
    assert SMALL.holds("twente", "GM0014") is None
    assert SMALL.holds("drenthe", "GM0153") is None


def test_one_municipality_is_an_area_by_its_code() -> None:
    assert SMALL.holds("gemeente-GM0599", "GM0599") is True
    assert SMALL.holds("gemeente-GM0599", "GM0153") is False
    assert SMALL.holds("gemeente-GM0014", "GM0153") is None


def test_the_part_that_is_frozen_answers_the_same() -> None:
    places, named = ["GM0153", "GM0014"], ["twente", "gemeente-GM0599", "drenthe"]
    part = Areas.from_document(SMALL.about(places, named).to_document())
    for area in named:
        for place in places:
            assert part.holds(area, place) is SMALL.holds(area, place)


def test_drenthe_and_its_labour_market_region_differ() -> None:
    assert areas().holds("provincie-drenthe", "GM0119") is True  # Meppel
    assert areas().holds("regio-drenthe", "GM0119") is False
    assert areas().holds("regio-regio-zwolle", "GM0119") is True


def test_a_code_is_gm_and_four_digits() -> None:
    assert is_code("GM0014")
    assert not any(map(is_code, ("gm0014", "GM014", "GM00145", "Groningen", "")))
