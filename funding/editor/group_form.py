"""What kind of group: how many of its parts must hold, or must not."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.editor.fields import WholeField
from funding.editor.tree import Found, GroupKind

MOST_PARTS = 200


class GroupForm(forms.Form):
    """A group; ``found`` fills the form with one that is there."""

    says_optional = False  # the hint says when a number is wanted

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat moet er kloppen?"),
        choices=[
            (GroupKind.ALL, gettext_lazy("Alles in deze groep")),
            (GroupKind.ANY, gettext_lazy("Ten minste één ding in deze groep")),
            (GroupKind.AT_LEAST, gettext_lazy("Een aantal dingen in deze groep")),
        ],
        widget=forms.RadioSelect,
    )
    count = WholeField(
        label=gettext_lazy("Hoeveel ten minste?"),
        help_text=gettext_lazy("Alleen bij een aantal."),
        min_value=1,
        max_value=MOST_PARTS,
        required=False,
    )
    negated = forms.BooleanField(label=gettext_lazy("Draai het om: dit mag juist niet zo zijn"), required=False)

    def __init__(self, data: Any = None, *, found: Found | None = None) -> None:
        super().__init__(data)
        if found is not None:
            count = found.core.get("at_least")
            self.initial = {"kind": found.group, "negated": found.negated, "count": count}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == GroupKind.AT_LEAST and not data.get("count") and "count" not in self.errors:
            self.add_error("count", _("Vul in hoeveel dingen ten minste moeten kloppen."))
        return data

    def wanted(self) -> tuple[GroupKind, int, bool]:
        """Kind, count and whether it is turned round, of a valid form."""
        data = self.cleaned_data
        return GroupKind(data["kind"]), data["count"] or 1, data["negated"]
