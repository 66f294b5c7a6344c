"""What we ask to find a direction: things to do, what matters in work, what one can, what stands in the way.

Written for this portal, in the six kinds of work that Holland described (RIASEC). They are not the items of a test
and were not tried on groups of people: they begin a talk, and the pages say so. Nothing asks about health.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Text = str | Promise


class Direction(StrEnum):
    """Holland's six, by the letters that occupations carry."""

    HANDS = "R"
    FINDING_OUT = "I"
    CREATING = "A"
    PEOPLE = "S"
    LEADING = "E"
    ORDER = "C"


@dataclass(frozen=True, slots=True)
class Words:
    """A direction in plain words: what it is called, what one does, and where."""

    name: Text
    does: Text
    where: Text


DIRECTIONS: Mapping[Direction, Words] = {
    Direction.HANDS: Words(
        _("Met je handen werken"),
        _("Je maakt, repareert of bedient iets. Aan het eind van de dag zie je wat je deed."),
        _("Bijvoorbeeld in de bouw, de techniek, het groen of het vervoer."),
    ),
    Direction.FINDING_OUT: Words(
        _("Dingen uitzoeken"),
        _("Je wilt weten hoe iets werkt. Je kijkt, meet en denkt na tot je het snapt."),
        _("Bijvoorbeeld in een laboratorium, bij een storing of met computers."),
    ),
    Direction.CREATING: Words(
        _("Iets bedenken en mooi maken"),
        _("Je hebt ideeën en maakt er iets van dat er nog niet was."),
        _("Bijvoorbeeld met beeld, tekst, kleur, eten of ruimte."),
    ),
    Direction.PEOPLE: Words(
        _("Mensen helpen"),
        _("Je zorgt, luistert of legt uit. Je wordt blij als het beter gaat met een ander."),
        _("Bijvoorbeeld in de zorg, de kinderopvang of op school."),
    ),
    Direction.LEADING: Words(
        _("Regelen en overtuigen"),
        _("Je neemt het voortouw. Je praat, verkoopt, beslist en krijgt anderen mee."),
        _("Bijvoorbeeld in een winkel, de horeca, een team of je eigen bedrijf."),
    ),
    Direction.ORDER: Words(
        _("Precies en netjes werken"),
        _("Je houdt van duidelijke afspraken. Bij jou klopt het, en is alles terug te vinden."),
        _("Bijvoorbeeld op kantoor, in een magazijn of bij de planning."),
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that one can like to do. Its key is also the name of its drawing."""

    key: str
    direction: Direction
    text: Text


_BY_DIRECTION: Mapping[Direction, Sequence[tuple[str, Text]]] = {
    Direction.HANDS: (
        ("repair", _("Een fiets of een machine repareren")),
        ("garden", _("Buiten werken met planten of dieren")),
        ("build", _("Iets bouwen van hout of steen")),
        ("drive", _("Rijden met een vrachtwagen of een kraan")),
    ),
    Direction.FINDING_OUT: (
        ("fault", _("Uitzoeken waarom iets het niet doet")),
        ("lab", _("Een proef doen in een laboratorium")),
        ("figures", _("Naar cijfers kijken en zien wat er verandert")),
        ("water", _("Meten of water en lucht schoon zijn")),
    ),
    Direction.CREATING: (
        ("draw", _("Iets moois tekenen of ontwerpen")),
        ("photo", _("Foto’s of een filmpje maken")),
        ("write", _("Een verhaal of een bericht schrijven")),
        ("decorate", _("Een kamer of een winkel mooi inrichten")),
    ),
    Direction.PEOPLE: (
        ("care", _("Zorgen voor iemand die hulp nodig heeft")),
        ("teach", _("Iemand iets leren of uitleggen")),
        ("listen", _("Luisteren naar iemand die het moeilijk heeft")),
        ("children", _("Spelen met kinderen en op ze letten")),
    ),
    Direction.LEADING: (
        ("sell", _("Iemand helpen kiezen in een winkel")),
        ("lead", _("Een groep leiden")),
        ("event", _("Een feest of een markt organiseren")),
        ("shop", _("Een eigen bedrijf beginnen")),
    ),
    Direction.ORDER: (
        ("lists", _("Een lijst netjes bijhouden")),
        ("money", _("Rekeningen nakijken tot alles klopt")),
        ("stock", _("Spullen tellen en op hun plek leggen")),
        ("plan", _("Een planning maken voor anderen")),
    ),
}
#: In the order of asking: one of each direction, then the next of each, so that no page is of one kind.
ITEMS: Sequence[Item] = tuple(
    Item(key, direction, text)
    for number in range(len(_BY_DIRECTION[Direction.HANDS]))
    for direction, found in _BY_DIRECTION.items()
    for key, text in (found[number],)
)


class Liking(StrEnum):
    """How one likes something."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


LIKINGS: Mapping[Liking, Text] = {
    Liking.YES: _("Leuk"),
    Liking.MAYBE: _("Misschien"),
    Liking.NO: _("Niet leuk"),
}

VALUES: Mapping[str, Text] = {
    "outside": _("Buiten zijn"),
    "moving": _("In beweging zijn"),
    "together": _("Met mensen werken"),
    "alone": _("Rustig alleen kunnen werken"),
    "result": _("Zien wat ik gemaakt heb"),
    "useful": _("Iets betekenen voor een ander"),
    "regular": _("Vaste werktijden"),
    "freedom": _("Zelf bepalen hoe ik werk"),
    "learning": _("Blijven leren"),
}
MOST_VALUES = 3

SKILLS: Mapping[str, Text] = {
    "handy": _("Ik ben handig"),
    "listening": _("Ik kan goed luisteren"),
    "precise": _("Ik werk precies"),
    "explaining": _("Ik kan goed uitleggen"),
    "computer": _("Ik kan goed met een computer omgaan"),
    "calm": _("Ik blijf rustig als het druk is"),
    "counting": _("Ik kan goed rekenen"),
    "organising": _("Ik regel graag dingen"),
    "driving": _("Ik heb een rijbewijs"),
    "languages": _("Ik spreek meer dan één taal"),
}

OBSTACLES: Mapping[str, Text] = {
    "money": _("Ik heb er geen geld voor"),
    "time": _("Ik heb weinig tijd naast mijn werk"),
    "children": _("Ik zorg voor kinderen of familie"),
    "travel": _("Ik kan niet ver reizen"),
    "dutch": _("Nederlands is lastig voor mij"),
    "computer": _("Ik kan niet goed met een computer omgaan"),
    "diploma": _("Ik heb geen diploma"),
    "school": _("Leren op school lukte vroeger niet"),
    "employer": _("Ik weet niet of mijn werkgever het goedvindt"),
    "beginning": _("Ik weet niet waar ik moet beginnen"),
}
