"""A key for a fund's own system."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.reading_api.enums import Scope
from portal.pages.fields import DayField, field_of
from portal.pages.once import OnceForm
from portal.people.models import Fund

#: A key that nobody looks at any more must end by itself.
LONGEST = timedelta(days=2 * 366)
USUAL = timedelta(days=365)


class KeyForm(OnceForm):
    """For which system, what it opens, and until when."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    system_name = forms.CharField(
        label=gettext_lazy("Voor welk systeem is deze sleutel?"),
        help_text=gettext_lazy("Zo herken je hem later. Bijvoorbeeld: financiële administratie."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag dit systeem lezen?"),
        help_text=gettext_lazy("Kies niet meer dan het systeem nodig heeft."),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies wat dit systeem mag lezen.")},
    )
    last_day = DayField(
        label=gettext_lazy("Tot en met welke dag werkt hij?"),
        help_text=gettext_lazy("Hoogstens twee jaar. Daarna maak je een nieuwe."),
    )

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        super().__init__(data, initial={"last_day": timezone.localdate() + USUAL})
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean_scopes(self) -> list[Scope]:
        found = [Scope(one) for one in self.cleaned_data["scopes"]]
        if found == [Scope.PEOPLE]:
            raise forms.ValidationError(
                _("Namen komen mee met aanvragen of besluiten. Kies ook wat het systeem leest.")
            )
        return found

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Kies vandaag of een dag in de komende twee jaar."))
        return day
