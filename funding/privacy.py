"""What applications and questions about money keep of somebody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from funding.wishes.actions import KEPT as WISHES
from portal.pages.privacy import Kept, span


def funding_privacy() -> Iterable[Kept]:
    """Applications and payments, wishes, and the survey afterwards."""
    yield Kept(
        _("Een aanvraag"),
        _("Je naam, je antwoorden, je bewijzen en je rekeningnummer. Daarmee beslist en betaalt een fonds."),
        _(
            "De fondsen waar je geld vraagt. "
            "Je werkgever en je opleider zien alleen wat ze moeten bevestigen, niet wat je verder vertelde."
        ),
        _(
            "Wat je niet verstuurt, kun je altijd wissen. "
            "Wat je verstuurde, bewaart een fonds zolang de wet dat zegt (Algemene wet bestuursrecht, Archiefwet)."
        ),
    )
    yield Kept(
        _("‘Laat het me weten’"),
        _("Je e-mailadres en de opleiding of regeling. We mailen je als er geld bij komt of als je nu wel past."),
        _("Alleen jij."),
        _("Tot je stopt, en nooit langer dan %(time)s.") % {"time": span(WISHES)},
    )
    yield Kept(
        _("‘Hoe gaat het nu?’"),
        _("Twee vragen, drie maanden en een jaar na je opleiding. Zo leren we wat werkt."),
        _("Niemand leest wat jij antwoordde. We tellen alleen, en tonen nooit groepen kleiner dan vijf."),
        _("Zolang we je aanvraag bewaren."),
    )
