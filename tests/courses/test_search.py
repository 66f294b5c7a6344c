"""Finding courses by word, sector and region, and in which order."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from courses.enums import Sector
from courses.models import Course, Session
from courses.search.criteria import Criteria, Sort
from courses.search.query import search

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.usefixtures("catalogue")


def titles(text: str = "", regions: list[str] | None = None, query: str = "") -> list[str]:
    return titles_of(Criteria.of(QueryDict(query or urlencode({"q": text}))), regions)


def titles_of(criteria: Criteria, regions: list[str] | None = None) -> list[str]:
    names = dict(Course.objects.values_list("pk", "title"))
    return [names[place.pk] for place in search(criteria, TODAY, regions).ranking]


FIRST = {
    "lassen": "MIG/MAG-lassen niveau 1",
    "lasser": "MIG/MAG-lassen niveau 1",
    "mig/mag": "MIG/MAG-lassen niveau 1",
    "zonnepaneel": "Zonnepanelen veilig monteren",
    "zonnepanelen": "Zonnepanelen veilig monteren",
    "Carriereswitcher": "Werkvoorbereider voor carrièreswitchers",
    "carrière": "Werkvoorbereider voor carrièreswitchers",
    "warmtep": "Warmtepompen: installeren en inregelen",
    "keuken": "Keukenhulp: van mise en place tot HACCP",
    "cursus excel": "Data ordenen met spreadsheets en SQL",
    "NEN 3140": "NEN 3140 voldoend onderricht persoon",
    "code 95": "Vrachtwagenchauffeur C met code 95",
    '"eerste hulp"': "Cybersecurity: eerste hulp voor het mkb",
    "hovenier grutto": "Hovenier: bestrating en beplanting",
    "heftruck assen": "Heftruck en reachtruck",
}


def test_words_in_any_form_find_the_course_first() -> None:
    assert {text: titles(text)[0] for text in FIRST} == FIRST


SLIPS = {
    "exel": "Data ordenen met spreadsheets en SQL",
    "Excell": "Data ordenen met spreadsheets en SQL",
    "lasopleiding": "MIG/MAG-lassen niveau 1",
}


def similar_titles(text: str) -> list[str]:
    return titles_of(Criteria.of(QueryDict(urlencode({"q": text}))).by_similar_words())


def test_a_slip_of_the_finger_finds_what_looks_like_it() -> None:
    assert {text: titles(text) for text in SLIPS} == {text: [] for text in SLIPS}
    assert {text: similar_titles(text)[0] for text in SLIPS} == SLIPS
    assert any("chauffeur" in title for title in similar_titles("chaufeur"))
    assert "Heftruck en reachtruck" in similar_titles("heftruckchauffeur")


def test_nonsense_looks_like_nothing() -> None:
    odd = ["zzzz", "!!!", "%", "😀", "qwrtp xkcd", "x" * 199, "a b c", "cursus zzzz"]
    assert {text: similar_titles(text) for text in odd} == {text: [] for text in odd}


@pytest.mark.parametrize("text", ["1 dag", "één dag", "2 dagen", "2-daagse training"])
def test_a_length_finds_courses_that_take_so_long(text: str) -> None:
    days = 2 if "2" in text else 1
    taking = Course.objects.filter(duration_amount=days, duration_unit="day")
    assert taking
    assert {course.title for course in taking} <= set(titles(text))


def test_odd_words_find_nothing_and_break_nothing() -> None:
    odd = [
        "zzzz",
        "!!!",
        "'",
        "(((",
        "a:*&|!<->",
        "\\",
        "%",
        "<script>",
        "😀",
        "-",
        '"',
        "de het een",
        "x" * 199,
    ]
    assert {text: titles(text) for text in odd} == {text: [] for text in odd}


def test_words_together_narrow_and_a_minus_leaves_out() -> None:
    care = titles("zorg")
    assert len(care) >= 5
    assert titles("zorg dementie") == ["Begeleiden van mensen met dementie"]
    assert "Begeleiden van mensen met dementie" not in titles("zorg -dementie")


def test_a_word_that_fits_every_course_finds_every_course() -> None:
    assert len(titles("cursus")) == len(titles("Opleiding training")) == 30


def test_a_search_for_one_trade_does_not_find_its_whole_field() -> None:
    assert "CNC-frezen: van tekening naar product" not in titles("lasser")


def test_sectors_add_up() -> None:
    both = titles(query="sector=metal&sector=ict")
    assert len(both) == 6
    assert set(both) == set(titles(query="sector=metal")) | set(titles(query="sector=ict"))


def test_a_region_gives_what_can_be_followed_there() -> None:
    drenthe, everywhere = titles(regions=["drenthe"]), titles()
    assert 0 < len(drenthe) < len(everywhere) == 30
    assert "Schakelcursus verpleegkundig rekenen" in drenthe  # online: anywhere
    # By agreement in Groningen, Assen and Leeuwarden, and none of those is in the region Drenthe.
    assert "Groepshulp in de kinderopvang" not in drenthe
    assert "Groepshulp in de kinderopvang" in titles(regions=["friesland"])
    online = {"Schakelcursus verpleegkundig rekenen", "Data ordenen met spreadsheets en SQL"}
    assert set(titles(regions=["zeeland"])) == online


def test_a_course_whose_sessions_are_elsewhere_is_not_in_a_region_that_it_only_names() -> None:
    course = Course.objects.get(provider_key="D01")
    course.sessions.filter(municipality__region="twente").delete()
    assert course.title not in titles(regions=["twente"])
    course.sessions.all().delete()
    assert course.title in titles(regions=["twente"])


def test_what_starts_first_is_first_then_direct_then_agreed() -> None:
    order = titles(query="volgorde=start")
    kinds = dict(Course.objects.values_list("title", "start_kind"))
    assert [kinds[title] for title in order] == ["fixed"] * 24 + ["direct"] * 2 + ["agreed"] * 4
    assert order[0] == "NEN 3140 voldoend onderricht persoon"


def test_the_lowest_price_is_first_and_no_price_last() -> None:
    Course.objects.filter(provider_key="D20").update(total_cents=None)
    order = titles(query="volgorde=prijs")
    assert order[0] == "Medicatie delen en aftekenen in de wijk"
    assert order[-1] == "VCA basisveiligheid"


def test_a_title_counts_more_than_a_word_in_the_text() -> None:
    assert titles("veilig")[0] in {"Zonnepanelen veilig monteren", "VCA basisveiligheid"}


@pytest.mark.parametrize("field", ["gone", "hidden"])
def test_what_is_gone_or_hidden_is_not_found(field: str) -> None:
    Course.objects.filter(provider_key="D14").update(**{field: "2026-11-20T12:00Z"})
    assert titles("lassen") == []


def test_what_has_expired_is_not_found() -> None:
    Course.objects.filter(provider_key="D14").update(expires=date(2026, 11, 24))
    assert len(titles("lassen")) == 1
    Course.objects.filter(provider_key="D14").update(expires=date(2026, 11, 23))
    assert titles("lassen") == []


def test_what_the_database_calls_open_and_listed_is_what_the_records_say() -> None:
    Session.objects.filter(course__provider_key="D14").update(seats_left=0)
    Session.objects.filter(course__provider_key="D20").update(gone="2026-11-20T12:00Z")
    Session.objects.filter(course__provider_key="D22").update(deadline=date(2026, 12, 1))
    everything = list(Session.objects.all())
    for day in (TODAY, date(2026, 12, 1), date(2026, 12, 2), date(2027, 3, 1), date(2028, 12, 31)):
        assert set(Session.objects.still_open(day)) == {session for session in everything if session.is_open_on(day)}
    Course.objects.filter(provider_key="D14").update(hidden="2026-11-20T12:00Z")
    Course.objects.filter(provider_key="D20").update(expires=TODAY)
    Course.objects.filter(provider_key="D22").update(expires=date(2026, 11, 23))
    listed = set(Course.objects.listed(TODAY))
    assert listed == {course for course in Course.objects.all() if course.is_listed}
    assert len(listed) == 28


def test_counts_say_what_choosing_would_give() -> None:
    criteria = Criteria.of(QueryDict("sector=metal&sector=ict"))
    counts = search(criteria, TODAY, ["twente"], offered=["drenthe"]).counts
    for sector, count in counts["sector"].items():
        assert len(titles(query=f"sector={sector}", regions=["twente"])) == count
    regions = counts["regio"]
    assert regions.pop("") == 6
    assert regions == {slug: len(titles(query="sector=metal&sector=ict", regions=[slug])) for slug in regions}


def test_criteria_survive_the_address() -> None:
    criteria = Criteria("mig mag", (Sector.METAL, Sector.ICT), ("twente", "drenthe"), sort=Sort.PRICE)
    assert Criteria.of(QueryDict(criteria.query().removeprefix("?"))) == criteria
    assert Criteria.of(QueryDict("")).query() == ""
    assert Criteria.of(QueryDict("sector=x&volgorde=y&regio=nederland&regio=twente")) == Criteria(everywhere=True)


def test_a_very_long_query_is_cut() -> None:
    assert len(Criteria.of(QueryDict("q=" + "lassen+" * 2_000)).text) <= 200
    assert titles("lassen " * 2_000)[0] == "MIG/MAG-lassen niveau 1"
