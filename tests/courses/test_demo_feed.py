"""The thirty demo courses, as the real importer reads the shipped files."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from courses.demo import DIRECTORY, load_courses
from courses.models import Course, PriceLine, Provider, Session
from portal.regions.models import Region
from tests.keeping import again

pytestmark = pytest.mark.django_db

EUROS = {
    1: 1450,
    2: 595,
    3: 275,
    4: 890,
    5: 420,
    6: 1950,
    7: 650,
    8: 2400,
    9: 1150,
    10: 2250,
    11: 2950,
    12: 310,
    13: 980,
    14: 1375,
    15: 2600,
    16: 1790,
    17: 1850,
    18: 4600,
    19: 2700,
    20: 235,
    21: 4950,
    22: 390,
    23: 1980,
    24: 1690,
    25: 895,
    26: 1450,
    27: 720,
    28: 1650,
    29: 1100,
    30: 780,
}
DEMO_REGIONS = {"groningen", "friesland", "drenthe", "twente", "rijnmond"}


@pytest.fixture(scope="module")
def rows_of_demo() -> dict[str, bytes]:
    """The rows of the courses, once a test made them."""
    return {}


@pytest.fixture(autouse=True)
def _demo(db: None, today: None, rows_of_demo: dict[str, bytes]) -> None:
    def make() -> None:
        report = load_courses()
        assert report.imported
        assert not report.issues

    again(rows_of_demo, make)


def test_all_thirty_are_there_at_the_listed_price() -> None:
    found = dict(Course.objects.values_list("provider_key", "total_cents"))
    assert found == {f"D{number:02d}": euros * 100 for number, euros in EUROS.items()}


def test_every_total_is_the_sum_of_its_lines_and_some_have_vat() -> None:
    for course in Course.objects.prefetch_related("price_lines"):
        lines = list(course.price_lines.all())
        assert sum(line.cents for line in lines if line.required) == course.total_cents
        assert {"tuition"} < {line.kind for line in lines} or course.provider_key == "D02"
    assert set(PriceLine.objects.values_list("vat_percent", flat=True)) == {0, 9, 21}
    assert PriceLine.objects.filter(required=False).count() == 1


def test_loading_again_changes_nothing() -> None:
    counts = load_courses().counts()
    assert counts["courses"] == {"new": 0, "changed": 0, "unchanged": 30, "gone": 0, "refused": 0}
    assert counts["sessions"]["unchanged"] == Session.objects.count()


def test_every_kind_of_start_and_state_is_shown() -> None:
    starts = list(Course.objects.values_list("start_kind", "online"))
    assert starts.count(("agreed", False)) == 4
    assert starts.count(("direct", True)) == 2
    assert not Session.objects.filter(course__start_kind__in=["agreed", "direct"]).exists()
    states = list(Session.objects.values_list("status", flat=True))
    assert (states.count("cancelled"), states.count("full")) == (1, 1)
    assert Session.objects.filter(starts_certain=False).exists()


def test_sessions_keep_the_demo_alive_in_all_its_regions() -> None:
    sessions = Session.objects.filter(status="open")
    regions = set(Region.objects.filter(municipalities__sessions__in=sessions).values_list("slug", flat=True))
    assert regions == DEMO_REGIONS
    for slug in DEMO_REGIONS:
        starts = sessions.filter(municipality__region=slug).values_list("starts", flat=True)
        assert any(date(2027, 1, 1) <= day < date(2027, 4, 1) for day in starts)
        assert any(day >= date(2028, 9, 1) for day in starts)
    assert sessions.filter(starts__range=(date(2026, 12, 1), date(2026, 12, 31))).count() >= 4


def test_every_place_is_a_known_municipality() -> None:
    assert not Session.objects.filter(municipality=None).exists()
    for course in Course.objects.filter(start_kind="agreed").prefetch_related("places"):
        assert {place.municipality_id is not None for place in course.places.all()} == {True}


def test_providers_cannot_be_taken_for_real_ones() -> None:
    for provider in Provider.objects.all():
        assert provider.name.endswith("(demo)")
        assert provider.kvk.startswith("00000")
        assert provider.website == ""


def test_texts_are_whole_and_no_link_leads_nowhere() -> None:
    for course in Course.objects.all():
        assert course.summary.endswith(".")
        assert 2 <= course.description.count("<p>") <= 6
        assert "<h3>Wat leer je?</h3><ul><li>" in course.description
        assert course.link == ""
        assert course.language == "nl"


def test_the_files_are_what_edudex_describes() -> None:
    files = sorted(Path(DIRECTORY).parent.rglob("*.xml"))
    assert len(files) == 1 + 2 * 14 + 30
    kinds = {etree.QName(etree.parse(path).getroot()).localname for path in files}
    assert kinds == {"edudexDirectory", "instituteData", "program"}


def test_what_belongs_to_an_mbo_qualification_says_which_and_nothing_else_does() -> None:
    """Codes of the register of 2015 (crebo): of the qualification that a certificate or statement is a part of."""
    told = dict(Course.objects.exclude(crebo="").values_list("provider_key", "crebo"))
    of_mbo = Course.objects.filter(outcome__in=["mbo_certificate", "practice_statement"])
    assert set(told) == set(of_mbo.values_list("provider_key", flat=True))
    assert (told["D01"], told["D11"], told["D29"]) == ("25498", "25333", "25252")
