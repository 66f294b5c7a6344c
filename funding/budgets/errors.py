class BudgetExhausted(Exception):
    """The ceiling does not allow this movement (Awb 4:25: refuse in so far as it would be exceeded)."""

    def __init__(self, budget_id: object, cents: int) -> None:
        super().__init__(f"budget {budget_id}: {cents} cents")
        self.budget_id = budget_id
        self.cents = cents
