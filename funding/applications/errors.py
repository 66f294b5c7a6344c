"""What can stand in the way of sending, in words for the learner."""

from django.utils.translation import gettext_lazy as _


class PlanChanged(Exception):
    """Between looking and sending the plan became another: money ran out, or a scheme changed. Nothing is lost."""

    message = _(
        "Er is intussen iets veranderd, waardoor je plan nu anders is. Kijk het na en verstuur het dan opnieuw."
    )


class SessionGone(Exception):
    """The chosen start is no longer possible."""

    message = _("Deze startdatum kan niet meer. Kies een andere; je antwoorden zijn bewaard.")


class AlreadyApplied(Exception):
    """The learner has a running application for the same course and start."""

    message = _("Je hebt deze cursus met deze startdatum al aangevraagd. Je vindt de aanvraag bij Mijn aanvragen.")


class EnoughRunning(Exception):
    """The learner has as many applications running as one person needs; each holds money of others."""

    message = _(
        "Over vijf van je aanvragen wordt nog beslist. Wacht tot er een besluit is; je antwoorden zijn bewaard."
    )


class NobodyDecidesHere(Exception):
    """No fund of the plan decides in this portal: there is nothing to send."""

    message = _("Geen van deze potjes beslist via dit portaal. Hieronder staat hoe je het zelf regelt.")
