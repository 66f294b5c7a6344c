"""What a learner can be asked, by the funding engine's names of facts: the words, and which answers there are.

Only what a scheme needs to know is here; nothing about health, and no BSN. Values are JSON as the engine reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # only the stubs of Django have it
    from django.utils.functional import _StrPromise

type Text = str | _StrPromise


class Kind(StrEnum):
    """What an answer is, and so which control asks it."""

    DATE = "date"  # "1987-05-14"
    PLACE = "place"  # CBS code of a municipality: "GM0014"
    CHOICE = "choice"  # the slug of a choice
    YES_NO = "yes_no"  # true or false
    CENTS = "cents"  # a whole number of cents


UNKNOWN: Text = _("Weet ik niet")
RATHER_NOT: Text = _("Zeg ik liever niet")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. ``label`` names it shortly, to the learner; ``on_file`` to the staff who read the file.

    ``choices`` maps slugs to words, ``hints`` explains some.
    ``box`` is what stands at the control itself, where that is not the label. ``unknown`` are the words for no answer:
    nobody believes that somebody does not know their own date of birth.
    ``empty`` is said when nothing was filled in, of a question about an amount.
    ``about_course``: the answer holds for one course only, and is asked anew for another.
    """

    fact: str
    kind: Kind
    text: Text
    label: Text
    why: Text
    hint: Text = ""
    choices: Mapping[str, Text] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    about_course: bool = False
    on_file: Text = ""
    box: Text = ""
    unknown: Text = UNKNOWN
    empty: Text = ""


YES_NO: Mapping[str, Text] = {"yes": _("Ja"), "no": _("Nee")}

