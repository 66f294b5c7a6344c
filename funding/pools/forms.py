"""A new pool, its budgets, its money, and dividing it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.budgets.forms import MOST_EUROS, REASON
from funding.budgets.page import name_of
from funding.pools.enums import Kind
from funding.pools.models import Pool, PoolMember
from portal.pages.fields import EurosField, field_of, spoken
from portal.people.models import Fund

DAY = {"type": "date", "autocomplete": "off"}
#: Ten years of months.
MOST_TERMS = 120


def _number(label: Any, help_text: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5})
    errors = {
        "invalid": gettext_lazy("Vul een heel getal in."),
        "min_value": gettext_lazy("Vul een hoger getal in."),
        "max_value": gettext_lazy("Vul een lager getal in."),
    }
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=most, widget=widget, error_messages=errors, **kwargs
    )


def _positive(cents: int | None) -> int:
    if not cents:
        raise forms.ValidationError(_("Vul een bedrag in."))
    return cents


class PoolForm(forms.Form):
    """Which fund keeps it, and how it is divided."""

    pool_name = forms.CharField(
        label=gettext_lazy("Hoe heet het gezamenlijke budget?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fund = forms.ModelChoiceField(
        label=gettext_lazy("Welk fonds beheert het?"), queryset=Fund.objects.none(), empty_label=None
    )
    fixed_percent = _number(
        gettext_lazy("Welk deel verdeel je volgens vaste delen, in procenten?"),
        gettext_lazy("De rest gaat naar waar mensen op geld wachten. 100: alles volgens vaste delen."),
        100,
        initial=50,
    )

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        super().__init__(data)
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean_pool_name(self) -> str:
        name = str(self.cleaned_data["pool_name"]).strip()
        if Pool.objects.filter(name=name).exists():
            raise forms.ValidationError(_("Deze naam is al gebruikt. Kies een andere."))
        return name


class MemberForm(forms.Form):
    """A budget that is asked to take part, and its fixed share."""

    budget = forms.ModelChoiceField(
        label=gettext_lazy("Welk budget vraag je?"), queryset=Pool.objects.none(), empty_label=None
    )
    weight = _number(
        gettext_lazy("Hoe groot is het vaste deel?"),
        gettext_lazy("Een getal naast dat van de anderen, bijvoorbeeld het aantal inwoners. 0: alleen naar behoefte."),
        100_000_000,
    )

    def __init__(self, data: Any = None, *, pool: Pool, budgets: Any) -> None:
        super().__init__(data)
        self.pool = pool
        field: Any = self.fields["budget"]
        field.queryset = budgets
        field.label_from_instance = name_of


class ContributionForm(forms.Form):
    """Who puts in how much, and how a loan goes back."""

    party = forms.CharField(
        label=gettext_lazy("Van wie komt het geld?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cents = EurosField(label=gettext_lazy("Hoeveel?"), most_euros=MOST_EUROS)
    kind = forms.ChoiceField(label=gettext_lazy("Als wat?"), choices=spoken(Kind), widget=forms.RadioSelect)
    terms = _number(
        gettext_lazy("Een lening: in hoeveel maanden gaat ze terug?"),
        gettext_lazy("Elke maand een even groot deel."),
        MOST_TERMS,
        required=False,
    )
    first_term = forms.DateField(
        label=gettext_lazy("Een lening: wanneer is het eerste deel?"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Vul een datum in, zoals 01-03-2027.")},
    )

    def __init__(self, data: Any = None, *, pool: Pool) -> None:
        super().__init__(data, initial={"kind": Kind.GRANT})
        self.pool = pool

    def clean_cents(self) -> int:
        return _positive(self.cleaned_data["cents"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == Kind.LOAN:
            if not told.get("terms") and "terms" not in self.errors:
                self.add_error("terms", _("Vul in hoeveel maanden het terugbetalen duurt."))
            if not told.get("first_term") and "first_term" not in self.errors:
                self.add_error("first_term", _("Vul in wanneer het eerste deel teruggaat."))
        return told


class ReserveForm(forms.Form):
    """How much waits until when."""

    cents = EurosField(label=gettext_lazy("Hoeveel houd je achter?"), most_euros=MOST_EUROS)
    release_on = forms.DateField(
        label=gettext_lazy("Vanaf welke dag mag het verdeeld worden?"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Vul een datum in."),
            "invalid": gettext_lazy("Vul een datum in, zoals 01-03-2027."),
        },
    )

    def __init__(self, data: Any = None, *, pool: Pool) -> None:
        super().__init__(data)
        self.pool = pool

    def clean_cents(self) -> int:
        return _positive(self.cleaned_data["cents"])

    def clean_release_on(self) -> Any:
        told = self.cleaned_data["release_on"]
        if told <= timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        if told > timezone.localdate() + timedelta(days=3_660):
            raise forms.ValidationError(_("Kies een dag binnen tien jaar."))
        return told


class DivideForm(forms.Form):
    """How much is divided by the rules of the pool."""

    cents = EurosField(label=gettext_lazy("Hoeveel verdeel je?"), most_euros=MOST_EUROS)
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"), help_text=REASON, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, pool: Pool) -> None:
        super().__init__(data)
        self.pool = pool

    def clean_cents(self) -> int:
        return _positive(self.cleaned_data["cents"])


class MoveForm(DivideForm):
    """How much goes from which budget to which, or back."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Van welk budget?"), queryset=PoolMember.objects.none(), empty_label=None
    )
    target = forms.ModelChoiceField(
        label=gettext_lazy("Naar welk budget?"),
        queryset=PoolMember.objects.none(),
        required=False,
        empty_label=gettext_lazy("Terug in het gezamenlijke budget"),
    )
    field_order = ("source", "target", "cents", "reason")

    def __init__(self, data: Any = None, *, pool: Pool, members: Any) -> None:
        super().__init__(data, pool=pool)
        self.fields["cents"].label = _("Hoeveel boek je over?")
        for name in ("source", "target"):
            field: Any = self.fields[name]
            field.queryset = members
            field.label_from_instance = _budget_of

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("source") and told.get("source") == told.get("target"):
            self.add_error("target", _("Kies een ander budget dan waar het vandaan komt."))
        return told


