"""Where messages go, and about what."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.webhooks.enums import CHOICES
from portal.fetching import NotAllowed, allowed
from portal.pages.fields import field_of
from portal.pages.once import OnceForm
from portal.people.models import Fund

TOLD = gettext_lazy("Vul het hele adres in, bijvoorbeeld https://systeem.voorbeeld.nl/doorleren.")


class WebhookForm(OnceForm):
    """A webhook of one fund."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    webhook_address = forms.CharField(
        label=gettext_lazy("Naar welk adres gaan de berichten?"),
        help_text=gettext_lazy("Het adres begint met https:// en is vanaf het internet te bereiken."),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"required": TOLD},
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Wanneer sturen we een bericht?"),
        help_text=gettext_lazy("In een bericht staan geen namen. Het systeem leest de rest met een sleutel."),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies wanneer we een bericht sturen.")},
    )

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        super().__init__(data)
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean_webhook_address(self) -> str:
        address: str = self.cleaned_data["webhook_address"].strip()
        if any(sign.isspace() or not sign.isprintable() for sign in address):
            raise forms.ValidationError(TOLD)
        try:
            return allowed(address).geturl()
        except NotAllowed as error:
            raise forms.ValidationError(_("Dit adres mogen we niet openen. Het moet met https:// beginnen.")) from error
