"""What the catalogue keeps of somebody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from courses.questions.actions import KEPT
from portal.pages.privacy import Kept, span


def catalogue_privacy() -> Iterable[Kept]:
    """What was kept for later, and a question to a provider."""
    yield Kept(
        _("Opleidingen en zoekopdrachten die je bewaart"),
        _("Zo vind je ze terug, en mailen we je als er iets nieuws is."),
        _("Alleen jij."),
        _("Tot je ze weghaalt. Onder elke mail kun je dat met één klik."),
    )
    yield Kept(
        _("Een vraag aan een opleider"),
        _("Je vraag en je e-mailadres. Daarmee kan de opleider je antwoorden."),
        _("De opleider aan wie je de vraag stelt."),
        _("%(time)s bij ons. De opleider bewaart zelf wat hij van je kreeg.") % {"time": span(KEPT)},
    )
