"""Why a file cannot go to another fund now, in words for who wants it to."""

from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class CannotForward(CannotDecide):
    """The line stands where it cannot go elsewhere: it was decided on, or the learner is asked something."""

    @property
    def message(self) -> str:
        return _(
            "Doorsturen kan alleen zolang er nog niets is besloten en er geen vraag bij de deelnemer ligt. Bekijk het "
            "dossier."
        )


class AlreadyForwarding(CannotDecide):
    """A proposal waits already."""

    @property
    def message(self) -> str:
        return _("Er loopt al een voorstel om dit door te sturen. Trek dat eerst in.")


class NotThatScheme(CannotDecide):
    """The other scheme is closed, has no money here, pays nothing of this course, or may not go with what stays."""

    @property
    def message(self) -> str:
        return _(
            "Deze regeling kan hier niets betalen: ze is dicht, heeft geen budget in dit portaal, of gaat niet samen "
            "met wat de deelnemer al krijgt. Kies een andere regeling, of beslis zelf."
        )


class OtherAmount(CannotDecide):
    """What the other fund would pay is not what stood on the screen any more."""

    @property
    def message(self) -> str:
        return _("Het bedrag is intussen anders. Kijk het nog eens na en kies dan opnieuw.")


class ForwardingGone(CannotDecide):
    """Somebody answered it, or took it back, or the line was decided on."""

    @property
    def message(self) -> str:
        return _("Dit voorstel loopt niet meer: iemand heeft het beantwoord of ingetrokken, of er is al besloten.")


class SamePerson(CannotDecide):
    """Two persons of two parties."""

    @property
    def message(self) -> str:
        return _("Jij hebt dit zelf voorgesteld. Bij het andere fonds moet iemand anders het aannemen.")
