"""How a fund decides and pays."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.fund_settings.models import SETTINGS
from portal.pages.fields import EurosField


class FundSettingsForm(forms.Form):
    """What money depends on; a second person carries it out."""

    sole_decision_limit = EurosField(
        label=_("Tot welk bedrag beslist één persoon?"),
        help_text=_("Boven dit bedrag keurt een tweede persoon elk besluit goed. Met 0 beslissen er altijd twee."),
    )
    provider_confirms = forms.BooleanField(
        label=_("Eerst bevestigt de opleider plaats, datum en prijs"),
        help_text=_("Toekennen kan dan pas als de opleider heeft geantwoord."),
        required=False,
    )
    advance_percent = forms.IntegerField(
        label=_("Hoeveel procent betaal je bij de start?"),
        help_text=_("De rest betaal je als het bedrag is vastgesteld. Met 100 betaal je alles bij de start."),
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Schrijf op welk besluit dit is. Een controleur leest het later terug."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def told(self) -> dict[str, object]:
        """The settings of a valid form."""
        return {name: self.cleaned_data[name] for name in SETTINGS}
