"""Telling what a fund outside decided."""

from typing import Any

from funding.documents.forms import DocumentForm
from funding.outside.outcome_form import OutcomeForm


class ToldForm(OutcomeForm):
    """An outcome as staff record it."""

    def cents(self) -> int:
        """Cents granted by a valid form, 0 for a refusal."""
        return int(self.cleaned_data["amount"]) if self.cleaned_data["outcome"] == "granted" else 0


class ToldWithProofForm(ToldForm, DocumentForm):
    """An outcome as the learner tells it: with the other fund's letter as proof."""

    kind = None  # type: ignore[assignment]
    field_order = ("outcome", "amount", "note", "file", "no_bsn")

    def clean(self) -> dict[str, Any]:
        return DocumentForm.clean(self) | ToldForm.clean(self)
