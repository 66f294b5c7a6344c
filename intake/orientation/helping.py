"""What can help with what stands in the way: a sentence, and where to go for it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from intake.orientation.items import OBSTACLES, Text

TALK = ("intake:orient", "", gettext_lazy("Maak een afspraak"))
#: Obstacle -> what we say, and (name of the address, query, words of the link).
HELP: dict[str, tuple[Text, tuple[str, str, Text]]] = {
    "money": (
        gettext_lazy("Vaak betalen potjes mee. Je ziet vooraf wat jij zelf betaalt."),
        ("funding:entitlements", "", gettext_lazy("Kijk waar je recht op hebt")),
    ),
    "time": (
        gettext_lazy("Er zijn opleidingen in de avond en in het weekend."),
        ("courses:catalogue", "?dagdeel=evening&dagdeel=weekend", gettext_lazy("Bekijk avond en weekend")),
    ),
    "children": (
        gettext_lazy("Korte opleidingen zijn beter te plannen. Een adviseur kent ook regelingen voor opvang."),
        ("courses:catalogue", "?duur=dag&duur=week", gettext_lazy("Bekijk korte opleidingen")),
    ),
    "travel": (
        gettext_lazy("Veel opleidingen volg je thuis."),
        ("courses:catalogue", "?vorm=online", gettext_lazy("Bekijk opleidingen online")),
    ),
    "dutch": (
        gettext_lazy("Je kunt Nederlands leren, ook op je werk. Er zijn adviseurs die jouw taal spreken."),
        ("courses:catalogue", "?sector=language", gettext_lazy("Bekijk taalcursussen")),
    ),
    "computer": (
        gettext_lazy("Dat kun je leren. In de bibliotheek helpen ze je gratis op weg."),
        ("courses:catalogue", "?sector=ict", gettext_lazy("Bekijk computercursussen")),
    ),
    "diploma": (
        gettext_lazy("Wat je op je werk leerde, telt ook. Je kunt er soms een bewijs voor krijgen."),
        (
            "courses:catalogue",
            "?resultaat=practice_statement&resultaat=mbo_certificate",
            gettext_lazy("Bekijk wat kan"),
        ),
    ),
    "school": (
        gettext_lazy("Leren kan ook door te doen: op een werkplek, in kleine stappen."),
        ("courses:catalogue", "?resultaat=practice_statement", gettext_lazy("Bekijk leren in de praktijk")),
    ),
    "employer": (
        gettext_lazy("Een adviseur weet hoe je het gesprek met je baas begint. Jij beslist of je dat doet."),
        TALK,
    ),
    "beginning": (gettext_lazy("Je hoeft het niet alleen te doen. Een adviseur denkt gratis mee."), TALK),
}


@dataclass(frozen=True, slots=True)
class Helping:
    """One thing that stands in the way, what can help, and the link to it ("" when there is no such page here)."""

    obstacle: str
    text: str
    url: str
    label: str


def helping(obstacles: tuple[str, ...]) -> list[Helping]:
    """What can help with each of these, in the order of asking."""
    found = []
    for key in obstacles:
        text, (name, query, label) = HELP[key]
        found.append(Helping(str(OBSTACLES[key]), str(text), _address(name, query), str(label)))
    return found


def _address(name: str, query: str) -> str:
    try:
        return reverse(name) + query
    except NoReverseMatch:
        return ""
