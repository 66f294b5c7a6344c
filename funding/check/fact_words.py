"""What facts and their values are called inside a sentence; what a learner is asked is in intake.profile.questions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import Level, Outcome, Recognition, Sector
from funding.check.naming import Names
from funding.engine.dates import Term, Unit
from funding.engine.vocabulary import VOCABULARY, Kind, Value
from intake.profile.questions import QUESTIONS
from portal.templatetags.portal import day, euros

type Text = str | Promise

#: What a fact is called at the start of a sentence, where that is not the label of its question.
CALLED: Mapping[str, Text] = {
    "birth_date": gettext_lazy("Je geboortedatum"),
    "age": gettext_lazy("Je leeftijd"),
    "advice_date": gettext_lazy("De dag van je advies"),
    "employer_fte": gettext_lazy("Het aantal voltijdbanen bij je werkgever"),
    "today": gettext_lazy("De dag van je aanvraag"),
    "days_until_start": gettext_lazy("De tijd tussen je aanvraag en de start"),
    "course.sector": gettext_lazy("De sector van de cursus"),
    "course.occupation": gettext_lazy("Het beroep waar de cursus voor opleidt"),
    "course.level": gettext_lazy("Het niveau van de cursus"),
    "course.outcome": gettext_lazy("Wat je krijgt na de cursus"),
    "course.duration_weeks": gettext_lazy("Hoelang de cursus duurt"),
    "course.hours_total": gettext_lazy("De studietijd in totaal"),
    "course.hours_per_week": gettext_lazy("De studietijd per week"),
    "course.start": gettext_lazy("De start van de cursus"),
    "course.end": gettext_lazy("Het einde van de cursus"),
    "course.language": gettext_lazy("De taal van de cursus"),
    "course.recognitions": gettext_lazy("De opleider is"),
    "course.registers": gettext_lazy("De cursus staat in"),
    "course.total_cents": gettext_lazy("De prijs van de cursus"),
    "course.tuition_cents": gettext_lazy("Het lesgeld"),
    "course.material_cents": gettext_lazy("De kosten voor boeken en materiaal"),
    "course.exam_cents": gettext_lazy("De kosten van het examen"),
    "course.registration_cents": gettext_lazy("De kosten van inschrijving"),
    "course.travel_cents": gettext_lazy("De reiskosten"),
    "course.other_cents": gettext_lazy("De andere kosten"),
}

#: Sentences for facts that are so or not so.
YES_OR_NO: Mapping[str, tuple[Text, Text]] = {
    "below_aow_age": (gettext_lazy("Je hebt de AOW-leeftijd nog niet."), gettext_lazy("Je hebt de AOW-leeftijd.")),
    "legally_required": (
        gettext_lazy("Je moet de cursus doen voor je werk."),
        gettext_lazy("De cursus is niet verplicht voor je werk."),
    ),
    "job_guarantee": (
        gettext_lazy("Je krijgt zeker een baan als je de cursus haalt."),
        gettext_lazy("Je hebt nog geen baan na de cursus."),
    ),
    "enrolled": (gettext_lazy("Je bent al ingeschreven."), gettext_lazy("Je bent nog niet ingeschreven.")),
    "advice_given": (
        gettext_lazy("Je sprak al met een loopbaanadviseur over deze cursus."),
        gettext_lazy("Je sprak nog niet met een loopbaanadviseur over deze cursus."),
    ),
    "grants_elsewhere": (
        gettext_lazy("Je kreeg buiten dit portaal al eens geld voor een cursus."),
        gettext_lazy("Je kreeg buiten dit portaal nog geen geld voor een cursus."),
    ),
    "recognised_training_company": (
        gettext_lazy("Je werkgever is een erkend leerbedrijf."),
        gettext_lazy("Je werkgever is geen erkend leerbedrijf."),
    ),
    "course.online": (
        gettext_lazy("De cursus is helemaal online."),
        gettext_lazy("De cursus is niet helemaal online."),
    ),
}

#: Sentences about a place: in one, and not in one.
PLACES: Mapping[str, tuple[Text, Text]] = {
    "residence": (gettext_lazy("Je woont in %(place)s."), gettext_lazy("Je woont niet in %(place)s.")),
    "work_municipality": (gettext_lazy("Je werkt in %(place)s."), gettext_lazy("Je werkt niet in %(place)s.")),
    "employer_municipality": (
        gettext_lazy("Je werkgever zit in %(place)s."),
        gettext_lazy("Je werkgever zit niet in %(place)s."),
    ),
}

#: Values inside a sentence, where the words of a radio button do not fit.
VALUES: Mapping[str, Mapping[str, Text]] = {
    "employment": {
        "employee": gettext_lazy("in loondienst"),
        "agency_worker": gettext_lazy("via een uitzendbureau"),
        "self_employed": gettext_lazy("als zelfstandige"),
        "business_owner": gettext_lazy("een eigen bedrijf met personeel"),
        "job_seeker": gettext_lazy("je zoekt werk"),
        "other": gettext_lazy("iets anders"),
    },
    "benefit": {
        "none": gettext_lazy("geen"),
        "ww": gettext_lazy("WW"),
        "bijstand": gettext_lazy("bijstand"),
        "other": gettext_lazy("een andere"),
    },
    "course.sector": dict(Sector.choices),
    "course.level": dict(Level.choices),
    "course.outcome": dict(Outcome.choices),
    "course.recognitions": dict(Recognition.choices),
    "course.language": {
        "nl": gettext_lazy("Nederlands"),
        "en": gettext_lazy("Engels"),
        "de": gettext_lazy("Duits"),
        "fr": gettext_lazy("Frans"),
        "other": gettext_lazy("een andere taal"),
    },
    "course.registers": {
        "training_register": gettext_lazy("het scholingsregister van DUO"),
        "crebo": gettext_lazy("het register van mbo-opleidingen (crebo)"),
        "croho": gettext_lazy("het register van hbo en universiteit"),
        "development_paths": gettext_lazy("de lijst met ontwikkelpaden"),
    },
}

COUNTED: Mapping[str, Callable[[int], str]] = {
    "years": lambda count: ngettext("%(count)s jaar", "%(count)s jaar", count) % {"count": count},
    "months": lambda count: ngettext("%(count)s maand", "%(count)s maanden", count) % {"count": count},
    "weeks": lambda count: ngettext("%(count)s week", "%(count)s weken", count) % {"count": count},
    "days": lambda count: ngettext("%(count)s dag", "%(count)s dagen", count) % {"count": count},
    "hours": lambda count: ngettext("%(count)s uur", "%(count)s uur", count) % {"count": count},
    "cents": euros,
}


def called(fact: str) -> str:
    """What a fact is called at the start of a sentence."""
    return str(CALLED.get(fact) or QUESTIONS[fact].label)


def called_later(fact: str) -> str:
    """What a fact is called further on in a sentence."""
    name = called(fact)
    return name[:1].lower() + name[1:]


def value_words(fact: str, value: Value, names: Names) -> str:
    """One value inside a sentence: "hbo", "Groningen", "52 weken", "€ 250", "1 maart 2027"."""
    if isinstance(value, date):
        return day(value, "date")
    if isinstance(value, int):
        counted = COUNTED.get(VOCABULARY[fact].unit)
        return counted(value) if counted else str(value)
    if VOCABULARY[fact].kind is Kind.PLACE:
        return names.place(str(value))
    words = VALUES.get(fact) or (QUESTIONS[fact].choices if fact in QUESTIONS else {})
    return str(words.get(str(value), value))


def values_words(fact: str, values: Iterable[str], names: Names) -> str:
    """Some values, in the order of the vocabulary: "mbo 1, mbo 2 of mbo 3"."""
    choices = VOCABULARY[fact].choices
    ordered = sorted(values, key=lambda value: (choices.index(value) if value in choices else 0, value))
    return joined_or([value_words(fact, value, names) for value in ordered])


def term_words(term: Term) -> str:
    """How long a term is, whichever way it counts: "4 weken"."""
    return COUNTED[Unit(term.unit).value](abs(term.amount))


def joined_or(words: list[str]) -> str:
    """ "brood, melk of kaas"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s of %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
