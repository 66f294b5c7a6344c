"""Accounts, days, and files of the bank."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import iban
from stdnum.exceptions import ValidationError as WrongNumber

from funding.payments.enums import NameCheck, Payee
from portal.pages.fields import DayField, UploadField, field_of
from portal.people.models import Fund

LONGEST_NAME = 70
#: A day further ahead is more likely a slip than a plan.
FURTHEST = timedelta(days=60)


class IbanField(forms.CharField):
    """An account number as people write it; its value is the number without spaces, checked by its own digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return str(iban.validate(text))
        except WrongNumber as error:
            raise forms.ValidationError(
                _("Dit is geen goed rekeningnummer (IBAN). Kijk of alle letters en cijfers er staan.")
            ) from error


class FundAccountForm(forms.Form):
    """The account that a fund pays from."""

    account_name = forms.CharField(
        label=gettext_lazy("Op welke naam staat de rekening?"),
        help_text=gettext_lazy("Precies zoals de bank hem kent."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    iban = IbanField(label=gettext_lazy("Rekeningnummer (IBAN)"))


class AccountForm(FundAccountForm):
    """To whom one line is paid, and what the bank says of the name."""

    payee = forms.ChoiceField(
        label=gettext_lazy("Wie krijgt het geld?"),
        help_text=gettext_lazy("De opleider, tenzij een ander de rekening al betaald heeft."),
        choices=[one for one in Payee.choices if one[0] != Payee.FUND],
        widget=forms.RadioSelect,
    )
    name_check = forms.ChoiceField(
        label=gettext_lazy("Wat zegt je bank bij naam en nummer?"),
        help_text=gettext_lazy(
            "Banken kijken of een naam bij een nummer hoort. Zonder die controle gaat er geen geld."
        ),
        choices=NameCheck.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("payee", "account_name", "iban", "name_check")


class ReleaseForm(forms.Form):
    """The day on which the bank moves the money."""

    execution_on = DayField(label=gettext_lazy("Op welke dag betaalt de bank?"))

    def clean_execution_on(self) -> date:
        day: date = self.cleaned_data["execution_on"]
        today = timezone.localdate()
        if not today <= day <= today + FURTHEST:
            raise forms.ValidationError(_("Kies vandaag of een dag in de komende 60 dagen."))
        return day


class BankFileForm(forms.Form):
    """A file of the bank, for one of these funds."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    file = UploadField(
        label=gettext_lazy("Kies het bestand van je bank"),
        help_text=gettext_lazy(
            "Een camt.053, camt.054 of pain.002 (XML), of een CSV met de kolommen kenmerk, bedrag en status. "
            "Hoogstens 10 MB."
        ),
        accept=".xml,.csv,application/xml,text/xml,text/csv",
    )

    def __init__(self, data: Any = None, files: Any = None, *, funds: Any, too_large: bool = False) -> None:
        super().__init__(data, files)
        self.too_large = too_large
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("Dit bestand is groter dan 10 MB. Vraag je bank om een bestand per dag."))
        return data

    @property
    def sent(self) -> "UploadedFile[bytes]":
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        return found
