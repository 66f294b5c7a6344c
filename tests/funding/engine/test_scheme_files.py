"""The schemes that the project ships: readable, with sources, and with examples that come out."""

import copy
import json

import pytest

from funding.engine.areas import SINGLE, is_code
from funding.engine.examples import run
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.engine.reading import FileError
from funding.engine.rules import parse as parse_rule
from funding.engine.rules import to_document as rule_to_document
from funding.engine.scheme_file import DecisionLaw, SchemeFile, Sector, parse
from funding.engine.terms import Tier
from funding.engine.tree import areas_of, facts_of
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import FILES, TODAY, documents, schemes

#: Every scheme of the research into schemes (docs/decisions/schemes-as-files.md), by its state on 23 November 2026.
OPEN = {
    "achterhoeks-talentenfonds",
    "aeno-gemeenten-scholing",
    "ao-metalektro-digitale-vaardigheden",
    "ao-metalektro-van-werk-naar-werk",
    "brabant-leert",
    "brabant-leert-jtf",
    "ca-ict-scholing",
    "colland-cursussen",
    "colland-glastuinbouw-ontwikkelbudget",
    "colland-hbo-glastuinbouw",
    "doorzaam-kansberoepbudget",
    "doorzaam-scholingsvoucher",
    "fcb-scholing",
    "het-noorden-leert-door",
    "jtf-groningen-emmen",
    "levenlanglerenkrediet",
    "limburg-leert",
    "ontwikkelfonds-regio-zwolle-werkgevers",
    "oom-leerwerkbijdrage",
    "oom-persoonlijke-trainingstoelage",
    "oomt-scholing",
    "praktijkleren-derde-leerweg",
    "ras-scholing",
    "rmt-noord",
    "rmt-twente",
    "rotterdams-scholingsfonds",
    "slim-hoofdstuk-2",
    "slim-hoofdstuk-2-klein",
    "slim-scholing",
    "soob",
    "soob-adr",
    "soob-code-95",
    "twents-fonds-voor-vakmanschap",
    "upgrade-jezelf-regio-zwolle",
    "uwv-scholing",
    "uwv-scholing-met-baangarantie",
    "volandis-individueel-budget",
    "werkgever-verplichte-scholing",
    "werkgeversbijdrage",
    "wij-techniek-evc",
    "wij-techniek-osr",
    "wij-techniek-stip",
    "wij-techniek-waardebon",
}
CLOSED = {
    "ao-metalektro-duaal",
    "ao-metalektro-react-eu",
    "ao-metalektro-zij-instromers",
    "esf-plus",
    "gelders-vakmanschap",
    "human-capital-fonds",
    "jtf-groot-rijnmond",
    "jtf-ijmond",
    "jtf-west-noord-brabant",
    "jtf-zeeuws-vlaanderen",
    "jtf-zuid-limburg",
    "kansen-verzilveren-begeleiding",
    "kansen-verzilveren-ontwikkel-jezelf",
    "kansen-verzilveren-school-je-personeel",
    "kansen-verzilveren-zij-instroom",
    "kansrijk-opleiden",
    "llo-maatschappelijke-initiatieven-groningen",
    "maak-je-stap",
    "nl-leert-door",
    "omscholing-gemeente-utrecht",
    "overijssels-vakmanschap",
    "scholingsfonds-maritiem-noordelijk-flevoland",
    "stap",
}
PLACES = ("residence", "work_municipality", "employer_municipality")
SCHEMES = list(documents().values())


def test_every_promised_scheme_is_there_under_its_slug() -> None:
    assert set(documents()) == OPEN | CLOSED
    assert all(file.slug == name for name, file in documents().items())


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.slug)
def test_the_examples_come_out_and_show_a_yes_a_no_and_an_unknown(file: SchemeFile) -> None:
    version = file.versions[-1]
    results = [run(example, version.rule, version.terms, areas()) for example in file.examples]
    assert [result.example.title for result in results if not result.as_expected] == []
    verdicts = {result.outcome.verdict for result in results}
    assert verdicts & {Verdict.YES, Verdict.TO_BE_CHECKED}
    assert {Verdict.NO, Verdict.UNKNOWN} <= verdicts
    assert any(result.cents for result in results)


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.slug)
def test_a_file_is_consistent_with_the_law_and_with_the_areas(file: SchemeFile) -> None:
    for version in file.versions:
        assert version.checked_on <= max(TODAY, version.valid_from)
        assert (version.decision_law is DecisionLaw.AWB) == (file.fund.sector is Sector.PUBLIC)
        assert version.legal_term_weeks == 8  # Awb 4:13; no file names another term
        if version.terms.tier is Tier.PRIVATE:
            assert file.fund.sector is Sector.PRIVATE
        if version.terms.tier.public:
            assert file.fund.sector is Sector.PUBLIC
        for area in areas_of(version.rule):
            known = is_code(area.removeprefix(SINGLE)) if area.startswith(SINGLE) else area in areas().members
            assert known, area
        assert all("://" not in source.address and source.article for source in version.sources)
        assert parse_rule(rule_to_document(version.rule)) == version.rule
        if version.terms.tier.public:
            assert "legally_required" in facts_of(version.rule)  # BW 7:611a lid 2
    for example in file.examples:
        assert example.facts.get("course.total_cents") in (None, sum(line.gross for line in example.lines))


