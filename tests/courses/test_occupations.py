"""Occupations, skills and work that needs people: found by their names, counted and combined like every filter."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict
from django.test import Client
from lxml import html

from courses.models import Course, CourseOccupation, Occupation, ShortageList
from courses.occupations.loading import DEMO, load, read_own
from courses.search.criteria import Criteria
from tests.courses.feeds import program, read_programs

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")
ALL = "/opleidingen/?regio=nederland"
ODD = ["beroep=x%00", "beroep=" + "a" * 10_000, "beroep=%27%3B--", "vaardigheid=%F0%9F", "kans=9"]


def get(client: Client, path: str) -> Any:
    return client.get(path, headers={"host": "noorden.localhost", "accept-language": "nl"})


def titles(page: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(page.text).find_class("card__title")]


def choices(page: Any, name: str) -> dict[str, int]:
    options = html.fromstring(page.text).xpath(f"//input[@name='{name}']/ancestor::label")
    found = {}
    for option in options:
        count = option.find_class("facet__count")
        found[option.find_class("facet__label")[0].text_content()] = int(count[0].text_content().strip("( )"))
    return found


def test_a_synonym_finds_and_the_occupation_filters(client: Client) -> None:
    assert titles(get(client, f"{ALL}&beroep=hovenier")) == ["Hovenier: bestrating en beplanting"]
    assert "Hovenier: bestrating en beplanting" in titles(get(client, f"{ALL}&q=tuinman"))
    page = get(client, ALL)
    assert choices(page, "beroep")["Verzorgende"] == len(titles(get(client, f"{ALL}&beroep=verzorgende"))) > 0
    assert "Veilig werken" in choices(page, "vaardigheid")


def test_every_count_is_what_choosing_it_gives(client: Client) -> None:
    labels = dict(Occupation.objects.values_list("label", "key"))
    for name, other in (("beroep", "niveau=mbo_2"), ("vaardigheid", "vorm=plaats")):
        counted = choices(get(client, f"{ALL}&{other}"), name)
        assert counted
        for label, number in list(counted.items())[:4]:
            assert len(titles(get(client, f"{ALL}&{other}&{name}={labels[label]}"))) == number


def test_two_occupations_give_both_and_others_keep_their_counts(client: Client) -> None:
    one, two = (titles(get(client, f"{ALL}&beroep={key}")) for key in ("hovenier", "lasser"))
    both = get(client, f"{ALL}&beroep=hovenier&beroep=lasser")
    assert sorted(titles(both)) == sorted([*one, *two])
    alone, with_two = choices(get(client, ALL), "beroep"), choices(both, "beroep")
    assert {label: with_two[label] for label in alone if label in with_two}.items() <= alone.items()
    assert {"Hovenier", "Lasser"} <= set(with_two)


def test_the_address_says_it_and_a_chip_takes_it_away(client: Client) -> None:
    page = get(client, f"{ALL}&beroep=hovenier&kans=ja")
    chips = [chip.text_content().strip() for chip in html.fromstring(page.text).xpath("//*[@class='chips']//a")]
    assert any("Hovenier" in label for label in chips)
    criteria = Criteria.of(QueryDict("beroep=hovenier&vaardigheid=rekenen&kans=ja"))
    assert criteria.query() == "?beroep=hovenier&vaardigheid=rekenen&kans=ja"
    assert criteria.filters == 3


@pytest.mark.parametrize("odd", ODD)
def test_odd_keys_are_no_filter_and_no_error(client: Client, odd: str) -> None:
    assert get(client, f"{ALL}&{odd}").status_code in {200, 400}


def test_work_that_needs_people_follows_the_lists_of_the_region(client: Client) -> None:
    assert choices(get(client, ALL), "kans") == {}
    period = DateRange("2026-01-01", None)
    ShortageList.objects.create(area_id="regio-drenthe", period=period, title="Kansrijk", sectors=["green"])
    page = get(client, "/opleidingen/?regio=drenthe&kans=ja")
    assert titles(page)
    assert set(Course.objects.filter(title__in=titles(page)).values_list("sector", flat=True)) == {"green"}
    assert choices(page, "kans") == {"Werk waar mensen voor nodig zijn": len(titles(page))}
    assert choices(get(client, "/opleidingen/?regio=twente"), "kans") == {}


def test_links_follow_the_words_of_a_course(tmp_path: Path) -> None:
    read_programs(tmp_path, program(name="Basis voor de tuinman"))
    linked = CourseOccupation.objects.filter(course__provider_key="p1")
    assert list(linked.values_list("occupation", flat=True)) == ["hovenier"]
    read_programs(tmp_path, program(name="Iets heel anders"))
    assert not CourseOccupation.objects.filter(course__provider_key="p1").exists()


def test_esco_takes_the_place_of_the_example_and_again_changes_nothing(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "occupations_nl.csv"
    path.write_bytes(
        b"\xef\xbb\xbfconceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        b"regulatedProfessionNote,scopeNote,definition,inScheme,description,code,naceCode\r\n"
        b"Occupation,http://example.test/occupation/abc-1,6113,tuinman/tuinvrouw,"
        b'"hovenier\ngroenwerker",,released,2024-01-25T11:28:50.295Z,,,,"http://example.test/a, http://example.test/b",'
        b'"Houdt tuinen bij, ook ""natte"" tuinen.\n\nTweede alinea.",6113.1,\r\n'
        b"Occupation,http://example.test/occupation/abc-2,6113,verzorgende,,,obsolete,,,,,,,,\r\n"
    )
    call_command("load_esco", str(path), verbosity=0)
    assert list(Occupation.objects.filter(kind="occupation").values_list("key", "is_example")) == [("abc-1", False)]
    assert Occupation.objects.filter(kind="skill", is_example=True).exists()
    links = set(CourseOccupation.objects.values_list("course", "occupation"))
    call_command("load_esco", str(path), verbosity=0)
    assert set(CourseOccupation.objects.values_list("course", "occupation")) == links
    assert titles(get(client, f"{ALL}&beroep=abc-1")) == ["Hovenier: bestrating en beplanting"]
    for name, text, said in (
        ("occupations_nl.csv", "a,b\n1,2\n", "geen bestand van ESCO"),
        ("occupations_en.csv", path.read_text("utf-8-sig"), "Nederlandse versie"),
        (
            "ISCOGroups_nl.csv",
            "conceptType,conceptUri,code,preferredLabel\nISCOGroup,http://x.test/C0,0,a\n",
            "geen beroepen",
        ),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(CommandError, match=said):
            call_command("load_esco", str(tmp_path / name))


def test_the_hierarchy_of_skills_gives_its_deepest_level(tmp_path: Path) -> None:
    path = tmp_path / "skillsHierarchy_nl.csv"
    path.write_text(
        "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,Level 2 preferred term,"
        "Level 3 URI,Level 3 preferred term,Description,Scope note,Level 0 code,Level 1 code,Level 2 code,"
        "Level 3 code\n"
        "http://example.test/skill/S,vaardigheden,,,,,,,,,S,,,\n"
        "http://example.test/skill/S,vaardigheden,http://example.test/skill/S1,communicatie,,,,,,,S,S1,,\n"
        "http://example.test/skill/S,vaardigheden,http://example.test/skill/S1,communicatie,"
        'http://example.test/skill/S1.1,onderhandelen,,,"Met ""de klant"".",,S,S1,S1.1,\n',
        encoding="utf-8",
    )
    call_command("load_esco", str(path), verbosity=0)
    assert set(Occupation.objects.filter(kind="skill").values_list("key", "label")) == {
        ("S1", "communicatie"),
        ("S1.1", "onderhandelen"),
    }


def test_our_own_list_says_that_it_is_an_example() -> None:
    assert set(Occupation.objects.values_list("is_example", flat=True)) == {True}
    before = CourseOccupation.objects.count()
    assert load(list(read_own(DEMO)), source="again", is_example=True) == before