_QUESTIONS = (
    Question(
        fact="birth_date",
        kind=Kind.DATE,
        text=_("Wat is je geboortedatum?"),
        label=_("Je geboortedatum"),
        on_file=_("Geboortedatum"),
        hint=_("Bijvoorbeeld 14 5 1987."),
        why=_("Sommige potjes zijn er voor mensen van een bepaalde leeftijd, of tot aan de AOW."),
        unknown=RATHER_NOT,
        attributes={"day": "bday-day", "month": "bday-month", "year": "bday-year"},
    ),
    Question(
        fact="residence",
        kind=Kind.PLACE,
        text=_("Waar woon je?"),
        label=_("Je woonplaats"),
        on_file=_("Woonplaats"),
        box=_("Je postcode of gemeente"),
        hint=_("Bijvoorbeeld 9712 AB of Groningen."),
        unknown=RATHER_NOT,
        why=_("Veel potjes zijn er voor mensen uit een bepaalde gemeente of regio."),
        attributes={"autocomplete": "postal-code"},
    ),
    Question(
        fact="work_municipality",
        kind=Kind.PLACE,
        text=_("Waar werk je?"),
        label=_("Waar je werkt"),
        on_file=_("Werkplek"),
        box=_("De postcode of gemeente van je werk"),
        hint=_("Werk je op meer plekken? Kies waar je het meest bent."),
        why=_("Sommige potjes kijken waar je werkt, ook als je ergens anders woont."),
        attributes={"autocomplete": "off"},
    ),
    Question(
        fact="employment",
        kind=Kind.CHOICE,
        text=_("Heb je nu werk?"),
        label=_("Je werk"),
        on_file=_("Werk"),
        hint=_("Klopt er meer dan één? Kies dan waar je de meeste uren aan besteedt."),
        why=_("Voor mensen in loondienst, zelfstandigen en werkzoekenden zijn er andere potjes."),
        choices={
            "employee": _("Ja, in loondienst"),
            "agency_worker": _("Ja, via een uitzendbureau"),
            "self_employed": _("Ja, als zelfstandige"),
            "business_owner": _("Ja, met een eigen bedrijf met personeel"),
            "job_seeker": _("Nee, ik zoek werk"),
            "other": _("Iets anders"),
        },
        hints={
            "employee": _("Je hebt een contract bij een werkgever, vast of tijdelijk."),
            "self_employed": _("Bijvoorbeeld als zzp’er. Je hebt geen personeel."),
            "other": _("Bijvoorbeeld: je zorgt voor je familie, je studeert, of je bent met pensioen."),
        },
    ),
    Question(
        fact="benefit",
        kind=Kind.CHOICE,
        text=_("Krijg je een uitkering?"),
        label=_("Je uitkering"),
        on_file=_("Uitkering"),
        why=_("Bij een uitkering betaalt soms UWV of je gemeente mee. Soms heb je eerst toestemming nodig."),
        choices={
            "none": _("Nee"),
            "ww": _("Ja, WW"),
            "bijstand": _("Ja, bijstand"),
            "other": _("Ja, een andere uitkering"),
        },
        hints={"other": _("Je hoeft niet te zeggen welke.")},
    ),
    Question(
        fact="cao",
        kind=Kind.CHOICE,
        text=_("Onder welke cao valt je werk?"),
        label=_("Je cao"),
        on_file=_("Cao"),
        hint=_(
            "In je cao staan de afspraken over je werk. Welke je hebt, staat vaak in je contract of op je loonstrook."
        ),
        why=_("Veel cao’s hebben een eigen potje om te leren. Daar betaalt je werkgever elke maand aan mee."),
        choices={
            "metalektro": _("Metalektro (grote metaalbedrijven)"),
            "metaalbewerking": _("Metaalbewerking (kleine metaalbedrijven)"),
            "technisch_installatiebedrijf": _("Technisch installatiebedrijf"),
            "bouw_infra": _("Bouw en infra"),
            "beroepsgoederenvervoer": _("Beroepsgoederenvervoer"),
            "agrarisch_groen": _("Agrarisch en groen"),
            "kinderopvang": _("Kinderopvang"),
            "sociaal_werk": _("Sociaal werk"),
            "jeugdzorg": _("Jeugdzorg"),
            "gemeenten": _("Gemeenten"),
            "schoonmaak": _("Schoonmaak"),
            "motorvoertuigen": _("Motorvoertuigen (garages)"),
            "ict": _("ICT"),
            "uitzendkrachten": _("Uitzendkrachten"),
            "other": _("Een andere cao"),
            "none": _("Geen cao"),
        },
    ),
    Question(
        fact="education",
        kind=Kind.CHOICE,
        text=_("Wat is je hoogste diploma?"),
        label=_("Je hoogste diploma"),
        on_file=_("Hoogste diploma"),
        hint=_("Een diploma uit een ander land telt mee. Kies wat er het meest op lijkt."),
        why=_("Sommige potjes zijn er voor mensen tot en met een bepaald niveau."),
        choices={
            "up_to_vmbo": _("Geen diploma, basisschool, vmbo of mavo"),
            "mbo_1": _("Mbo niveau 1"),
            "mbo_2": _("Mbo niveau 2"),
            "mbo_3": _("Mbo niveau 3"),
            "mbo_4": _("Mbo niveau 4"),
            "havo_vwo": _("Havo of vwo"),
            "hbo": _("Hbo"),
            "wo": _("Universiteit"),
        },
    ),
    Question(
        fact="income",
        kind=Kind.CHOICE,
        text=_("Hoeveel verdien je in een jaar?"),
        label=_("Je inkomen"),
        on_file=_("Inkomen"),
        hint=_("Tel alles op, vóór de belasting eraf gaat. Het hoeft niet precies."),
        why=_("Sommige potjes zijn er voor mensen met een lager inkomen."),
        choices={
            "below_20000": _("Minder dan € 20.000"),
            "below_30000": _("€ 20.000 tot € 30.000"),
            "below_40000": _("€ 30.000 tot € 40.000"),
            "below_50000": _("€ 40.000 tot € 50.000"),
            "from_50000": _("€ 50.000 of meer"),
        },
        unknown=RATHER_NOT,
    ),
    Question(
        fact="employer_municipality",
        kind=Kind.PLACE,
        text=_("Waar zit het bedrijf waar je werkt?"),
        label=_("Waar je werkgever zit"),
        on_file=_("Vestigingsplaats van de werkgever"),
        box=_("De postcode of gemeente van het bedrijf"),
        hint=_(
            "Het adres van het bedrijf staat op je contract of je loonstrook. Dat kan ergens anders zijn dan je werk."
        ),
        why=_("Sommige potjes zijn er voor bedrijven uit een bepaalde regio."),
        attributes={"autocomplete": "off"},
    ),
    Question(
        fact="employer_sector",
        kind=Kind.CHOICE,
        text=_("Wat voor bedrijf is je werkgever?"),
        label=_("Soort bedrijf"),
        on_file=_("Sector van de werkgever"),
        hint=_("Kies wat er het meest op lijkt."),
        why=_("Sommige potjes zijn er voor één soort bedrijven, of juist voor wie daar nog niet werkt."),
        choices={
            "care": _("Zorg en welzijn"),
            "childcare": _("Kinderopvang"),
            "education": _("Onderwijs"),
            "installation": _("Installatie en energie"),
            "metal": _("Metaal"),
            "construction": _("Bouw en infra"),
            "technology": _("Techniek"),
            "transport": _("Transport"),
            "logistics": _("Logistiek"),
            "ict": _("ICT"),
            "green": _("Groen"),
            "hospitality": _("Horeca"),
            "recreation": _("Recreatie"),
            "retail": _("Winkels en handel"),
            "cleaning": _("Schoonmaak"),
            "temporary_work": _("Uitzendbureau"),
            "government": _("Overheid"),
            "business": _("Zakelijk"),
            "other": _("Iets anders"),
        },
    ),
    Question(
        fact="employer_size",
        kind=Kind.CHOICE,
        text=_("Hoeveel mensen werken er bij je werkgever?"),
        label=_("Hoe groot je werkgever is"),
        on_file=_("Grootte van de werkgever"),
        hint=_("Tel iedereen mee, ook op andere plekken. Het hoeft niet precies."),
        why=_("Voor kleine en grote bedrijven zijn er andere potjes."),
        choices={
            "micro": _("1 tot en met 9"),
            "small": _("10 tot en met 49"),
            "medium": _("50 tot en met 249"),
            "large": _("250 of meer"),
        },
    ),
    Question(
        fact="recognised_training_company",
        kind=Kind.YES_NO,
        text=_("Is je werkgever een erkend leerbedrijf?"),
        label=_("Erkend leerbedrijf"),
        hint=_("Een erkend leerbedrijf mag leerlingen van het mbo begeleiden. Je werkgever weet of het zo is."),
        why=_("Sommige potjes betalen alleen bedrijven die leerlingen mogen begeleiden."),
        choices=YES_NO,
    ),
    Question(
        fact="grants_elsewhere",
        kind=Kind.YES_NO,
        text=_("Kreeg je buiten dit portaal al eens geld voor een cursus?"),
        label=_("Eerder geld voor een cursus"),
        hint=_("Bijvoorbeeld van een fonds, van UWV of van je gemeente. Wat je hier aanvroeg, weten we al."),
        why=_("Sommige potjes geven je maar één keer geld, of tot een bepaald bedrag."),
        choices=YES_NO,
    ),
    Question(
        fact="own_de_minimis",
        kind=Kind.CENTS,
        text=_("Hoeveel steun van de overheid kreeg je bedrijf in de laatste drie jaar?"),
        label=_("Overheidssteun voor je bedrijf"),
        on_file=_("De-minimissteun van het eigen bedrijf"),
        hint=_("Het gaat om de-minimissteun: dat staat in de brief over de steun. Kreeg je niets? Vul dan 0 in."),
        empty=_("Vul een bedrag in. Kreeg je bedrijf niets? Vul dan 0 in."),
        why=_("Een bedrijf mag in drie jaar maar een beperkt bedrag aan steun krijgen. Dat staat in Europese regels."),
    ),
    Question(
        fact="legally_required",
        about_course=True,
        kind=Kind.YES_NO,
        text=_("Moet je deze cursus doen voor je werk?"),
        label=_("Verplicht voor je werk"),
        on_file=_("Verplicht voor het werk"),
        hint=_("Kies Ja als je de cursus nodig hebt om je werk te mogen doen, volgens de wet of je cao."),
        why=_("Je werkgever betaalt een verplichte cursus. Potjes betalen daar niet aan mee."),
        choices=YES_NO,
    ),
    Question(
        fact="job_guarantee",
        about_course=True,
        kind=Kind.YES_NO,
        text=_("Krijg je een baan als je de cursus haalt?"),
        label=_("Baan na de cursus"),
        hint=_("Kies Ja als een werkgever dat aan jou heeft beloofd, op papier of in een e-mail."),
        why=_("Sommige potjes betalen alleen als je na de cursus zeker werk hebt."),
        choices=YES_NO,
    ),
    Question(
        fact="employer_contribution",
        about_course=True,
        kind=Kind.CENTS,
        text=_("Hoeveel betaalt je werkgever mee?"),
        label=_("Wat je werkgever betaalt"),
        on_file=_("Bijdrage van de werkgever"),
        hint=_("In euro’s, bijvoorbeeld 250 of 250,50. Betaalt je werkgever niets? Vul dan 0 in."),
        empty=_("Vul een bedrag in. Betaalt je werkgever niets? Vul dan 0 in."),
        why=_(
            "Wat je werkgever betaalt, hoef jij niet te betalen. Sommige potjes doen mee als je werkgever dat ook doet."
        ),
    ),
    Question(
        fact="enrolled",
        about_course=True,
        kind=Kind.YES_NO,
        text=_("Ben je al ingeschreven voor deze cursus?"),
        label=_("Al ingeschreven"),
        hint=_("Kies Ja als je je hebt aangemeld bij de opleider, of als de cursus al is begonnen."),
        why=_("De meeste potjes betalen alleen als je geld aanvraagt vóórdat je je inschrijft."),
        choices=YES_NO,
    ),
    Question(
        fact="advice_given",
        about_course=True,
        kind=Kind.YES_NO,
        text=_("Sprak je al met een loopbaanadviseur over deze cursus?"),
        label=_("Advies over deze cursus"),
        hint=_("Kies Ja als je van die adviseur een scholingsadvies of een scholingsplan kreeg."),
        why=_("Sommige potjes vragen zo’n advies. Heb je het niet? Een gesprek is gratis en je kunt het hier plannen."),
        choices=YES_NO,
    ),
    Question(
        fact="advice_kind",
        about_course=True,
        kind=Kind.CHOICE,
        text=_("Wat kreeg je van die adviseur?"),
        label=_("Soort advies"),
        hint=_("Kreeg je er meer dan één? Kies dan wat je het laatst kreeg."),
        why=_("Sommige potjes vragen een bepaald advies, op papier."),
        choices={
            "career_talk": _("Alleen een gesprek"),
            "training_advice": _("Een scholingsadvies"),
            "training_plan": _("Een scholingsplan"),
            "action_plan": _("Een actieplan, bijvoorbeeld na een DIA-gesprek"),
            "other": _("Iets anders"),
        },
    ),
    Question(
        fact="advice_date",
        about_course=True,
        kind=Kind.DATE,
        text=_("Op welke dag kreeg je dat advies?"),
        label=_("De dag van je advies"),
        on_file=_("Dag van het advies"),
        hint=_("Bijvoorbeeld 3 11 2026. De dag staat op het advies."),
        why=_("Bij sommige potjes moet de cursus binnen een jaar na het advies beginnen."),
    ),
)

#: Fact -> question, in an order that reads well; which one comes next, the funding engine says.
QUESTIONS: Mapping[str, Question] = MappingProxyType({question.fact: question for question in _QUESTIONS})
