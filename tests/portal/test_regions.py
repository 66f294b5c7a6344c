"""From a postcode or a name to a municipality, its region and its areas."""

import pytest
from django.db import IntegrityError, transaction

from portal.regions.loading import load_reference
from portal.regions.models import Area, Municipality, PostcodeRange, Region
from portal.regions.queries import postcode_digits, sort_name

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [m.name for m in Municipality.objects.for_place(text)]


def test_reference_data_is_whole() -> None:
    assert Region.objects.count() == 35
    assert Municipality.objects.count() == 342
    assert Area.objects.filter(kind="just_transition").count() == 6
    assert Area.objects.get(slug="jtf-groningen-emmen").municipalities.count() == 11
    assert Area.objects.get(slug="fondsgebied-regio-zwolle").municipalities.count() == 20
    assert Area.objects.filter(kind="province").count() == 12


def test_loading_twice_changes_nothing() -> None:
    before = (
        Region.objects.count(),
        PostcodeRange.objects.count(),
        Area.municipalities.through.objects.count(),
    )
    load_reference()
    assert before == (
        Region.objects.count(),
        PostcodeRange.objects.count(),
        Area.municipalities.through.objects.count(),
    )


@pytest.mark.parametrize("text", ["9711AB", "9711 ab", " 9711 ", "９７１１"])
def test_a_postcode_is_read_as_people_write_it(text: str) -> None:
    assert found(text) == ["Groningen"]


@pytest.mark.parametrize("text", ["0123", "12", "97111", "9711ABC", "", "  ", "1000000000"])
def test_what_is_no_postcode_is_none(text: str) -> None:
    assert postcode_digits(text) is None


def test_an_unknown_place_finds_nothing() -> None:
    assert found("Atlantis") == []
    assert found("x") == []


def test_a_whole_name_wins_over_a_part() -> None:
    assert found("groningen") == ["Groningen"]
    assert found("groninge") == ["Groningen"]
    assert found("roningen") == ["Groningen", "Midden-Groningen"]


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert found("s-hertogenbosch") == found("'s-Hertogenbosch") == ["'s-Hertogenbosch"]
    assert found("Sudwest-Fryslan") == ["Súdwest-Fryslân"]
    assert sort_name("'s-Gravenhage") == "s-gravenhage"


def test_province_and_labour_market_region_are_not_the_same() -> None:
    """Assen lies in Drenthe and belongs to the region Groningen (CBS 2025)."""
    assen = Municipality.objects.select_related("region").get(name="Assen")
    assert (assen.province, assen.region.name) == ("Drenthe", "Groningen")


def test_a_postcode_lies_in_one_municipality() -> None:
    with pytest.raises(IntegrityError, match="postcode_in_one_municipality"), transaction.atomic():
        PostcodeRange.objects.create(first=9711, last=9712, municipality_id="GM0363")


def test_every_municipality_tells_in_which_of_some_areas_it_lies() -> None:
    held = Municipality.objects.in_areas({"jtf-ijmond", "bestaat-niet"})
    assert len(held) == 342
    assert sum(areas == {"jtf-ijmond"} for areas in held.values()) == 5
    assert set().union(*held.values()) == {"jtf-ijmond"}
