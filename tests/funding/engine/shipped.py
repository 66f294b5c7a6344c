"""The schemes that the project ships, as the engine sees them on a day, and random people and courses."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from funding.engine.facts import Facts
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.scheme import SchemeOnDate
from funding.engine.scheme_file import SchemeFile, parse
from funding.engine.shortages import course_code
from funding.engine.vocabulary import VOCABULARY, Kind, ToldBy, Value

FILES = Path(__file__).parents[3] / "funding" / "schemes" / "data"
TODAY = date(2026, 11, 23)
TOWNS = ("GM0014", "GM0114", "GM0106", "GM0119", "GM0080", "GM0153", "GM0599", "GM0193", "GM0363")


@cache
def documents() -> dict[str, SchemeFile]:
    """Every data file, by slug."""
    return {path.stem: parse(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(FILES.rglob("*.json"))}


@cache
def schemes() -> tuple[SchemeOnDate, ...]:
    """The version of today of every scheme, else its newest, with its demo budget untouched."""
    found = []
    for file in documents().values():
        of_today = [
            one for one in file.versions if one.valid_from <= TODAY and (not one.valid_to or one.valid_to > TODAY)
        ]
        version = (of_today or file.versions)[-1]
        found.append(
            SchemeOnDate(
                slug=file.slug,
                name=file.name,
                fund=file.fund.slug,
                version=f"{file.slug}@{version.number}",
                rule=version.rule,
                terms=version.terms,
                opens=version.valid_from,
                closes=version.valid_to,
                closed=version.closed,
                closed_reason=version.closed_reason,
                budget_left=file.budget.ceiling if file.budget else None,
            )
        )
    return tuple(found)


def person(rng: Random) -> dict[str, Value]:
    """Every answer that a learner can give."""
    answers: dict[str, Value] = {}
    for name, fact in VOCABULARY.items():
        if fact.told_by is not ToldBy.LEARNER:
            continue
        match fact.kind:
            case Kind.DATE if name == "advice_date":
                answers[name] = TODAY - timedelta(days=rng.randint(0, 500))
            case Kind.DATE:
                answers[name] = TODAY - timedelta(days=rng.randint(16 * 365, 70 * 365))
            case Kind.PLACE:
                answers[name] = rng.choice(TOWNS)
            case Kind.YES_NO:
                answers[name] = rng.random() < 0.3
            case Kind.CENTS:
                answers[name] = rng.choice([0, 200_00, 5000_00])
            case _:
                answers[name] = rng.choice(fact.choices)
    return answers


def course(rng: Random) -> tuple[Facts, list[CostLine]]:
    """What a feed tells of a course, and its price."""
    lines = [CostLine(CostKind.TUITION, Cents(rng.choice([235_00, 1450_00, 2950_00, 4950_00])))]
    if rng.random() < 0.5:
        lines.append(CostLine(CostKind.EXAM, Cents(150_00), Cents(rng.choice([0, 31_50]))))
    sector = rng.choice(VOCABULARY["course.sector"].choices)
    told: dict[str, Value | None] = {
        "course.sector": sector,
        "course.occupation": course_code(sector, ""),
        "course.level": rng.choice(VOCABULARY["course.level"].choices),
        "course.outcome": rng.choice(VOCABULARY["course.outcome"].choices),
        "course.duration_weeks": rng.choice([1, 12, 40, 60]),
        "course.start": rng.choice([None, TODAY + timedelta(days=rng.randint(1, 200))]),
        "course.online": rng.random() < 0.2,
        "course.recognitions": frozenset(rng.sample(VOCABULARY["course.recognitions"].choices, 2)),
        "course.total_cents": sum(line.gross for line in lines),
    }
    return Facts.of(told, TODAY), lines
