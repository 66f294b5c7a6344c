"""What applications and questions about money keep of somebody."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from funding.applications.forgetting import KEPT as DRAFTS
from funding.applications.forgetting import TOLD_AHEAD as DRAFTS_TOLD
from funding.doubts.actions import KEPT as DOUBTS
from funding.employers.actions import LIVES as EMPLOYERS
from funding.parties.actions import KEPT as UNANSWERED
from funding.wishes.actions import KEPT as WISHES
from portal.pages.privacy import Kept, after, span


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
            "Wat je niet verstuurt, kun je altijd wissen. Zonder account gaat het weg met je antwoorden. "
            "Met een account %(time)s nadat je hier voor het laatst was. Dan mailen we je %(ahead)s eerder. "
            "Wat je verstuurde, bewaart een fonds zolang de wet dat zegt (Algemene wet bestuursrecht, Archiefwet)."
        )
        % {"time": span(DRAFTS), "ahead": span(DRAFTS_TOLD)},
    )
    yield Kept(
        _("Je werkgever of opleider vult iets in"),
        _("Het e-mailadres waar we het vragen, en wat er geantwoord is."),
        _("Jij, en de fondsen waar je geld vraagt."),
        _(
            "Een antwoord hoort bij je aanvraag en blijft even lang. Antwoordt niemand? Dan wissen we het adres "
            "%(time)s na de laatste dag van de link, als er niets meer te beslissen is."
        )
        % {"time": span(UNANSWERED)},
    )
    yield Kept(
        _("Je werkgever meldt je aan voor een opleiding"),
        _("Je naam en je e-mailadres. Daarmee nodigen we je uit om zelf aan te vragen."),
        _("Je werkgever."),
        _("%(time)s, als je niets begint. Begin je wel? Dan zolang als je aanvraag.") % {"time": span(EMPLOYERS)},
    )
    yield Kept(
        _("‘Klopt dit niet?’"),
        _("Je bericht, je e-mailadres als je dat gaf, en je antwoorden als je dat goedvond."),
        _("Het fonds van de regeling."),
        _("%(time)s nadat je het stuurde.") % {"time": span(DOUBTS)},
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


def funding_terms() -> Mapping[str, str]:
    """How long each sheet of one's own data is kept."""
    law = _("Zolang de wet dat zegt.")
    drafts = _("Wat je verstuurde: zolang de wet dat zegt. De rest: %(time)s nadat je hier voor het laatst was.")
    begun = drafts % {"time": span(DRAFTS)}
    of_law = ("plan_lines", "payments", "accounts", "letters", "messages_with_funds", "completion_requests")
    return dict.fromkeys((*of_law, "forwardings", "objections", "surveys"), law) | {
        "applications": begun,
        "documents": begun,
        "wishes": after(WISHES),
        "scheme_wishes": after(WISHES),
        "doubts": after(DOUBTS),
    }
