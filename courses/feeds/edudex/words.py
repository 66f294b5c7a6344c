"""EDU-DEX words in ours. Sources: the enumerations of the EDU-DEX Data API 1.0.2, and SBI 2008 for sectors."""

import re
from collections.abc import Iterable

from courses.enums import CostKind, Level, Outcome, PartOfDay, Recognition, Sector, SessionStatus, StartKind

LEVELS = {
    "none": Level.NONE,
    "mbo niveau 1": Level.MBO_1,
    "mbo niveau 2": Level.MBO_2,
    "mbo niveau 3": Level.MBO_3,
    "mbo niveau 4": Level.MBO_4,
    # An mbo level that is not told is not guessed.
    "mbo": Level.OTHER,
    "mbo+": Level.OTHER,
    "propedeuse": Level.HBO,
    "associate": Level.HBO,
    "bachelor": Level.HBO,
    "hbo": Level.HBO,
    "post-hbo": Level.HBO,
    "academic bachelor": Level.WO,
    "master": Level.WO,
    "academic master": Level.WO,
    "wo": Level.WO,
    "post-academic": Level.WO,
    "phd": Level.WO,
}

#: Degrees that are no diploma; every other degree of the list is one.
DEGREES = {
    "": Outcome.PARTICIPATION,
    "none": Outcome.PARTICIPATION,
    "certificate of participation": Outcome.PARTICIPATION,
    "testimonial": Outcome.CERTIFICATE,
    "certificate": Outcome.CERTIFICATE,
    "certificate on request": Outcome.CERTIFICATE,
    "module certificate": Outcome.CERTIFICATE,
    "mbo-certificaat": Outcome.MBO_CERTIFICATE,
    "mbo-verklaring": Outcome.PRACTICE_STATEMENT,
}
#: Who takes the exam (industryExamOrCertificate/organization/orgUnitId); any other is a body of the branch.
EXAM_BODIES = {"cbr": Outcome.LICENCE, "ssvv": Outcome.STATUTORY_EXAM}
EXAM_INCLUDED = "examination is part of the program"

STARTS = {
    "fixed starting date": StartKind.FIXED,
    "agreed starting date": StartKind.AGREED,
    "direct start": StartKind.DIRECT,
}
STATUSES = {
    "application opened": SessionStatus.OPEN,
    "application closed": SessionStatus.CLOSED,
    "canceled": SessionStatus.CANCELLED,
    "cancelled": SessionStatus.CANCELLED,
}
PARTS_OF_DAY = {part.value: part for part in PartOfDay}
ONLINE_FORMS = {"e-learning", "virtual classroom", "distance learning"}
COSTS = {
    "tuition fee": CostKind.TUITION,
    "coaching": CostKind.TUITION,
    "study material": CostKind.MATERIAL,
    "examination": CostKind.EXAM,
    "certificate": CostKind.EXAM,
    "registration fee": CostKind.REGISTRATION,
}
#: Paying in one go is not for every learner, so it is no price.
NO_COST = {"single payment discount"}

RECOGNITIONS = {
    "nrto": Recognition.NRTO,
    "cedeo": Recognition.CEDEO,
    "crkbo": Recognition.CRKBO,
    "nvao": Recognition.OCW,
    # Not in the enumeration; they come in the free part of the institute file.
    "ocw": Recognition.OCW,
    "sbb": Recognition.SBB,
    "nlqf": Recognition.NLQF,
}
#: Bodies of a branch in the enumeration of institute accreditations.
BRANCH_BODIES = (
    "grafimedia vvt anko fcb-jeugd bouwendned ca-ict colland zorgopleidingen cumela doorzaam ecm fcb-verpakkingen "
    "fedecom handelgroeit kasgroeit cbm-interieurbouw hibin kn-slagers onderhoud-nl lof nbpo nvkl energienetwerken geo "
    "kabel-telecom plb post-koeriers drinkwater ooc oom provoet romazo-esso transport-logistiek sol adiona bakkracht "
    "nevi-examens kunsteducatie svh-horeca vaco mitt wijtechniek"
)

