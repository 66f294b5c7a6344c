"""The pages of orienting in their order: four things to do on each, then three pages of ticks."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from intake.orientation.directions import Answers
from intake.orientation.items import ITEMS, MOST_VALUES, OBSTACLES, SKILLS, VALUES, Item, Liking, Text

PER_PAGE = 4


@dataclass(frozen=True, slots=True)
class ItemStep:
    """Some things that one can like to do."""

    items: tuple[Item, ...]

    def known(self, answers: Answers) -> dict[str, Liking]:
        """What is answered of this page, by key."""
        return {item.key: answers.likings[item.key] for item in self.items if item.key in answers.likings}

    def filled(self, answers: Answers, given: dict[str, str]) -> Answers:
        """The answers with this page's; what was left open is skipped."""
        likings = {key: liking for key, liking in answers.likings.items() if key not in {i.key for i in self.items}}
        likings |= {item.key: Liking(given[item.key]) for item in self.items if given.get(item.key)}
        return replace(answers, likings=likings)


@dataclass(frozen=True, slots=True)
class TickStep:
    """A question with several answers; ``name`` is that of its answers."""

    name: str
    question: Text
    hint: Text
    choices: dict[str, Text]
    most: int | None = None

    def known(self, answers: Answers) -> dict[str, list[str]]:
        """What is ticked, by the name of the field."""
        return {self.name: list(getattr(answers, self.name))}

    def filled(self, answers: Answers, given: dict[str, list[str]]) -> Answers:
        """The answers with this page's, in the order of the choices."""
        ticked = given.get(self.name) or []
        chosen = tuple(key for key in self.choices if key in ticked)
        match self.name:
            case "values":
                return replace(answers, values=chosen)
            case "skills":
                return replace(answers, skills=chosen)
            case _:
                return replace(answers, obstacles=chosen)


type Step = ItemStep | TickStep

STEPS: tuple[Step, ...] = (
    *(ItemStep(tuple(ITEMS[start : start + PER_PAGE])) for start in range(0, len(ITEMS), PER_PAGE)),
    TickStep(
        "values",
        _("Wat vind jij belangrijk in je werk?"),
        _("Kies er hooguit drie."),
        dict(VALUES),
        MOST_VALUES,
    ),
    TickStep(
        "skills", _("Wat kun je al?"), _("Kies alles wat bij je past. Ook wat je thuis leerde, telt."), dict(SKILLS)
    ),
    TickStep(
        "obstacles",
        _("Wat maakt leren lastig voor jou?"),
        _("Dan zeggen we erbij wat kan helpen. Over je gezondheid hoeven we niets te weten."),
        dict(OBSTACLES),
    ),
)
