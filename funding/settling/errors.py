from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class NotGranted(CannotDecide):
    """There is nothing to settle, or it was settled already."""

    @property
    def message(self) -> str:
        return _("Hier is niets vast te stellen, of dat is al gedaan.")


class MoreThanGranted(CannotDecide):
    """Awb 4:46: the amount is fixed at what was granted, or lower."""

    @property
    def message(self) -> str:
        return _("Je kunt niet meer vaststellen dan er is toegekend.")