THEMES = {
    "languages": Sector.LANGUAGE,
    "automation and it": Sector.ICT,
    "internet and media": Sector.ICT,
    "care and personal care": Sector.CARE,
    "procurement and logistics": Sector.LOGISTICS,
    "manufacturing engineering and construction": Sector.TECHNOLOGY,
    "training and education": Sector.EDUCATION,
    "tourism, recreation and hospitality": Sector.HOSPITALITY,
    **dict.fromkeys(
        (
            "human resources",
            "secretarial and office work",
            "sales",
            "communication",
            "marketing",
            "law",
            "finance",
            "management",
            "quality and project management",
            "property and real estate",
            "change management",
            "leadership",
            "entrepreneurship",
            "government and non-profit",
        ),
        Sector.BUSINESS,
    ),
}
#: SBI 2008 by its first digits; the longest match counts.
SBI = {
    **dict.fromkeys(("01", "02", "03", "813"), Sector.GREEN),
    **dict.fromkeys(("24", "25"), Sector.METAL),
    **dict.fromkeys(
        ("10", "11", "13", "17", "20", "22", "23", "26", "27", "28", "29", "30", "31", "33", "71"), Sector.TECHNOLOGY
    ),
    **dict.fromkeys(("35", "36", "432"), Sector.INSTALLATION),
    **dict.fromkeys(("41", "42", "43"), Sector.CONSTRUCTION),
    **dict.fromkeys(("49", "50", "51"), Sector.TRANSPORT),
    **dict.fromkeys(("52", "53"), Sector.LOGISTICS),
    **dict.fromkeys(("55", "56"), Sector.HOSPITALITY),
    **dict.fromkeys(("61", "62", "63"), Sector.ICT),
    **dict.fromkeys(("64", "65", "66", "69", "70", "73", "78", "82"), Sector.BUSINESS),
    "85": Sector.EDUCATION,
    **dict.fromkeys(("86", "87", "88"), Sector.CARE),
    "8891": Sector.CHILDCARE,
}
SECTION = {
    "A": Sector.GREEN,
    "C": Sector.TECHNOLOGY,
    "D": Sector.INSTALLATION,
    "F": Sector.CONSTRUCTION,
    "H": Sector.TRANSPORT,
    "I": Sector.HOSPITALITY,
    "J": Sector.ICT,
    "K": Sector.BUSINESS,
    "M": Sector.BUSINESS,
    "N": Sector.BUSINESS,
    "P": Sector.EDUCATION,
    "Q": Sector.CARE,
}

REQUIREMENTS = {
    "knowledge minimum": "Je hebt basiskennis van het vak",
    "professional experience": "Je hebt werkervaring",
    "previous education": "Je hebt een eerdere opleiding",
    "certified competences": "Je hebt een bewijs van wat je kunt",
    "assessment interview": "Je hebt eerst een gesprek",
    "entry test": "Je doet eerst een toets",
    "intake": "Je hebt eerst een intake",
    "written request": "Je schrijft een motivatie",
    "reference letter": "Je hebt een aanbevelingsbrief",
    "minimum age": "Er is een minimumleeftijd",
    "maximum age": "Er is een maximumleeftijd",
    "span of control": "Je geeft leiding",
    "revenue responsibility": "Je bent verantwoordelijk voor omzet",
}
#: Which extra texts of the provider we show, in this order, and under which heading.
SUBJECTS = {
    "objectives": "Wat leer je?",
    "curriculum": "Zo ziet de opleiding eruit",
    "student profile": "Voor wie is dit?",
    "job perspective": "Welk werk kun je daarna doen?",
    "after graduation": "En daarna?",
}


def level_of(word: str) -> Level:
    """Our level for the provider's word; what we do not know is OTHER."""
    return LEVELS.get(word.strip().lower(), Level.OTHER)


def outcome_of(degree: str, exam_bodies: Iterable[str]) -> Outcome:
    """What one gets: the exam of an outside body when it is part of the course, else what the degree says."""
    for body in exam_bodies:
        return EXAM_BODIES.get(body.strip().lower(), Outcome.SECTOR_CERTIFICATE)
    return DEGREES.get(degree.strip().lower(), Outcome.DIPLOMA)


def sector_of(sbi: str, themes: Iterable[str], sections: Iterable[str]) -> Sector:
    """The sector: a language course is one in any branch; else the SBI code, the first theme or section that fits."""
    known = [THEMES[theme] for theme in (t.strip().lower() for t in themes) if theme in THEMES]
    if Sector.LANGUAGE in known:
        return Sector.LANGUAGE
    digits = re.sub(r"\D", "", sbi)
    for length in range(len(digits), 1, -1):
        if digits[:length] in SBI:
            return SBI[digits[:length]]
    letters = [SECTION[letter] for letter in (s.strip().upper() for s in sections) if letter in SECTION]
    return (known + letters + [Sector.OTHER])[0]


def recognition_of(word: str) -> Recognition | None:
    """Our word for an accreditation, None for one that we do not show (ISO, B Corp...)."""
    plain = word.strip().lower()
    return RECOGNITIONS.get(plain) or (Recognition.SECTOR if plain in BRANCH_BODIES.split() else None)
