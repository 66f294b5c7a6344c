"""Why somebody cannot be added to an employer's file, or cannot go on from it, in words."""

from django.utils.translation import gettext as _


class CannotAdd(Exception):
    """A reason in words, with the way out."""

    @property
    def message(self) -> str:
        return ""


class FactsFirst(CannotAdd):
    @property
    def message(self) -> str:
        return _("Vul eerst in wat voor iedereen geldt.")


class AlreadyThere(CannotAdd):
    @property
    def message(self) -> str:
        return _("Dit e-mailadres staat er al in.")


class TooManyPeople(CannotAdd):
    @property
    def message(self) -> str:
        return _("Er staan al 250 mensen in. Begin voor anderen een nieuwe aanvraag.")


class MailedOften(CannotAdd):
    @property
    def message(self) -> str:
        return _("Naar dit adres gingen deze week al veel e-mails. Probeer het volgende week, of bel deze persoon.")


class TooManyFiles(Exception):
    """So many files began from this address in the last days; nobody uses the portal to send mail."""


class NotTheirs(Exception):
    """Somebody else went on from this link already."""
