from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.reports.enums import Every, ReportForm, ReportKind
from funding.schemes.models import Scheme
from portal.pages.fields import field_of, spoken
from portal.people.models import Fund


class ScheduleForm(forms.Form):
    """For which funder what is made how often, of a fund or of one of its schemes."""

    funder = forms.CharField(
        label=gettext_lazy("Voor welke geldgever?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    scheme = forms.ModelChoiceField(
        label=gettext_lazy("Welke regeling?"),
        queryset=Scheme.objects.none(),
        required=False,
        empty_label=gettext_lazy("Alle regelingen van het fonds"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Wat?"), choices=spoken(ReportKind), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=gettext_lazy("Als welk bestand?"), choices=spoken(ReportForm), widget=forms.RadioSelect
    )
    every = forms.ChoiceField(label=gettext_lazy("Hoe vaak?"), choices=spoken(Every), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, funds: Any, schemes: Any) -> None:
        initial = {"kind": ReportKind.FIGURES, "form": ReportForm.PDF, "every": Every.QUARTER}
        super().__init__(data, initial=initial)
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds
        field_of(self, "scheme", forms.ModelChoiceField).queryset = schemes

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind", ReportKind.FIGURES) != ReportKind.FIGURES and told.get("form") == ReportForm.PDF:
            self.add_error("form", _("Een lijst van mensen of betalingen is er alleen als Excel."))
        if told.get("kind") == ReportKind.ACCOUNT and told.get("scheme"):
            self.add_error("scheme", _("Het bestand voor de accountant gaat over alle regelingen van het fonds."))
        fund, scheme = told.get("fund"), told.get("scheme")
        if fund and scheme and scheme.fund_id != fund.pk:
            self.add_error("scheme", _("Deze regeling is van een ander fonds. Kies een regeling van dit fonds."))
        return told
