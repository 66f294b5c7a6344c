"""What the engine finds wrong with a rule or with money terms, in Dutch, with the way out."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.engine.contradictions import Finding, FindingKind
from funding.engine.facts import FactError
from funding.engine.reading import FileError, FileProblem
from funding.engine.rules import RuleError, RuleProblem
from funding.engine.terms import TermsError, TermsProblem
from funding.engine.tree import Rule

RULE: Mapping[RuleProblem, str | Promise] = {
    RuleProblem.NOT_A_NODE: gettext_lazy("Dit is geen voorwaarde. Haal dit weg en maak het opnieuw."),
    RuleProblem.UNKNOWN_KEY: gettext_lazy("Hier staat iets dat we niet kennen: “%(detail)s”. Maak dit opnieuw."),
    RuleProblem.UNKNOWN_FACT: gettext_lazy("Het gegeven “%(detail)s” bestaat niet. Kies een ander gegeven."),
    RuleProblem.UNKNOWN_OPERATOR: gettext_lazy("Deze vergelijking bestaat niet. Kies een andere."),
    RuleProblem.OPERATOR_NOT_FOR_FACT: gettext_lazy("Deze vergelijking past niet bij dit gegeven. Kies een andere."),
    RuleProblem.WRONG_VALUE: gettext_lazy("De waarde “%(detail)s” kan niet bij dit gegeven. Kies een andere waarde."),
    RuleProblem.NO_VALUES: gettext_lazy("Kies ten minste één waarde."),
    RuleProblem.NO_PARTS: gettext_lazy("Deze groep is nog leeg. Zet er een voorwaarde in, of haal de groep weg."),
    RuleProblem.WRONG_COUNT: gettext_lazy("Zoveel voorwaarden staan er niet in deze groep. Kies een lager aantal."),
    RuleProblem.NO_AREA: gettext_lazy("Kies een gebied."),
    RuleProblem.NOT_COMPARABLE: gettext_lazy("Deze twee gegevens kun je niet vergelijken. Kies een ander gegeven."),
    RuleProblem.WRONG_TERM: gettext_lazy("Deze termijn kan niet. Kies een kortere, in dagen, weken, maanden of jaren."),
    RuleProblem.WRONG_WINDOW: gettext_lazy("Deze periode kan niet. Kies dit jaar, ooit, of 1 tot 120 maanden."),
    RuleProblem.NO_REGION: gettext_lazy("Kies één regio, of de plaats die telt."),
    RuleProblem.NO_LABEL: gettext_lazy("Zeg in gewone woorden wat deze voorwaarde is."),
    RuleProblem.NO_SOURCE: gettext_lazy("Zeg waar deze voorwaarde staat: de wet of de regeling, met het artikel."),
    RuleProblem.TOO_MANY_NODES: gettext_lazy("Er zijn te veel voorwaarden: hoogstens %(detail)s. Haal er weg."),
    RuleProblem.TOO_DEEP: gettext_lazy("De groepen zitten te diep in elkaar: hoogstens %(detail)s lagen."),
}

FINDINGS: Mapping[FindingKind, str | Promise] = {
    FindingKind.NEVER_TRUE: gettext_lazy(
        "Dit kan nooit kloppen: niemand kan hieraan voldoen. Kijk wat elkaar tegenspreekt."
    ),
    FindingKind.ALWAYS_TRUE: gettext_lazy(
        "Dit klopt altijd: iedereen voldoet hieraan. Haal het weg of maak het strenger."
    ),
    FindingKind.UNKNOWN_AREA: gettext_lazy("Het gebied “%(detail)s” bestaat niet. Kies een ander gebied."),
    FindingKind.UNKNOWN_PLACE: gettext_lazy("De gemeente “%(detail)s” bestaat niet. Kies een andere gemeente."),
    FindingKind.UNKNOWN_SCHEME: gettext_lazy("De regeling “%(detail)s” bestaat niet. Kies een andere regeling."),
}

TERMS: Mapping[TermsProblem, str | Promise] = {
    TermsProblem.UNKNOWN_TIER: gettext_lazy("Kies wat voor geld dit is."),
    TermsProblem.NO_PERCENT: gettext_lazy(
        "Vul bij ten minste één soort kosten in hoeveel procent de regeling betaalt."
    ),
    TermsProblem.PERCENT_OUT_OF_RANGE: gettext_lazy("Een percentage is een heel getal van 1 tot en met 100."),
    TermsProblem.AMOUNT_OUT_OF_RANGE: gettext_lazy(
        "Een hoogste bedrag is in hele centen, meer dan € 0 en hoogstens € 100.000.000."
    ),
    TermsProblem.FIXED_AMOUNT_IS_NO_SHARE: gettext_lazy(
        "Een vast bedrag past alleen bij kosten die voor 100 procent betaald worden, ook samen."
    ),
    TermsProblem.LOAN_NEEDS_NO_TERMS: gettext_lazy(
        "Een lening heeft geen eisen over wat anderen betalen. Haal die weg, of kies ander geld."
    ),
}


FILE: Mapping[FileProblem, str | Promise] = {
    FileProblem.NOT_AN_OBJECT: gettext_lazy("Hier hoort een object te staan, tussen { en }."),
    FileProblem.MISSING: gettext_lazy("Dit veld ontbreekt. Voeg het toe."),
    FileProblem.NOT_A_TEXT: gettext_lazy("Hier hoort een tekst te staan."),
    FileProblem.TOO_LONG: gettext_lazy("Deze tekst is te lang: hoogstens %(detail)s tekens."),
    FileProblem.NOT_A_CHOICE: gettext_lazy("Dit kan niet. Kies een van deze: %(detail)s."),
    FileProblem.NOT_WHOLE: gettext_lazy("Hier hoort een heel getal te staan, niet te laag en niet te hoog."),
    FileProblem.NOT_YES_OR_NO: gettext_lazy("Hier hoort true of false te staan."),
    FileProblem.NOT_A_DATE: gettext_lazy("Dit is geen datum. Schrijf hem zo: 2026-11-23."),
    FileProblem.NOT_A_LIST: gettext_lazy("Hier hoort een lijst te staan, tussen [ en ]."),
    FileProblem.EMPTY: gettext_lazy("Deze lijst is leeg. Zet er ten minste één ding in."),
    FileProblem.UNKNOWN_FIELD: gettext_lazy("Dit veld kennen we niet. Haal het weg, of kijk hoe je het schrijft."),
    FileProblem.WRONG_LINES: gettext_lazy("Deze prijs klopt niet: gebruik hele centen, van nul tot een miljoen euro."),
    FileProblem.NO_APPLYING: gettext_lazy("Zeg hoe je deze regeling aanvraagt: het fonds beslist niet in een portaal."),
    FileProblem.NOT_NUMBERED: gettext_lazy("De versies horen genummerd te zijn: 1, 2, 3 en zo verder."),
    FileProblem.ENDS_EARLY: gettext_lazy("Deze versie eindigt voordat zij begint. Kijk de data na."),
    FileProblem.OVERLAPS: gettext_lazy("Deze versie begint voordat de vorige is geëindigd. Kijk de data na."),
    FileProblem.CLOSED_REASON: gettext_lazy("Een gesloten versie, en geen andere, heeft een reden (closed_reason)."),
    FileProblem.EXAMPLE_NOTE: gettext_lazy("Alleen een versie met voorbeelden (example) heeft een example_note."),
    FileProblem.TITLE_TWICE: gettext_lazy("Een ander voorbeeld heet ook zo. Kies een andere titel."),
    FileProblem.PAYS_WITHOUT: gettext_lazy("Dit voorbeeld krijgt geld, maar de uitkomst is nee of onbekend."),
}


def file_error_words(error: FileError) -> tuple[str, str]:
    """Why a file was refused, and the path of the place, which may lie within a rule or terms."""
    match error.__cause__:
        case RuleError() as cause:
            inside = [str(step) for step in cause.path]
            return rule_error_words(cause), "/".join([error.place, *inside])
        case TermsError() as cause:
            return terms_error_words(cause), f"{error.place}/{cause.field}"
        case FactError() as cause:
            words = _("Het gegeven “%(fact)s” bestaat niet, of deze waarde kan er niet bij.") % {"fact": cause.fact}
            return words, f"{error.place}/{cause.fact}"
    return str(FILE[error.problem]) % {"detail": error.detail}, error.place


def rule_error_words(error: RuleError) -> str:
    """Why a node was refused."""
    detail = error.detail if isinstance(error.detail, str | int) else ""
    return str(RULE[error.problem]) % {"detail": detail}


def finding_words(finding: Finding, clash: Iterable[Rule] = ()) -> str:
    """What is certainly wrong at a node; ``clash``: the parts that contradict each other, as far as they have words."""
    labels = [f"“{part.label}”" for part in clash if part.label]
    if finding.kind is FindingKind.NEVER_TRUE and len(labels) > 1:
        both = _("%(first)s en %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}
        return _("Dit kan nooit kloppen: %(conditions)s spreken elkaar tegen.") % {"conditions": both}
    return str(FINDINGS[finding.kind]) % {"detail": finding.detail}


def terms_error_words(error: TermsError) -> str:
    """Why money terms were refused."""
    known = TERMS.get(error.problem)
    return (
        str(known)
        if known
        else _("Er klopt iets niet in het geld: %(field)s. Vul het opnieuw in.") % {"field": error.field}
    )