def test_terms_name_only_schemes_that_exist() -> None:
    for scheme in schemes():
        named = scheme.terms.excludes.schemes
        if scheme.terms.only_if_no_other:
            named |= scheme.terms.only_if_no_other.besides
        assert named <= set(documents())


def test_the_schemes_that_ended_say_so_and_the_others_are_open_today() -> None:
    closed = {scheme.slug for scheme in schemes() if scheme.state(TODAY) != "open"}
    assert closed == CLOSED
    assert all(bool(scheme.closed_reason) == (scheme.slug in closed) for scheme in schemes())


def test_every_fund_is_written_the_same_way_in_each_of_its_files() -> None:
    funds = {file.fund.slug: file.fund for file in SCHEMES}
    assert all(funds[file.fund.slug] == file.fund for file in SCHEMES)


def test_the_area_of_every_open_regional_scheme_decides_for_all_places() -> None:
    """Outside it is a no, inside the rest is still to be asked; of nobody the place itself is unknown."""
    for scheme in schemes():
        if areas_of(scheme.rule) and scheme.state(TODAY) == "open":
            outcomes = (
                judge(scheme.rule, Facts.of({"employment": "employee"} | dict.fromkeys(PLACES, place), TODAY), areas())
                for place in sorted(areas().places)
            )
            verdicts = {outcome.verdict for outcome in outcomes}
            assert verdicts == {Verdict.NO, Verdict.UNKNOWN}, scheme.slug


ONE = json.loads((FILES / "rotterdams-scholingsfonds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("colour",), "red", "colour"),
        (("kind",), "fund", "kind"),
        (("name",), " ", "name"),
        (("fund", "sector"), "church", "fund/sector"),
        (("fund", "sole_decision_limit"), -1, "fund/sole_decision_limit"),
        (("fund", "sole_decision_limit"), True, "fund/sole_decision_limit"),
        (("fund", "advance_percent"), 101, "fund/advance_percent"),
        (("fund", "provider_confirms"), "ja", "fund/provider_confirms"),
        (("fund",), "Rotterdam", "fund"),
        (("versions",), [], "versions"),
        (("versions",), {}, "versions"),
        (("versions", 1, "number"), 3, "versions"),
        (("versions", 1, "valid_from"), "2023-12-31", "versions/1"),
        (("versions", 1, "valid_from"), None, "versions/1/valid_from"),
        (("versions", 1, "valid_from"), "1 januari 2026", "versions/1/valid_from"),
        (("versions", 0, "valid_from"), "2024-01-01", "versions/0"),
        (("versions", 0, "closed_reason"), "", "versions/0"),
        (("versions", 1, "example_note"), "", "versions/1"),
        (("versions", 1, "example"), "yes", "versions/1/example"),
        (("versions", 1, "sources"), [], "versions/1/sources"),
        (("versions", 1, "sources", 0, "colour"), "red", "versions/1/sources/0/colour"),
        (("versions", 1, "rule"), {"any": []}, "versions/1/rule"),
        (("versions", 1, "terms", "tier"), "rich", "versions/1/terms"),
        (("budget", "ceiling"), 0.5, "budget/ceiling"),
        (("budget", "until"), "2026", "budget/until"),
        (("examples", 0, "facts", "cao"), "bakkers", "examples/0/facts"),
        (("examples", 0, "today"), "vandaag", "examples/0/today"),
        (("examples", 0, "lines", 0, "net"), "100", "examples/0/lines"),
        (("examples", 0, "lines", 0, "net"), 10**30, "examples/0/lines"),
        (("examples", 0, "facts"), ["cao"], "examples/0/facts"),
        (("versions", 1, "valid_to"), "9999-12-31", "versions/1/valid_to"),
        (("examples", 0, "verdict"), "maybe", "examples/0/verdict"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(path: tuple[str | int, ...], value: object, place: str) -> None:
    document = copy.deepcopy(ONE)
    target = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(FileError) as error:
        parse(document)
    assert error.value.place == place


def test_a_missing_field_is_named() -> None:
    document = {key: value for key, value in ONE.items() if key != "for_whom"}
    with pytest.raises(FileError, match="for_whom: is missing"):
        parse(document)
    with pytest.raises(FileError, match="must be an object"):
        parse([])
