"""What can stand in the way of deciding, in words for the fund administrator."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _


class CannotDecide(Exception):
    """A reason why this person may not take this step now; ``message`` says it and names the way out."""

    @property
    def message(self) -> str:
        """A sentence in the language of who reads it."""
        return ""


class ChangedMeanwhile(CannotDecide):
    """Somebody else was first. ``who`` and ``at`` say who did what to the line."""

    def __init__(self, who: str, at: datetime | None, state: str) -> None:
        super().__init__(who)
        self.who, self.at, self.state = who, at, state

    @property
    def message(self) -> str:
        if not self.at:
            return _("Deze regel is intussen veranderd. Bekijk wat er nu staat.")
        return _("%(who)s heeft deze regel om %(time)s behandeld. Wat jij koos is niet bewaard. Nu: %(state)s.") % {
            "who": self.who,
            "time": timezone.localtime(self.at).strftime("%H:%M"),
            "state": self.state,
        }


class OwnApplication(CannotDecide):
    """Nobody decides on their own application."""

    @property
    def message(self) -> str:
        return _("Dit is je eigen aanvraag. Een collega moet hem behandelen.")


class Involved(CannotDecide):
    """Awb 2:4: who declared to be involved with the applicant does nothing with the application."""

    @property
    def message(self) -> str:
        return _("Je hebt gezegd dat je betrokken bent bij deze persoon. Een collega behandelt de aanvraag.")


class OwnPreparation(CannotDecide):
    """Four eyes: who prepared does not approve."""

    @property
    def message(self) -> str:
        return _("Jij hebt dit voorstel gemaakt. Boven de grens van het fonds beslist iemand anders.")


class NotTheirRole(CannotDecide):
    """The person has no role at this fund that may take this step today."""

    @property
    def message(self) -> str:
        return _("Bij dit fonds heb jij niet de rol om dit te doen. Vraag het je portaalbeheerder.")


class TooMuch(CannotDecide):
    """More was granted than asked."""

    @property
    def message(self) -> str:
        return _("Je kunt niet meer toekennen dan er is gevraagd.")


class OnWaitingList(CannotDecide):
    """The budget is full: what is left can be granted in part, to the first of the waiting list (Awb 4:25, 4:26)."""

    @property
    def message(self) -> str:
        return _(
            "Deze aanvraag staat op de wachtlijst. Wie vooraan staat, kun je een deel toekennen van wat er nog is. "
            "Het hele bedrag kan pas als er geld vrijkomt."
        )


class ChecksOpen(CannotDecide):
    """Something has to be looked at, or to come in, before money can be granted."""

    def __init__(self, blocking: list[str]) -> None:
        super().__init__(*blocking)
        self.blocking = blocking

    @property
    def message(self) -> str:
        return _("Toekennen kan nog niet. Kijk eerst dit na: %(what)s") % {"what": "; ".join(self.blocking)}


class CannotExtend(CannotDecide):
    """A term is made longer once, and to a later day (Awb 4:14)."""

    @property
    def message(self) -> str:
        return _("Deze termijn kan niet langer worden. Dat kan één keer, en naar een latere dag.")


class NoMoney(CannotDecide):
    """The budget has not so much left."""

    @property
    def message(self) -> str:
        return _("Zoveel geld is er niet meer. Ken minder toe, of wacht tot er geld vrijkomt.")


class NothingWasAsked(CannotDecide):
    """Awb 4:5: setting aside needs that the learner was asked to complete, and did not."""

    @property
    def message(self) -> str:
        return _(
            "Vraag de deelnemer eerst om aanvulling. "
            "Pas als die niet komt, kun je de aanvraag buiten behandeling laten."
        )


class NotCorrectable(CannotDecide):
    """Only a decision that counts now, of which nothing was paid and no amount fixed, can be put right."""

    @property
    def message(self) -> str:
        return _("Dit besluit kun je nu niet herstellen: er is al betaald of vastgesteld, of er loopt een bezwaar.")


class SameDecision(CannotDecide):
    @property
    def message(self) -> str:
        return _("Dat is wat al besloten is. Kies een ander besluit of een ander bedrag.")
