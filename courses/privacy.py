"""What the catalogue keeps of somebody."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from courses.questions.actions import KEPT, KEPT_UNSENT
from portal.pages.privacy import Kept, after, span


def catalogue_privacy() -> Iterable[Kept]:
    """What was kept for later, and a question to a provider."""
    yield Kept(
        _("Opleidingen en zoekopdrachten die je bewaart"),
        _("Zo vind je ze terug, en mailen we je als er iets nieuws is."),
        _("Alleen jij."),
        _("Tot je ze weghaalt, of tot je account weg is. Onder elke mail kun je dat met één klik."),
    )
    yield Kept(
        _("Een vraag aan een opleider"),
        _("Je vraag en je e-mailadres. Daarmee kan de opleider je antwoorden."),
        _("De opleider aan wie je de vraag stelt."),
        _(
            "%(time)s bij ons, en %(unsent)s als je niet bevestigde dat het adres van jou is. "
            "De opleider bewaart zelf wat hij van je kreeg."
        )
        % {"time": span(KEPT), "unsent": span(KEPT_UNSENT)},
    )


def catalogue_terms() -> Mapping[str, str]:
    """How long each sheet of one's own data is kept."""
    saved = _("Tot je het weghaalt, of tot je account weg is.")
    return {"saved_courses": saved, "saved_searches": saved, "course_questions": after(KEPT)}
