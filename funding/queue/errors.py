"""Why work cannot be given to somebody, in words."""

from django.utils.translation import gettext as _

from funding.decisions.errors import CannotDecide


class NotForThem(CannotDecide):
    """The colleague may not deal with this application: their own, involved, or no role at the fund."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who

    @property
    def message(self) -> str:
        return _("%(who)s mag deze aanvraag niet behandelen. Kies iemand anders.") % {"who": self.who}


class CannotDepute(CannotDecide):
    """Nobody can stand in like this; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self) -> str:
        return self.reason
