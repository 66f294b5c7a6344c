"""What a pool does not allow."""

from django.utils.translation import gettext as _

from funding.budgets.errors import CannotChangeBudget


class NotInThePool(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Zoveel is er niet vrij in het gezamenlijke budget. Kies een lager bedrag, of wacht op nieuwe inleg.")


class NotFromThePool(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Zoveel van dit budget komt niet uit de gezamenlijke pot. Kies een lager bedrag.")


class NothingToDivide(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Met deze regels krijgt niemand iets. Vul een hoger bedrag in, of verdeel meer volgens vaste delen.")


class TakesTwoHere(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij stelde dit voor. Een ander keurt het goed.")


class PlaceGone(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Deze vraag is er niet meer, of een collega antwoordde al. Bekijk hoe het nu staat.")


class AskedByYou(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij vroeg dit budget mee te doen. Een ander van het fonds antwoordt.")


class AllotmentGone(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Een collega was je voor. Bekijk hoe het nu staat.")
