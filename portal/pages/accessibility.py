"""The accessibility statement, after the Dutch government's model: what is known, what is not, what happens next.

The model is that of DigiToegankelijk (Besluit digitale toegankelijkheid overheid). Its statuses: A everything
conforms and B a part does, both only after a complete examination (all criteria, WCAG-EM, at most three years old);
C no such examination yet, but one is planned within six months; D neither; E no statement at all.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: When somebody last went through this statement, and when the tests that it speaks of were last extended.
REVISED = date(2026, 11, 24)
#: Status C lasts half a year: by then the examination must have been done.
SOON = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that does not conform yet, told as the model asks."""

    title: Promise
    criterion: str
    cause: Promise
    consequence: Promise
    alternative: Promise
    planning: Promise


BARRIERS = (
    Barrier(
        title=_("Teksten van opleiders"),
        criterion="1.3.1, 2.4.4, 3.1.2",
        cause=_("De tekst over een opleiding komt van de opleider. Wij schrijven die niet zelf."),
        consequence=_(
            "In zo’n tekst kan een kop ontbreken. "
            "Een link kan onduidelijk zijn, of een stuk kan in een andere taal staan. "
            "Lees je met een schermlezer, dan is de tekst soms moeilijk te volgen."
        ),
        alternative=_("Prijs, startdatum, plaats en duur staan altijd los van die tekst, in onze eigen opmaak."),
        planning=_("We wijzen opleiders hierop. Bij het onderzoek van buiten nemen we deze teksten mee."),
    ),
    Barrier(
        title=_("Voorstellen bij ‘Waar woon je?’"),
        criterion="1.4.4",
        cause=_("Sommige browsers laten de lijst met gemeenten niet meegroeien als je de tekst vergroot."),
        consequence=_("De voorstellen onder het vak kunnen dan klein blijven."),
        alternative=_("Je kunt de lijst overslaan. Typ je postcode of je hele gemeente."),
        planning=_("We kijken bij het onderzoek van buiten of een andere lijst beter is."),
    ),
    Barrier(
        title=_("Nog niet getest met mensen"),
        criterion="4.1.2, 4.1.3",
        cause=_(
            "We testten met programma’s en met het toetsenbord. Nog niet met mensen die een schermlezer, vergroting of "
            "spraak gebruiken."
        ),
        consequence=_("Er kunnen problemen zijn die wij niet kennen."),
        alternative=_("Loop je vast? Een adviseur helpt je per telefoon of op kantoor."),
        planning=_("Dit hoort bij het onderzoek van buiten."),
    ),
)


def status(planned: date | None, today: date) -> str:
    """C while a complete examination is planned within half a year, else D: the model gives no better without one."""
    return "C" if planned is not None and today <= planned <= today + SOON else "D"


def statement(brand: Any, today: date) -> dict[str, Any]:
    """Context for templates/portal/accessibility.html; brand texts tell who answers for it and where to complain."""
    told = brand.text("accessibility_research")
    planned = date.fromisoformat(told) if told else None
    return {
        "status": status(planned, today),
        "planned": planned,
        "responsible": brand.text("responsible") or brand.name,
        "email": brand.text("accessibility_email"),
        "phone": brand.text("accessibility_phone"),
        "revised": REVISED,
        "barriers": BARRIERS,
    }
