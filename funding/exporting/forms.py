"""What to take out, of which fund, as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.exporting.enums import Format, Kind
from portal.pages.fields import field_of
from portal.people.models import Fund


class ExportForm(forms.Form):
    """One file; ``year`` is that in which the applications were sent, empty for all."""

    fund = forms.ModelChoiceField(label=_("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Wat?"), choices=Kind.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(
        label=_("Verstuurd in welk jaar?"),
        help_text=_("Leeg: alle jaren."),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Vul een jaar in, zoals 2026.")),
    )
    form = forms.ChoiceField(label=_("Als welk bestand?"), choices=Format.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        super().__init__(data, initial={"kind": Kind.APPLICATIONS, "form": Format.XLSX})
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean(self) -> dict[str, Any]:
        """The accountant's file has several sheets, which a CSV cannot hold."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == Kind.ACCOUNTANT and told.get("form") == Format.CSV:
            self.add_error("form", _("Dit bestand heeft meerdere bladen. Kies Excel."))
        return told
