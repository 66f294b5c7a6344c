"""Finding courses by word, sector and region, and in which order."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from courses.enums import Sector
from courses.models import Course, Session
from courses.search import lexicon, query
from courses.search.columns import snapshot
from courses.search.criteria import Criteria, Sort
from courses.search.query import search
from tests.courses.feeds import program, read_programs

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


COMPOUNDS = {
    "zonnepaneelmonteur": "Zonnepanelen veilig monteren",
    "warmtepompinstallateur": "Warmtepompen: installeren en inregelen",
    "lasopleiding": "MIG/MAG-lassen niveau 1",
    "keuken hulp": "Keukenhulp: van mise en place tot HACCP",
    "heftruckopleiding": "Heftruck en reachtruck",
}


def test_a_compound_finds_its_parts_and_words_apart_find_a_compound() -> None:
    assert {text: titles(text)[:1] for text in COMPOUNDS} == {text: [title] for text, title in COMPOUNDS.items()}


def test_a_part_finds_the_compounds_of_a_later_feed(tmp_path: Path) -> None:
    names = {"x": "Zonnepaneelmonteur", "y": "Fietsenmaker", "z": "Monteur"}
    read_programs(tmp_path, *(program(key, name=name, descriptions="") for key, name in names.items()))
    assert {"Zonnepaneelmonteur", "Monteur"} <= set(titles("monteur"))
    assert "Zonnepaneelmonteur" in titles("zonnepanelen")
    assert "Fietsenmaker" not in titles("fiets monteur")


SLIPS = {
    "exel": "excel",
    "Excell": "excel",
    "lasssen": "lassen",
    "chaufeur": "chauffeur",
    "zonnepaneln": "zonnepanelen",
    "warmtepmop": "warmtepomp",
    "dementei training": "dementie training",
}


def test_a_slip_of_the_finger_is_mended_by_the_words_of_the_catalogue() -> None:
    assert {text: lexicon.corrected(text) for text in SLIPS} == SLIPS
    for text, mended in SLIPS.items():
        assert titles(text) == []
        assert titles(mended)


def test_many_unknown_words_are_as_few_questions_as_one(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        assert lexicon.corrected("lasssen xqzzw wqxzy zqxwv exel yzqwx") == "lassen xqzzw wqxzy zqxwv excel yzqwx"


def test_a_process_keeps_what_a_bounded_number_of_texts_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most words of a stranger find nothing, and take no place among the rows that are kept."""
    monkeypatch.setattr(query, "MOST_TEXTS", 5)
    columns = snapshot(TODAY)
    for number in range(12):
        assert not len(query.search(Criteria(text=f"xq{number}zz"), TODAY, columns=columns).ranking)
        assert len(columns.kept["hits"]) <= 5


def test_what_is_right_or_far_from_any_word_is_not_mended() -> None:
    for text in (
        "lassen",
        "lasser",
        "verpleegk",
        "zzzz",
        "qwertyuiop",
        "engels",
        "!!!",
        "",
        "😀",
        "\\' | & :*",
        "x" * 199,
    ):
        assert lexicon.corrected(text) is None


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("exel", "excel", 1), ("lsasen", "lassen", 1), ("", "ab", 2), ("lassen", "lassen", 0), ("abcd", "dcba", 3)],
)
def test_slips_are_counted_as_a_person_makes_them(one: str, other: str, number: int) -> None:
    assert lexicon.slips(one, other) == lexicon.slips(other, one) == number


@pytest.mark.parametrize("text", ["engels", "boekhouden", "gratis xqzzw"])
def test_what_only_shares_some_letters_does_not_look_alike(text: str) -> None:
    assert similar_titles(text) == []


def similar_titles(text: str) -> list[str]:
    return titles_of(Criteria.of(QueryDict(urlencode({"q": text}))).by_similar_words())


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
    starts = {
        course.title: min(session.starts for session in course.sessions.all() if session.is_open_on(TODAY))
        for course in Course.objects.filter(title__in=order[:20]).prefetch_related("sessions")
    }
    assert [starts[title] for title in order[:20]] == sorted(starts.values())


def test_the_lowest_price_is_first_and_no_price_last() -> None:
    Course.objects.filter(provider_key="D20").update(total_cents=None)
    order = titles(query="volgorde=prijs")
    assert order[0] == "Medicatie delen en aftekenen in de wijk"
    assert order[-1] == "VCA basisveiligheid"
    cents = dict(Course.objects.values_list("title", "total_cents"))
    assert [cents[title] for title in order[:-1]] == sorted(cents[title] for title in order[:-1])


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
    assert listed == {course for course in Course.objects.select_related("provider") if course.is_listed}
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
