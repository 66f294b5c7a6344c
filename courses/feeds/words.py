"""Words that more than one format uses, in ours; those of EDU-DEX are in ``courses.feeds.edudex.words``."""

import re
from collections.abc import Iterable

from courses.enums import CostKind, Level, Outcome, PartOfDay, Sector

#: Providers' words for a level, in lower case with single spaces. A level that is not told ("mbo") is not guessed.
LEVELS = {
    **{
        f"{word}{number}": level
        for word in ("mbo ", "mbo-", "mbo", "mbo niveau ", "mbo-niveau ", "niveau ")
        for number, level in enumerate((Level.MBO_1, Level.MBO_2, Level.MBO_3, Level.MBO_4), start=1)
    },
    **{
        f"secondary_vocational_education_{number}": level
        for number, level in enumerate((Level.MBO_1, Level.MBO_2, Level.MBO_3, Level.MBO_4), start=1)
    },
    **{
        f"secondary vocational education {number}": level
        for number, level in enumerate((Level.MBO_1, Level.MBO_2, Level.MBO_3, Level.MBO_4), start=1)
    },
    **dict.fromkeys(
        (
            "hbo",
            "hbo+",
            "bachelor",
            "hbo bachelor",
            "hogeschool",
            "associate degree",
            "associate_degree",
            "undergraduate / bachelor",
            "post-hbo",
            "post hbo",
            "ad",
        ),
        Level.HBO,
    ),
    **dict.fromkeys(
        (
            "wo",
            "master",
            "mba",
            "phd",
            "universitair",
            "universiteit",
            "postgraduate / master",
            "doctoral",
            "university",
            "post-academisch",
            "wo master",
            "wo bachelor",
        ),
        Level.WO,
    ),
    **dict.fromkeys(("geen", "geen niveau", "none", "beginner", "freizeit"), Level.NONE),
}

#: Words that begin a category or theme of a provider; the first that fits counts.
_SECTORS = (
    (Sector.LANGUAGE, "taal talen nederlands languages language nt2 inburger"),
    (Sector.CHILDCARE, "kinderopvang pedagogisch"),
    (Sector.CARE, "zorg verzorg verpleeg welzijn gezondheid care health medisch thuiszorg"),
    (Sector.ICT, "ict it- automatisering internet software program data gis cad web cyber computer ict/it"),
    (Sector.METAL, "metaal lassen lasser verspan"),
    (Sector.INSTALLATION, "installatie elektro warmtepomp zonnepanelen energie"),
    (Sector.CONSTRUCTION, "bouw infra timmer schilder metsel"),
    (Sector.LOGISTICS, "logistiek inkoop magazijn heftruck supply"),
    (Sector.TRANSPORT, "transport chauffeur vervoer rijbewijs code"),
    (Sector.TECHNOLOGY, "techniek productie technisch engineering mechatron"),
    (Sector.GREEN, "groen hovenier agrar landbouw tuinbouw dier"),
    (Sector.HOSPITALITY, "horeca kok toerisme gastheer facilitair"),
    (Sector.EDUCATION, "onderwijs leraar docent education"),
    (
        Sector.BUSINESS,
        "management hr personeel sales verkoop marketing communicatie financ juridisch administ secretar zakelijk "
        "leiderschap kwaliteit vastgoed boekhoud business recht",
    ),
)

#: What additional costs are called.
_COSTS = (
    (CostKind.EXAM, "exam examen certificat certificaat toets"),
    (CostKind.MATERIAL, "material materiaal boek book lesmateriaal study_material literatuur"),
    (CostKind.REGISTRATION, "registration inschrijf enrol administratie inschrijving"),
    (CostKind.TRAVEL, "travel reis vervoer"),
    (CostKind.TUITION, "tuition lesgeld cursusgeld collegegeld"),
)

