"""What can stand in the way of a payment, in words for who works at the fund."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding.decisions.errors import CannotDecide
from portal.templatetags.portal import clock, day


class NothingToPay(CannotDecide):
    @property
    def message(self) -> str:
        return _("Er is nu niets klaar om te betalen. Leg eerst een start vast, of vul een rekeningnummer in.")


class InAnotherBatch(CannotDecide):
    """A line is in a batch already, or was paid: the database holds that there is only one (line_is_paid_once)."""

    @property
    def message(self) -> str:
        return _("Een collega zette zojuist dezelfde betalingen in een voorstel. Bekijk dat voorstel.")


class BatchMoved(CannotDecide):
    """Somebody else took this step, or the batch is at another one."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    @property
    def message(self) -> str:
        return _("Een collega was je voor. Dit voorstel is nu: %(state)s.") % {"state": self.state}


class SamePerson(CannotDecide):
    """Four eyes: who proposed or checked does not release."""

    @property
    def message(self) -> str:
        return _("Jij maakte dit voorstel of keek het na. Een tweede beoordelaar geeft het geld vrij.")


class OwnCase(CannotDecide):
    """The batch holds something of the own application of who takes the step, or of one they are involved in."""

    @property
    def message(self) -> str:
        return _(
            "In dit voorstel zit een betaling voor jezelf of voor iemand bij wie je betrokken bent. "
            "Een collega doet dit."
        )


class OwnAccount(CannotDecide):
    """Who entered a number does not send money to it."""

    @property
    def message(self) -> str:
        return _(
            "Jij vulde een rekeningnummer in dat in dit voorstel staat. Een tweede beoordelaar geeft het geld vrij."
        )


class NoFundAccount(CannotDecide):
    @property
    def message(self) -> str:
        return _("Vul eerst de rekening in waar het fonds van betaalt.")


class DoesNotFit(CannotDecide):
    """Something changed since the proposal: ``numbers`` are the payments that have to come out first."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(*numbers)
        self.numbers = numbers

    @property
    def message(self) -> str:
        return ngettext(
            "%(numbers)s kan zo niet betaald worden. Haal hem uit het voorstel.",
            "%(numbers)s kunnen zo niet betaald worden. Haal ze uit het voorstel.",
            len(self.numbers),
        ) % {"numbers": ", ".join(self.numbers)}


class FileKnown(CannotDecide):
    """This file was read before."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__(name)
        self.name, self.at = name, at

    @property
    def message(self) -> str:
        return _("Dit bestand is al ingelezen op %(day)s om %(time)s. Er is niets veranderd.") % {
            "day": day(self.at, "date"),
            "time": clock(self.at),
        }


class OwnFile(CannotDecide):
    """Four eyes: who read the file in does not say that it is true."""

    @property
    def message(self) -> str:
        return _("Jij las dit bestand in. Een collega kijkt bij de bank of het klopt.")


class AlreadyJudged(CannotDecide):
    """Nothing in this file waits for a second person."""

    @property
    def message(self) -> str:
        return _("Een collega was je voor: in dit bestand wacht niets meer. Er is nu niets veranderd.")


class Unreadable(CannotDecide):
    """The file of the bank is not one that we know."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._message = message

    @property
    def message(self) -> str:
        return self._message
