"""What answers, talks and shared results keep of somebody."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from intake.care.keeping import KEPT as TALKS
from intake.care.keeping import TOLD_AHEAD
from intake.inviting.actions import KEPT as INVITED
from intake.orientation import draft
from intake.profile import visitors
from intake.sharing.queries import KEPT as SHARED
from intake.teams.actions import KEPT as CALLS
from intake.teams.models import KEPT_WAITING
from intake.together.models import KEPT as TOGETHER
from intake.waiting.actions import KEPT as WAITING
from portal.pages.privacy import Cookie, Kept, after, span


def intake_privacy() -> Iterable[Kept | Cookie]:
    """Answers, what one found out, what is shared, talks; and the cookies of who has no account."""
    yield Kept(
        _("Je antwoorden op onze vragen"),
        _("Daarmee rekenen we uit welk geld er voor je is. We vragen alleen wat een regeling echt moet weten."),
        _("Alleen jij, tot je iets aanvraagt of je uitkomst deelt."),
        _(
            "Zonder account: %(time)s nadat je hier voor het laatst was. "
            "Met een account: tot je ze wist, of tot je account weg is."
        )
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
        _(
            "%(time)s na het laatste contact met het team, of tot je je gegevens eerder verwijdert. "
            "Dan blijft alleen over dát er een gesprek was, zonder je naam. "
            "Kreeg je advies? Dan mailen we je %(ahead)s voordat we het wissen."
        )
        % {"time": span(TALKS), "ahead": span(TOLD_AHEAD)},
    )
    yield Kept(
        _("Je vraagt of een adviseur belt, je wacht op een tijd of je bent uitgenodigd"),
        _("Je naam en hoe we je bereiken. Daarmee regelt het team een gesprek met jou."),
        _("De adviseurs van dat team."),
        _(
            "Terugbellen: %(calls)s nadat we je spraken, of %(left)s nadat we het voor het laatst probeerden. "
            "Wachtlijst: %(waiting)s nadat je wachten stopte. Uitnodiging: %(invited)s nadat die voorbij was."
        )
        % {"calls": span(CALLS), "left": span(KEPT_WAITING), "waiting": span(WAITING), "invited": span(INVITED)},
    )
    yield Kept(
        _("Een plek bij een bijeenkomst"),
        _("Je naam en je e-mailadres. Zo kunnen we je iets laten weten, en weten we wie er komt."),
        _("De adviseurs van het team dat de bijeenkomst houdt."),
        _("%(time)s na de bijeenkomst, of tot je je gegevens eerder verwijdert.") % {"time": span(TALKS)},
    )
    yield Kept(
        _("Iemand helpt je, of jij helpt iemand"),
        _("Het e-mailadres van wie helpt, wat die mag, en wat jullie elkaar schreven."),
        _("Jullie allebei."),
        _(
            "%(time)s na het einde wissen we het adres en wat jullie schreven. Zei een van jullie nooit ja? "
            "Dan wissen we alles. Anders blijft bij het account van wie geholpen werd staan wie er hielp."
        )
        % {"time": span(TOGETHER)},
    )
    yield Kept(
        _("Je verwijst mensen naar een adviseur"),
        _("Je naam, je organisatie en je e-mailadres. Zo weet het team wie iemand stuurde."),
        _("Het team, en wie je uitnodigt."),
        _("%(time)s nadat je ermee stopte. Daarna blijft alleen je organisatie staan.") % {"time": span(TALKS)},
    )
    yield Cookie(visitors.COOKIE, _("We onthouden je antwoorden als je geen account hebt."), span(visitors.LIFE))
    yield Cookie(draft.COOKIE, _("We onthouden welke plaatjes je koos bij het oriënteren."), span(draft.LIFE))


def intake_terms() -> Mapping[str, str]:
    """How long each sheet of one's own data is kept."""
    own = _("Tot je het wist, of tot je account weg is.")
    talk = _("%(time)s na het laatste contact met het team.") % {"time": span(TALKS)}
    return {
        "answers": own,
        "interests": own,
        "talks": talk,
        "plan": talk,
        "messages_with_advisers": talk,
        "fund_forms": talk,
        "shared_results": after(SHARED),
        "mandates": _("Het adres van wie helpt: %(time)s na het einde.") % {"time": span(TOGETHER)},
        "remarks": _("%(time)s na het einde van het samen regelen.") % {"time": span(TOGETHER)},
        "call_backs": _("%(time)s nadat we je belden of het voor het laatst probeerden.") % {"time": span(CALLS)},
        "seats": _("%(time)s na de bijeenkomst.") % {"time": span(TALKS)},
        "waiting_places": _("%(time)s nadat je wachten stopte.") % {"time": span(WAITING)},
        "booking_invitations": _("%(time)s nadat de uitnodiging voorbij was.") % {"time": span(INVITED)},
        "consents": _("Dat je ja zei blijft als bewijs, ook zonder je account. Dan staat er geen naam meer bij."),
    }
