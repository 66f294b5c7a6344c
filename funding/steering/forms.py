"""Asking for a proposal."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.budgets.models import Budget
from funding.steering.enums import Emphasis
from portal.pages.fields import field_of


class RunForm(forms.Form):
    """What counts, and how even it must be."""

    emphasis = forms.ChoiceField(
        label=_("Wat telt het zwaarst?"), choices=Emphasis, initial=Emphasis.HEADS, widget=forms.RadioSelect
    )
    even = forms.TypedChoiceField(
        label=_("Hoe gelijk moeten regio's het krijgen?"),
        help_text=_("In elke regio helpen we dan minstens dit deel van het gemiddelde."),
        coerce=int,
        initial=0,
        choices=(
            (0, _("Dat maakt niet uit")),
            (80, _("Minstens 80% van het gemiddelde")),
            (90, _("Minstens 90% van het gemiddelde")),
            (95, _("Minstens 95% van het gemiddelde")),
        ),
    )
    combinations = forms.BooleanField(
        label=_("Kijk ook naar andere combinaties van regelingen dan de deelnemer vroeg"),
        help_text=_("Wie een ander plan zou krijgen, moet dat zelf nog goedvinden. Dat deel kun je niet overnemen."),
        required=False,
    )


class PrepareForm(forms.Form):
    """Which budgets of a proposal are set ready: all, or some."""

    budgets = forms.MultipleChoiceField(
        label=_("Welke budgetten neem je over?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één budget.")},
    )

    def __init__(self, *args: object, offered: Iterable[Budget], **kwargs: object) -> None:
        """``offered``: the budgets that can be taken over, with their schemes."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field_of(self, "budgets", forms.ChoiceField).choices = [
            (str(budget.pk), budget.scheme.name) for budget in offered
        ]
