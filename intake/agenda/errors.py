"""What can stand in the way of an appointment; where a form can tell it, with the field and the sentence."""

from django.utils.translation import gettext as _


class SlotTaken(Exception):
    """The time cannot be booked (any more): somebody was first, it is too soon, or the adviser is away."""


class EnoughWaiting(Exception):
    """This address has as many appointments waiting as one person needs."""

    field = "email"

    @property
    def message(self) -> str:
        return _(
            "Met dit e-mailadres staan al genoeg afspraken klaar. "
            "Zeg er een af met de link in je e-mail, of wacht tot na je gesprek."
        )


class ElsewhereThen(Exception):
    """The adviser has a talk at another place around that time, and cannot get there."""

    field = "mode"

    @property
    def message(self) -> str:
        return _("De adviseur is rond die tijd op een andere plek. Kies beeldbellen of telefoon, of een andere tijd.")


class MissedOften(Exception):
    """This person missed as many talks as the team allows: they call first. ``phone``: of the team, may be ""."""

    field = None

    def __init__(self, phone: str) -> None:
        super().__init__()
        self.phone = phone

    @property
    def message(self) -> str:
        if self.phone:
            told = _("Je kwam een paar keer niet naar je gesprek. Bel ons: %(phone)s. Dan zoeken we samen een tijd.")
            return told % {"phone": self.phone}
        return _("Je kwam een paar keer niet naar je gesprek. Kom langs, of laat ons bellen. Dan zoeken we een tijd.")


class TooBusy(Exception):
    """From this network came many appointments in a short time."""

    field = None

    @property
    def message(self) -> str:
        return _("Vanaf dit netwerk zijn net veel afspraken gemaakt. Probeer het over een uur opnieuw, of bel ons.")


class MailedOften(Exception):
    """So many mails went to an address in a short time, for whoever typed it."""

    field = "email"

    @property
    def message(self) -> str:
        return _("Naar dit adres gingen net al veel e-mails. Kijk daarin, of probeer het over een uur opnieuw.")


class AlreadyBegun(Exception):
    """The appointment has begun or is over: there is nothing left to cancel."""


class TooLate(Exception):
    """So shortly before, the team no longer lets people change or cancel it themselves; they can call."""


class ChangedMeanwhile(Exception):
    """The appointment was moved or cancelled since it was shown."""


class Overlapping(Exception):
    """These working hours overlap others of the same adviser on the same weekday."""