PARTS_OF_DAY = {
    "morning": PartOfDay.MORNING,
    "ochtend": PartOfDay.MORNING,
    "afternoon": PartOfDay.AFTERNOON,
    "middag": PartOfDay.AFTERNOON,
    "day": PartOfDay.DAY,
    "daytime": PartOfDay.DAY,
    "overdag": PartOfDay.DAY,
    "dag": PartOfDay.DAY,
    "evening": PartOfDay.EVENING,
    "avond": PartOfDay.EVENING,
    "night": PartOfDay.NIGHT,
    "nacht": PartOfDay.NIGHT,
    "weekend": PartOfDay.WEEKEND,
    "saturday": PartOfDay.WEEKEND,
    "sunday": PartOfDay.WEEKEND,
    "zaterdag": PartOfDay.WEEKEND,
    "zondag": PartOfDay.WEEKEND,
}
#: "Places" that say there is none.
ONLINE_PLACES = {
    "online", "virtual", "virtueel", "digitaal", "op afstand", "thuis", "e-learning", "elearning", "live online",
    "virtual classroom", "webinar", "teams", "zoom",
}  # fmt: skip
#: Texts that providers leave where a text should be.
PLACEHOLDERS = {"nog in te vullen", "volgt", "volgt nog", "n.v.t.", "nvt", "tbd", "todo", "lorem ipsum", "-", "test"}

#: ISO 639-2 codes that OOAPI uses, and names, as ISO 639-1.
LANGUAGES = {
    "nld": "nl", "dut": "nl", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es",
    "fry": "fy", "pol": "pl", "tur": "tr", "ara": "ar", "ukr": "uk",
    "nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en", "duits": "de", "frans": "fr", "fries": "fy",
}  # fmt: skip


def level_of(word: str) -> Level:
    """Our level for a provider's word; what we do not know is OTHER."""
    return LEVELS.get(" ".join(word.lower().split()), Level.OTHER)


def sector_of(names: Iterable[str]) -> Sector:
    """The sector that the names of categories say, the first that fits; OTHER when none does."""
    for name in names:
        words = re.findall(r"[\w/-]+", name.lower())
        for sector, beginnings in _SECTORS:
            if any(word.startswith(tuple(beginnings.split())) for word in words):
                return sector
    return Sector.OTHER


def cost_of(name: str) -> CostKind:
    """The kind of an additional cost by its name."""
    words = re.findall(r"[\w]+", name.lower())
    for kind, beginnings in _COSTS:
        if any(word.startswith(tuple(beginnings.split())) for word in words):
            return kind
    return CostKind.OTHER


def outcome_of(words: str) -> Outcome:
    """What one has in hand afterwards, by what the provider calls it; nothing told is a proof of participation."""
    told = words.lower()
    for mark, outcome in (
        ("mbo-certificaat", Outcome.MBO_CERTIFICATE),
        ("praktijkverklaring", Outcome.PRACTICE_STATEMENT),
        ("mbo-verklaring", Outcome.PRACTICE_STATEMENT),
        ("rijbewijs", Outcome.LICENCE),
        ("branche", Outcome.SECTOR_CERTIFICATE),
        ("wettelijk", Outcome.STATUTORY_EXAM),
        ("deelname", Outcome.PARTICIPATION),
        ("diploma", Outcome.DIPLOMA),
        ("degree", Outcome.DIPLOMA),
        ("certifica", Outcome.CERTIFICATE),
        ("certificate", Outcome.CERTIFICATE),
        ("testimonial", Outcome.CERTIFICATE),
    ):
        if mark in told:
            return outcome
    return Outcome.PARTICIPATION


def parts_of_day(names: Iterable[str]) -> list[PartOfDay]:
    """Our parts of the day for these words, each once, in the order of the day."""
    found = {PARTS_OF_DAY[name.strip().lower()] for name in names if name.strip().lower() in PARTS_OF_DAY}
    return [part for part in PartOfDay if part in found]


def language_of(word: str) -> str:
    """Two letters for "nl", "nl-NL", "nld" or "Nederlands"; "" for anything else."""
    plain = word.strip().lower()
    if plain in LANGUAGES:
        return LANGUAGES[plain]
    short = plain.partition("-")[0].partition("_")[0]
    return LANGUAGES.get(short, short if re.fullmatch(r"[a-z]{2}", short) else "")


def is_online_place(text: str) -> bool:
    """True for a "place" that says there is none: "Online", "Virtual"."""
    return text.strip(" .()").lower() in ONLINE_PLACES
