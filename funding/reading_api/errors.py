"""What can stand in the way of connecting a system, in words for the fund administrator."""

from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class KeyMadeBefore(CannotDecide):
    """The same form was sent twice; its key was shown the first time."""

    @property
    def message(self) -> str:
        return _(
            "Deze sleutel is al gemaakt, en één keer getoond. Heb je hem niet meer? Trek hem in en maak een nieuwe."
        )


class AddressMadeBefore(CannotDecide):
    """The same form was sent twice; the secret was shown the first time."""

    @property
    def message(self) -> str:
        return _(
            "Dit adres is al toegevoegd, en het geheim één keer getoond. Heb je het niet meer? Maak een nieuw geheim."
        )


class SecretMadeBefore(CannotDecide):
    """Somebody made another secret since this page was opened."""

    @property
    def message(self) -> str:
        return _("Er is net al een nieuw geheim gemaakt, en één keer getoond. Heb je het niet? Maak er dan nog een.")
