"""What the bank means by the code of a payment that did not go well (ISO 20022, reasons of returns and statuses)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: The ones that funds meet; another code is shown as the bank wrote it.
MEANINGS: dict[str, str | Promise] = {
    "AC01": _("het rekeningnummer klopt niet"),
    "AC03": _("het rekeningnummer klopt niet"),
    "AC04": _("de rekening is opgeheven"),
    "AC06": _("de rekening is geblokkeerd"),
    "AG01": _("dit mag niet met deze rekening"),
    "AM04": _("er staat te weinig op de rekening van het fonds"),
    "AM05": _("de bank zag deze betaling dubbel"),
    "DU01": _("de bank zag dit bestand al eerder"),
    "MD07": _("de rekeninghouder is overleden"),
    "MS02": _("de ontvanger weigert het geld"),
    "MS03": _("de bank zegt niet waarom"),
    "RC01": _("de bank van deze rekening is onbekend"),
    "RR04": _("de bank mag dit niet uitvoeren"),
}


def in_words(reason: str) -> str:
    """A reason of the bank with what its code means, where the bank gave no words itself."""
    meaning = MEANINGS.get(reason.strip())
    return f"{reason.strip()}: {meaning}" if meaning else reason
