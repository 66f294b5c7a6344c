"""Why a sample cannot be drawn, or a drawn line cannot be dealt with like this, in words."""

from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class NothingToDraw(CannotDecide):
    @property
    def message(self) -> str:
        return _("In deze periode is niets toegekend dat nog niet in een steekproef zat. Kies andere dagen.")


class DecidedItThemselves(CannotDecide):
    """Who took or prepared the decision does not look at it again."""

    @property
    def message(self) -> str:
        return _("Jij hebt dit besluit zelf genomen of voorbereid. Een collega kijkt het na.")


class NotAskedYet(CannotDecide):
    @property
    def message(self) -> str:
        return _("Vraag eerst om bewijs, en geef de deelnemer de kans om te reageren.")


class DealtWith(CannotDecide):
    @property
    def message(self) -> str:
        return _("Deze controle is intussen verder of afgerond. Bekijk wat er nu staat.")


class NotLower(CannotDecide):
    @property
    def message(self) -> str:
        return _("Het bedrag dat blijft, is lager dan wat er nu vaststaat. Is alles in orde? Kies dan “in orde”.")


class AtTheBank(CannotDecide):
    @property
    def message(self) -> str:
        return _("Dit geld is bij de bank, of wordt al teruggevraagd. Wacht tot dat klaar is.")
