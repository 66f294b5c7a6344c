"""From what somebody likes to their directions and fitting occupations: pure, and the same each time.

A beginning of a talk, not a measurement: see ``intake.orientation.items``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from intake.orientation.items import ITEMS, OBSTACLES, SKILLS, VALUES, Direction, Item, Liking
from intake.orientation.occupations import OCCUPATIONS, Occupation

POINTS = {Liking.YES: 2, Liking.MAYBE: 1, Liking.NO: 0}
MOST_POINTS = POINTS[Liking.YES]
#: With fewer answers a direction would hang on one or two of them.
FEWEST_ANSWERS = 8
#: From this share of all points on, a direction is one of theirs.
ENOUGH = 0.5
MOST_DIRECTIONS, MOST_OCCUPATIONS = 3, 8
#: How much the first, second and third letter of an occupation weigh.
WEIGHTS = (3, 2, 1)
#: What a shared value, a shared skill and a shortage nearby add to a fit of at most 1.
FOR_VALUE, FOR_SKILL, FOR_SHORTAGE = 0.06, 0.03, 0.08


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered; what they skipped is not there. Keys are those of ``intake.orientation.items``."""

    likings: Mapping[str, Liking] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.likings or self.values or self.skills or self.obstacles)

    @property
    def enough(self) -> bool:
        """There are enough answers to say something."""
        return len(self.likings) >= FEWEST_ANSWERS

    @classmethod
    def of(cls, stored: object) -> "Answers":
        """From JSON that we or a browser kept; what we do not know is left out, so old answers stay readable."""
        found = stored if isinstance(stored, dict) else {}
        likings = found.get("likings")
        likings = likings if isinstance(likings, dict) else {}
        return cls(
            likings={item.key: Liking(likings[item.key]) for item in ITEMS if likings.get(item.key) in list(Liking)},
            values=_known(found.get("values"), VALUES),
            skills=_known(found.get("skills"), SKILLS),
            obstacles=_known(found.get("obstacles"), OBSTACLES),
        )

    def as_json(self) -> dict[str, object]:
        """As ``of`` reads it back."""
        return {
            "likings": {key: liking.value for key, liking in self.likings.items()},
            "values": list(self.values),
            "skills": list(self.skills),
            "obstacles": list(self.obstacles),
        }


def _known(given: object, choices: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in choices if one in given) if isinstance(given, list) else ()


@dataclass(frozen=True, slots=True)
class Scored:
    """One direction: the share (0 to 1) of the points it could get, and what one likes in it."""

    direction: Direction
    share: float
    liked: tuple[Item, ...]


def scores(likings: Mapping[str, Liking]) -> list[Scored]:
    """The directions of which something was answered, the strongest first; equal ones in the order of asking."""
    found = []
    for direction in Direction:
        asked = [item for item in ITEMS if item.direction == direction and item.key in likings]
        if asked:
            points = sum(POINTS[likings[item.key]] for item in asked)
            liked = tuple(item for item in asked if likings[item.key] == Liking.YES)
            found.append(Scored(direction, points / (MOST_POINTS * len(asked)), liked))
    return sorted(found, key=lambda scored: (-scored.share, -len(scored.liked)))


def own_directions(scored: Sequence[Scored]) -> list[Scored]:
    """At most three that stand out; none when somebody likes nothing much, or everything as much."""
    strong = [one for one in scored if one.share >= ENOUGH]
    shown = strong[:MOST_DIRECTIONS]
    if len(strong) > MOST_DIRECTIONS and strong[MOST_DIRECTIONS].share == strong[0].share:
        return []
    return shown


@dataclass(frozen=True, slots=True)
class Fitting:
    """An occupation that fits: how well (about 0 to 1), and why."""

    occupation: Occupation
    fit: float
    values: tuple[str, ...]
    skills: tuple[str, ...]
    short: bool


def fitting(
    answers: Answers,
    short_sectors: Collection[str] = (),
    number: int = MOST_OCCUPATIONS,
    occupations: Sequence[Occupation] = OCCUPATIONS,
) -> list[Fitting]:
    """Occupations whose main direction is one of theirs, the best fit first; work with a shortage goes a little before.

    ``short_sectors`` are sectors in which the region looks for people.
    """
    scored = scores(answers.likings)
    share = {one.direction: one.share for one in scored}
    own = {one.direction for one in own_directions(scored)}
    found = []
    for occupation in occupations:
        if occupation.directions[0] not in own:
            continue
        weights = _weights(occupation)
        fit = sum(weight * share.get(letter, 0) for letter, weight in weights.items()) / sum(weights.values())
        values = tuple(one for one in answers.values if one in occupation.values)
        skills = tuple(one for one in answers.skills if one in occupation.skills)
        short = occupation.sector in short_sectors
        fit += FOR_VALUE * len(values) + FOR_SKILL * len(skills) + FOR_SHORTAGE * short
        found.append(Fitting(occupation, fit, values, skills, short))
    return sorted(found, key=lambda one: (-one.fit, one.occupation.key))[:number]


def _weights(occupation: Occupation) -> Mapping[Direction, float]:
    """How much each direction weighs: by its scores (1 weighs nothing), else 3, 2 and 1 for its letters."""
    if occupation.scores:
        return {direction: score - 1 for direction, score in occupation.scores.items()}
    return dict(zip(occupation.directions, WEIGHTS, strict=False))
