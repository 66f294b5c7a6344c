from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.campaigns.middleware import CODE
from portal.campaigns.models import Campaign


class CampaignForm(forms.Form):
    """What it is called, and what stands in its addresses."""

    campaign_name = forms.CharField(
        label=_("Hoe heet de campagne?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.CharField(
        label=_("Wat staat er in het webadres?"),
        help_text=_("Kleine letters, cijfers en streepjes, zoals zorg-voorjaar. Je kunt dit later niet veranderen."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self) -> Any:
        code = str(self.cleaned_data["code"]).lower()
        if not CODE.fullmatch(code):
            raise ValidationError(_("Gebruik alleen kleine letters, cijfers en streepjes, zoals zorg-voorjaar."))
        if Campaign.objects.filter(code=code).exists():
            raise ValidationError(_("Deze code is al gebruikt. Kies een andere."))
        return code
