"""Changing a ceiling, and moving money to another budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.budgets.errors import SameCeiling
from funding.budgets.models import Budget
from funding.budgets.page import name_of
from funding.editor.fact_choices import value_choices
from funding.editor.fields import PlacesField
from funding.engine.vocabulary import VOCABULARY
from portal.pages.fields import EurosField, field_of
from portal.regions.models import Area

#: More than all money of the field in a year is a slip of a finger.
MOST_EUROS = 5_000_000_000
NOT_FREE = gettext_lazy("Zoveel is er niet vrij. Wat is gereserveerd, toegezegd of betaald, blijft staan.")
REASON = gettext_lazy("Schrijf op welk besluit dit is. Een controleur leest het later terug.")


class CeilingForm(forms.Form):
    """A new ceiling, not below what is used (cents)."""

    ceiling = EurosField(label=gettext_lazy("Nieuw plafond"), most_euros=MOST_EUROS)
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"), help_text=REASON, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget = budget

    def clean_ceiling(self) -> int:
        cents: int = self.cleaned_data["ceiling"]
        if cents == self.budget.ceiling:
            raise forms.ValidationError(SameCeiling().message)
        if cents < self.budget.used + self.budget.kept:
            raise forms.ValidationError(NOT_FREE)
        return cents


class OfBudgetForm(forms.Form):
    """Something with a part of what is free in ``budget``: ``cents``."""

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget = budget

    def clean_cents(self) -> int:
        cents: int = self.cleaned_data["cents"]
        if cents == 0:
            raise forms.ValidationError(_("Vul een bedrag in."))
        if cents > self.budget.left:
            raise forms.ValidationError(NOT_FREE)
        return cents


class TransferForm(OfBudgetForm):
    """How much goes to which other budget of the fund."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Naar welk budget?"), queryset=Budget.objects.none(), empty_label=None
    )
    cents = EurosField(label=gettext_lazy("Hoeveel?"), most_euros=MOST_EUROS)
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"), help_text=REASON, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target"]
        field.queryset = targets
        field.label_from_instance = name_of


class EarmarkForm(OfBudgetForm):
    """A part of what is free in a budget that is only for some."""

    mark_name = forms.CharField(
        label=gettext_lazy("Voor wie of wat is dit deel?"),
        help_text=gettext_lazy("Bijvoorbeeld: techniek, of inwoners van Emmen."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cents = EurosField(label=gettext_lazy("Hoeveel?"), most_euros=MOST_EUROS)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Alleen voor opleidingen in"),
        help_text=gettext_lazy("Kies je niets, dan telt elke sector."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = PlacesField(
        label=gettext_lazy("Alleen voor wie woont in"),
        help_text=gettext_lazy("Eén gemeente per regel. Leeg: waar je ook woont."),
        required=False,
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Of voor wie woont in dit gebied"),
        help_text=gettext_lazy(
            "Met de gemeenten die er vandaag bij horen. Verdeel je het hele budget over gebieden, dan heeft elk gebied "
            "zijn eigen plafond."
        ),
        queryset=Area.objects.all(),
        empty_label=gettext_lazy("Geen heel gebied"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "sectors", forms.ChoiceField).choices = value_choices(VOCABULARY["course.sector"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if area := data.get("area"):
            data["places"] = sorted({*data.get("places", []), *area.municipalities.values_list("code", flat=True)})
        if not self.errors and not data.get("sectors") and not data.get("places"):
            self.add_error("sectors", _("Kies een sector of een gemeente. Anders is het voor iedereen."))
        return data
