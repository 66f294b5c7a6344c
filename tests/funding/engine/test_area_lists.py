"""Every area on a list of places: today's municipalities, and old ones that merged. A missing place is never a no."""

import csv

import pytest

from tests.funding.engine.places import DATA, areas

#: Places at the edges of areas, with every area that holds them.
PLACES = [
    ("Emmen", "GM0114", "jtf-groningen-emmen noord-nederland provincie-drenthe regio-drenthe"),
    ("Assen", "GM0106", "noord-nederland provincie-drenthe regio-groningen"),
    ("Meppel", "GM0119", "fondsgebied-regio-zwolle noord-nederland provincie-drenthe regio-regio-zwolle"),
    ("Hoogeveen", "GM0118", "noord-nederland provincie-drenthe regio-drenthe"),
    ("De Wolden", "GM1690", "fondsgebied-regio-zwolle noord-nederland provincie-drenthe regio-drenthe"),
    ("Nunspeet", "GM0302", "provincie-gelderland regio-regio-zwolle"),
    ("Zeewolde", "GM0050", "provincie-flevoland regio-veluwe-stedendriehoek"),
    ("Urk", "GM0184", "fondsgebied-regio-zwolle provincie-flevoland regio-flevoland"),
    ("Zwolle", "GM0193", "fondsgebied-regio-zwolle provincie-overijssel regio-regio-zwolle"),
    ("Enschede", "GM0153", "provincie-overijssel regio-twente"),
    ("Rotterdam", "GM0599", "jtf-groot-rijnmond provincie-zuid-holland regio-rijnmond"),
    ("Voorne aan Zee", "GM1992", "jtf-groot-rijnmond provincie-zuid-holland regio-rijnmond"),
    ("Breda", "GM0758", "jtf-west-noord-brabant provincie-noord-brabant regio-west-brabant"),
    ("Tilburg", "GM0855", "provincie-noord-brabant regio-midden-brabant"),
    ("Cranendonck", "GM1706", "provincie-noord-brabant regio-midden-limburg"),
    ("Land van Cuijk", "GM1982", "provincie-noord-brabant regio-noordoost-brabant"),
    ("Mook en Middelaar", "GM0944", "provincie-limburg regio-rijk-van-nijmegen"),
    ("Heerlen", "GM0917", "jtf-zuid-limburg provincie-limburg regio-zuid-limburg"),
    ("Bergen (L.)", "GM0893", "provincie-limburg regio-noord-limburg"),
    ("Bergen (NH.)", "GM0373", "provincie-noord-holland regio-noord-holland-noord"),
    ("Velsen", "GM0453", "jtf-ijmond provincie-noord-holland regio-zuid-kennemerland-en-ijmond"),
    ("Terneuzen", "GM0715", "jtf-zeeuws-vlaanderen provincie-zeeland regio-zeeland"),
    ("Goes", "GM0664", "provincie-zeeland regio-zeeland"),
    ("Utrecht", "GM0344", "provincie-utrecht regio-midden-utrecht"),
    ("Doetinchem", "GM0222", "provincie-gelderland regio-achterhoek"),
    ("Het Hogeland", "GM1966", "jtf-groningen-emmen noord-nederland provincie-groningen regio-groningen"),
    ("Leeuwarden", "GM0080", "noord-nederland provincie-friesland regio-friesland"),
]
#: Municipalities that merged since 2018 (herindeling): an old answer or feed may still name them. CBS codes.
FORMER = """
Appingedam GM0003, Bedum GM0005, Bellingwedde GM0007, Delfzijl GM0010, Haren GM0017, Hoogezand-Sappemeer GM0018,
Loppersum GM0024, Franekeradeel GM0070, Geldermalsen GM0236, Neerijnen GM0304, Beemster GM0370, Heerhugowaard GM0398,
Langedijk GM0416, Weesp GM0457, Brielle GM0501, Hellevoetsluis GM0530, Binnenmaas GM0585, Westvoorne GM0614,
Vianen GM0620, Zederik GM0707, Lingewaal GM0733, Boxmeer GM0756, Haaren GM0788, Uden GM0856, Onderbanken GM0881,
Nuth GM0951, Schinnen GM0962, Cuijk GM1684, Ferwerderadiel GM1722
"""
#: How many municipalities each list has, in the year of the list.
SIZES = {
    "jtf-groningen-emmen": 11,
    "jtf-ijmond": 5,
    "jtf-groot-rijnmond": 15,
    "jtf-west-noord-brabant": 13,
    "jtf-zeeuws-vlaanderen": 3,
    "jtf-zuid-limburg": 16,
    "fondsgebied-regio-zwolle": 20,
    "regio-twente": 14,
    "regio-achterhoek": 8,
}


@pytest.mark.parametrize(("name", "code", "inside"), PLACES, ids=[name for name, _code, _inside in PLACES])
def test_a_place_lies_in_exactly_these_areas(name: str, code: str, inside: str) -> None:
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert names[code] == name
    answers = {area: areas().holds(area, code) for area in areas().members}
    assert {area for area, inside_it in answers.items() if inside_it} == set(inside.split())
    assert None not in answers.values()


@pytest.mark.parametrize("former", FORMER.replace("\n", " ").strip().split(", "))
def test_a_municipality_that_merged_is_unknown_in_every_area_and_never_outside(former: str) -> None:
    code = former.split()[-1]
    assert {areas().holds(area, code) for area in areas().members} == {None}
    assert areas().holds(f"gemeente-{code}", "GM0599") is None


def test_every_municipality_lies_in_one_province_and_one_labour_market_region() -> None:
    assert len(areas().places) == 342
    for prefix, many in (("provincie-", 12), ("regio-", 35)):
        lists = [codes for area, codes in areas().members.items() if area.startswith(prefix)]
        assert len(lists) == many
        assert sum(map(len, lists)) == 342
        assert frozenset().union(*lists) == areas().places
    assert {area: len(areas().members[area]) for area in SIZES} == SIZES
