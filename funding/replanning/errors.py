from django.utils.translation import gettext_lazy as _


class NothingToPlan(Exception):
    """No other scheme would pay more: the plan stays as it is."""

    message = _("Er is nu geen ander geld voor deze cursus. Praat met een adviseur over wat er nog kan.")


class NotAgreed(Exception):
    """A fund that did not read the application yet would decide, and the learner did not say that it may read it."""

    message = _("Vink aan dat het fonds je aanvraag mag lezen. Zonder akkoord kan het niet beslissen.")
