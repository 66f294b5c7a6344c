"""What is new in the portal, in plain words, for who works with it. The newest on top; old news is taken out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from portal.access import Person
from portal.people.enums import FUND_ROLES, Role

#: So long something is new.
NEW_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class News:
    """Something that can be done since a day, by who has one of these roles (none: everybody)."""

    since: date
    title: object
    text: object
    roles: tuple[Role, ...] = ()


NEWS = (
    News(
        date(2026, 11, 30),
        _("Lenen uit een gezamenlijk budget"),
        _("Een gezamenlijk budget kan geld uitlenen. Het fonds dat leent zegt eerst of het akkoord is."),
        FUND_ROLES,
    ),
    News(
        date(2026, 11, 30),
        _("Wat niet lukte"),
        _("Zie welke mail niet wegging en welke taak is opgegeven, en probeer het opnieuw."),
        (Role.PORTAL_MANAGER,),
    ),
    News(
        date(2026, 11, 29),
        _("Wat als"),
        _("Verander een plafond of een regeling op een kopie en zie wie je dan helpt. Je vindt het bij Mijn werk."),
        FUND_ROLES,
    ),
    News(
        date(2026, 11, 29),
        _("Wat nu wacht"),
        _("Elke werkdag om zeven uur staat hier wat te laat is of bijna. Je krijgt het ook per mail."),
    ),
    News(
        date(2026, 11, 28),
        _("Geld verdelen"),
        _("Laat uitrekenen wie je met het geld van nu kunt helpen. Jullie beslissen, met twee personen."),
        FUND_ROLES,
    ),
    News(
        date(2026, 11, 28),
        _("Cijfers"),
        _("Waar het geld is, wie het helpt en hoe lang het duurt, per fonds en per regio."),
    ),
)


def news_for(who: Person, today: date) -> Iterable[News]:
    """What is new for somebody on a day."""
    return [one for one in NEWS if today - NEW_FOR < one.since <= today and (not one.roles or who.has(*one.roles))]
