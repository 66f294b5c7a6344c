from django.utils.translation import gettext_lazy as _


class NothingToPlan(Exception):
    """No other scheme would pay more: the plan stays as it is."""

    message = _("Er is nu geen ander geld voor deze cursus. Praat met een adviseur over wat er nog kan.")
