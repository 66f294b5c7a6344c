"""What a budget does not allow."""

from django.utils.translation import gettext as _


class BudgetExhausted(Exception):
    """The ceiling does not allow this movement (Awb 4:25: refuse in so far as it would be exceeded)."""

    def __init__(self, budget_id: object, cents: int) -> None:
        super().__init__(f"budget {budget_id}: {cents} cents")
        self.budget_id = budget_id
        self.cents = cents


class CannotChangeBudget(Exception):
    """A reason why this cannot be done now; ``message`` says it and names the way out."""

    @property
    def message(self) -> str:
        """A sentence in the language of who reads it."""
        return ""


class BelowWhatIsUsed(CannotChangeBudget):
    """A ceiling never goes below what was reserved, promised and paid (Awb 4:27: what was asked before stays)."""

    @property
    def message(self) -> str:
        return _("Zoveel is er niet vrij. Wat is gereserveerd, toegezegd of betaald, blijft staan.")


class SameCeiling(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Dit is het plafond van nu. Vul een ander bedrag in.")


class AlreadyProposed(CannotChangeBudget):
    """What waits for a second person is asked once: of a ceiling one change at a time."""

    @property
    def message(self) -> str:
        return _("Er staat al een voorstel klaar. Laat dat eerst vaststellen, of laat het niet doorgaan.")


class SameFundOnly(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Geld gaat alleen naar een ander budget van hetzelfde fonds.")


class TakesTwo(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij stelde dit voor. Een ander stelt het vast.")


class NotTheirBudget(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Bij dit fonds heb jij niet de rol om dit te doen. Vraag het je portaalbeheerder.")


class TransferGone(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Een collega was je voor. Bekijk hoe het nu staat.")
