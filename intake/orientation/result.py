"""What somebody sees at the end: directions in plain words with why, work that fits, and first courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from courses.cards import cards
from courses.enums import Sector
from courses.search.criteria import Criteria
from courses.searching import first_short_courses
from courses.shortages.access import Shortages
from intake.orientation.directions import Answers, Fitting, Scored, fitting, own_directions, scores
from intake.orientation.helping import Helping, helping
from intake.orientation.items import DIRECTIONS, SKILLS, VALUES
from intake.orientation.occupations import OCCUPATIONS, Occupation
from portal.regions.models import Region
from portal.templatetags.portal import dutch_list

#: As many occupations lend their sectors to the search for courses.
MOST_SECTORS = 4


@dataclass(frozen=True, slots=True)
class Result:
    """The page of the end. ``everything``: somebody likes all as much, so that nothing stands out."""

    directions: list[dict[str, Any]]
    occupations: list[dict[str, Any]]
    sectors: list[dict[str, str]]
    helping: list[Helping]
    values: list[str]
    skills: list[str]
    enough: bool
    everything: bool


def result_of(answers: Answers, shortages: Shortages, work: Sequence[Occupation] = OCCUPATIONS) -> Result:
    """What follows from these answers, in the language of the page; no query."""
    scored = scores(answers.likings)
    own = own_directions(scored) if answers.enough else []
    fit = fits(answers, shortages, work)
    return Result(
        directions=[_direction(one) for one in own],
        occupations=[_occupation(one) for one in fit],
        sectors=[
            {"label": str(sector.label), "query": Criteria(sectors=(sector,)).query()} for sector in _sectors(fit)
        ],
        helping=helping(answers.obstacles),
        values=[str(VALUES[key]) for key in answers.values],
        skills=[str(SKILLS[key]) for key in answers.skills],
        enough=answers.enough,
        everything=answers.enough and not own and bool(scored) and scored[0].share > 0,
    )


def fits(answers: Answers, shortages: Shortages, work: Sequence[Occupation]) -> list[Fitting]:
    """The occupations that fit; none before there are enough answers."""
    return fitting(answers, shortages.sectors, occupations=work) if answers.enough else []


def first_courses(
    request: HttpRequest, answers: Answers, shortages: Shortages, region: Region | None, work: Sequence[Occupation]
) -> dict[str, Any]:
    """First short courses for the work that fits, as cards with what this visitor pays, and the search for all."""
    sectors = _sectors(fits(answers, shortages, work))
    if not sectors:
        return {}
    criteria, found = first_short_courses(request, sectors, region)
    regions = {region.slug} if region else set()
    return {
        "courses": cards(request, found, regions),
        "courses_query": criteria.query(),
    }


def as_text(answers: Answers) -> list[dict[str, str]]:
    """What somebody found out, in lines with a question and an answer: for an adviser, and to check before sharing."""
    own = own_directions(scores(answers.likings)) if answers.enough else []
    rows = [
        (_("Richting"), [str(DIRECTIONS[one.direction].name) for one in own]),
        (_("Vindt leuk"), [str(item.text) for one in scores(answers.likings) for item in one.liked]),
        (_("Belangrijk in werk"), [str(VALUES[key]) for key in answers.values]),
        (_("Kan al"), [str(SKILLS[key]) for key in answers.skills]),
        (_("Maakt leren lastig"), [help.obstacle for help in helping(answers.obstacles)]),
    ]
    return [{"question": question, "answer": " · ".join(texts)} for question, texts in rows if texts]


def _direction(one: Scored) -> dict[str, Any]:
    words = DIRECTIONS[one.direction]
    return {
        "key": one.direction.name.lower(),
        "name": words.name,
        "does": words.does,
        "where": words.where,
        "liked": one.liked,
    }


def _occupation(one: Fitting) -> dict[str, Any]:
    """Name, whether people are wanted for it, and what of it somebody finds important."""
    occupation = one.occupation
    because = [str(VALUES[key]).lower() for key in one.values]
    return {
        "name": occupation.name,
        "short": one.short,
        "because": dutch_list(because) if because else "",
    }


def _sectors(fitting: Sequence[Fitting]) -> list[Sector]:
    sectors = dict.fromkeys(one.occupation.sector for one in fitting)
    sectors.pop(Sector.OTHER, None)
    return list(sectors)[:MOST_SECTORS]
