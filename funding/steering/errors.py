from django.utils.translation import gettext_lazy as _


class CannotAdopt(Exception):
    """A proposal that cannot be taken over; ``message`` says why and what to do."""

    def __init__(self, message: object) -> None:
        super().__init__(str(message))
        self.message = message


def stale() -> CannotAdopt:
    return CannotAdopt(
        _("Er is geld bijgekomen of weggegaan sinds dit voorstel werd uitgerekend. Laat een nieuw voorstel uitrekenen.")
    )


def in_order() -> CannotAdopt:
    return CannotAdopt(
        _("Deze regeling verdeelt op volgorde van binnenkomst. Dan mag een fonds niet zelf kiezen wie geld krijgt.")
    )


def own_preparation() -> CannotAdopt:
    return CannotAdopt(_("Je hebt dit zelf klaargezet. Een tweede persoon moet het goedkeuren."))


def nothing_to_adopt() -> CannotAdopt:
    return CannotAdopt(
        _("Er is in dit voorstel niemand die uit dit budget zijn geld kan krijgen zoals het is gevraagd.")
    )
