"""What answers, talks and shared results keep of somebody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intake.orientation import draft
from intake.profile import visitors
from intake.sharing.queries import KEPT as SHARED
from portal.pages.privacy import Cookie, Kept, span


def intake_privacy() -> Iterable[Kept | Cookie]:
    """Answers, what one found out, what is shared, talks; and the cookies of who has no account."""
    yield Kept(
        _("Je antwoorden op onze vragen"),
        _("Daarmee rekenen we uit welk geld er voor je is. We vragen alleen wat een regeling echt moet weten."),
        _("Alleen jij, tot je iets aanvraagt of je uitkomst deelt."),
        _("Zonder account: %(time)s nadat je hier voor het laatst was. Met een account: tot je ze wist.")
        % {"time": span(visitors.LIFE)},
    )
    yield Kept(
        _("Een uitkomst die je deelt met een adviseur"),
        _("De adviseur kan meekijken zonder dat je alles opnieuw vertelt."),
        _("De adviseurs van het team dat je koos."),
        _("%(time)s. Je kunt er eerder mee stoppen bij Mijn route.") % {"time": span(SHARED)},
    )
    yield Kept(
        _("Een afspraak of een plan met een adviseur"),
        _("Je naam, hoe we je bereiken, wat je vooraf vertelde, en wat jullie afspraken."),
        _("Je adviseur en het team. Een fonds leest een advies alleen als jij dat goedvindt."),
        _("Tot je je gegevens verwijdert. Dan blijft alleen over dát er een gesprek was, zonder je naam."),
    )
    yield Cookie(visitors.COOKIE, _("We onthouden je antwoorden als je geen account hebt."), span(visitors.LIFE))
    yield Cookie(draft.COOKIE, _("We onthouden welke plaatjes je koos bij het oriënteren."), span(draft.LIFE))