class LendForm(DivideForm):
    """How much is lent to which budget, and how it comes back."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Aan welk budget?"), queryset=PoolMember.objects.none(), empty_label=None
    )
    terms = _number(
        gettext_lazy("In hoeveel maanden komt het terug?"),
        gettext_lazy("Elke maand een even groot deel, zonder rente."),
        MOST_TERMS,
    )
    first_term = forms.DateField(
        label=gettext_lazy("Wanneer is het eerste deel?"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Vul een datum in."),
            "invalid": gettext_lazy("Vul een datum in, zoals 01-03-2027."),
        },
    )
    field_order = ("target", "cents", "terms", "first_term", "reason")

    def __init__(self, data: Any = None, *, pool: Pool, members: Any) -> None:
        super().__init__(data, pool=pool)
        self.fields["cents"].label = _("Hoeveel leen je uit?")
        field: Any = self.fields["target"]
        field.queryset = members
        field.label_from_instance = _budget_of

    def clean_terms(self) -> int:
        terms = int(self.cleaned_data["terms"])
        if not terms:
            raise forms.ValidationError(_("Vul in hoeveel maanden het terugbetalen duurt."))
        return terms

    def clean_first_term(self) -> Any:
        told = self.cleaned_data["first_term"]
        today = timezone.localdate()
        if not today < told <= today + timedelta(days=3_660):
            raise forms.ValidationError(_("Kies een dag die nog komt, binnen tien jaar."))
        return told


def _budget_of(member: Any) -> str:
    return name_of(member.budget)
