"""Interest scores of occupations from the O*NET database, which a portal may load from O*NET's own file.

The file ("Interests" of a release, tab separated) does not come with this project. Which O*NET occupation is which of
ours is our own judgement: work of the same name is not the same in two countries. Licence: CC BY 4.0, with the words
of templates/intake/orientation/source.html.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from intake.orientation.items import Direction
from intake.orientation.occupations import OCCUPATIONS, Occupation

#: Key of ``OCCUPATIONS`` -> O*NET-SOC code of the occupation that is most like it.
CODES: Mapping[str, str] = {
    "bricklayer": "47-2021.00",
    "carpenter": "47-2031.00",
    "painter": "47-2141.00",
    "roadworker": "47-2071.00",
    "roofer": "47-2181.00",
    "workplanner": "13-1051.00",
    "solar": "47-2231.00",
    "heatpump": "49-9021.00",
    "electrician": "47-2111.00",
    "plumber": "47-2152.00",
    "welder": "51-4121.00",
    "machinist": "51-4041.00",
    "fitter": "51-2041.00",
    "mechanic": "49-9041.00",
    "carmechanic": "49-3023.00",
    "bikemechanic": "49-3091.00",
    "operator": "51-9111.00",
    "processtech": "51-8091.00",
    "labworker": "19-4031.00",
    "watertech": "51-8031.00",
    "quality": "51-9061.00",
    "truck": "53-3032.00",
    "bus": "53-3052.00",
    "crane": "53-7021.00",
    "warehouse": "53-7065.00",
    "forklift": "53-7051.00",
    "transportplanner": "43-5032.00",
    "gardener": "37-3011.00",
    "grower": "45-2092.00",
    "animals": "39-2021.00",
    "forester": "45-4011.00",
    "helpdesk": "15-1232.00",
    "tester": "15-1253.00",
    "programmer": "15-1251.00",
    "dataworker": "15-2051.00",
    "network": "15-1244.00",
    "webdesigner": "15-1255.00",
    "designer": "27-1024.00",
    "photographer": "27-4021.00",
    "editor": "27-3043.00",
    "stylist": "27-1026.00",
    "florist": "27-1023.00",
    "furniture": "51-7011.00",
    "baker": "51-3011.00",
    "cook": "35-2014.00",
    "hairdresser": "39-5012.00",
    "carer": "31-1131.00",
    "nurse": "29-1141.00",
    "homehelp": "31-1122.00",
    "socialworker": "21-1021.00",
    "disabilitycare": "21-1093.00",
    "childcare": "39-9011.00",
    "classassistant": "25-9042.00",
    "teacher": "25-2021.00",
    "drivinginstructor": "25-3021.00",
    "jobcoach": "21-1015.00",
    "shopworker": "41-2031.00",
    "teamleader": "51-1011.00",
    "hostmanager": "11-9051.00",
    "eventplanner": "13-1121.00",
    "salesrep": "41-4012.00",
    "entrepreneur": "11-1021.00",
    "admin": "43-9061.00",
    "bookkeeper": "43-3031.00",
    "payroll": "43-3051.00",
    "receptionist": "43-4171.00",
    "medicalsecretary": "43-6013.00",
    "planner": "43-5061.00",
}
HEADS = ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value")
#: The scale of occupational interests runs from 1 to 7.
SCALE, LOWEST, HIGHEST = "OI", 1.0, 7.0
NAMES: Mapping[str, Direction] = {
    "Realistic": Direction("R"),
    "Investigative": Direction("I"),
    "Artistic": Direction("A"),
    "Social": Direction("S"),
    "Enterprising": Direction("E"),
    "Conventional": Direction("C"),
}
#: As many letters as ours have.
LETTERS = 3

#: Direction -> score from 1 to 7.
type Scores = Mapping[Direction, float]


class BadFile(Exception):
    """The file is not O*NET's "Interests"; the words say what is wrong."""


def read_interests(lines: Iterable[str]) -> dict[str, dict[Direction, float]]:
    """Key of ``OCCUPATIONS`` -> the six scores of its O*NET occupation. Raises BadFile when one is not whole."""
    rows = iter(lines)
    heads = next(rows, "").lstrip("\ufeff").rstrip("\r\n").split("\t")
    if missing := [head for head in HEADS if head not in heads]:
        raise BadFile(f"no column {missing[0]}")
    code_at, name_at, scale_at, value_at = (heads.index(head) for head in HEADS)
    wanted = {code: key for key, code in CODES.items()}
    found: dict[str, dict[Direction, float]] = {}
    for number, line in enumerate(rows, start=2):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != len(heads):
            raise BadFile(f"line {number}: {len(cells)} cells instead of {len(heads)}")
        key, direction = wanted.get(cells[code_at]), NAMES.get(cells[name_at])
        if key is None or direction is None or cells[scale_at] != SCALE:
            continue
        try:
            value = float(cells[value_at])
        except ValueError as error:
            raise BadFile(f"line {number}: {cells[value_at]!r} is no score") from error
        if not LOWEST <= value <= HIGHEST:
            raise BadFile(f"line {number}: {value} is no score from 1 to 7")
        found.setdefault(key, {})[direction] = value
    if broken := [key for key, scores in found.items() if len(scores) != len(NAMES)]:
        raise BadFile(f"{CODES[broken[0]]}: not all six scores")
    if not found:
        raise BadFile("none of our occupations is in it")
    return found


def with_scores(scores: Mapping[str, Scores]) -> list[Occupation]:
    """Our occupations with these scores; the three highest are their letters, equal ones in the order of RIASEC."""
    known = []
    for one in OCCUPATIONS:
        own = scores.get(one.key)
        if own:
            order = sorted(NAMES.values(), key=lambda direction: -own[direction])
            known.append(replace(one, directions=tuple(order[:LETTERS]), scores=dict(own)))
        else:
            known.append(one)
    return known
