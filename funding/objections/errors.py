"""What stands in the way of an objection or of deciding on it, in words."""

from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class DecidedBefore(CannotDecide):
    """Awb 10:3 lid 3: who took the decision does not decide on the objection."""

    @property
    def message(self) -> str:
        return _("Jij hebt het eerdere besluit gemaakt of genomen. Een collega beslist op het bezwaar.")


class NotHeardYet(CannotDecide):
    """Awb 7:2 and 7:3: first hear, or say why not."""

    @property
    def message(self) -> str:
        return _("Hoor eerst de deelnemer, of leg vast waarom dat niet hoeft.")


class WorseOff(CannotDecide):
    """Who objects does not end with less."""

    @property
    def message(self) -> str:
        return _("Wie bezwaar maakt, kan niet minder krijgen dan eerst is besloten.")


class AmountIsFixed(CannotDecide):
    """The amount was not fixed yet, or was fixed since this page was opened, or money is being asked back."""

    @property
    def message(self) -> str:
        return _(
            "Het bedrag is intussen vastgesteld, of er wordt geld teruggevraagd. Bekijk het dossier. Loopt er een "
            "terugvordering, overleg dan eerst met wie die behandelt."
        )


class AtTheBankNow(CannotDecide):
    @property
    def message(self) -> str:
        return _("De betaling is nu bij de bank. Beslis zodra de bank heeft gezegd dat er betaald is.")


class CannotObject(Exception):
    """There is no decision to object to, or there is an objection already."""
