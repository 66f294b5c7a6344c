"""Narrowing a queue, keeping that, dealing with several lines at once, and naming a deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.decisions.reasons import Reason
from funding.queue.enums import When, Whose
from portal.pages.fields import DayField, field_of
from portal.people.enums import Role
from portal.people.models import Fund, User


class FilterForm(forms.Form):
    """What the queue is narrowed to; the fields are named as they stand in the address."""

    regeling = forms.ChoiceField(label=_("Regeling"), required=False)
    wie = forms.ChoiceField(label=_("Wie behandelt"), required=False)
    termijn = forms.ChoiceField(label=_("Termijn"), required=False, choices=[("", _("Alle termijnen")), *When.choices])
    nagekeken = forms.BooleanField(
        label=_("Alles is nagekeken"), required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )
    mail = forms.BooleanField(
        label=_("E-mail over een brief kwam terug"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "terug"}),
    )

    bericht = forms.BooleanField(
        label=_("Nieuw bericht van de deelnemer"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "nieuw"}),
    )

    def __init__(
        self, data: Any = None, *, schemes: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field_of(self, "regeling", forms.ChoiceField).choices = [("", _("Alle regelingen")), *schemes]
        field_of(self, "wie", forms.ChoiceField).choices = [("", _("Iedereen")), *Whose.choices, *people]


class KeepFilterForm(forms.Form):
    """The name under which a narrowed queue is kept."""

    filter_name = forms.CharField(
        label=_("Naam van dit filter"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Geef het filter een naam.")},
    )


class AssignForm(forms.Form):
    """Who gets the work."""

    colleague = forms.ChoiceField(
        label=_("Aan wie?"),
        error_messages={"required": _("Kies een collega."), "invalid_choice": _("Kies een collega.")},
    )

    def __init__(self, data: Any = None, *, people: list[User]) -> None:
        super().__init__(data)
        self.people = {str(one.pk): one for one in people}
        choices = [("", _("Kies een collega")), *((key, str(one)) for key, one in self.people.items())]
        field_of(self, "colleague", forms.ChoiceField).choices = choices

    def chosen(self) -> User:
        """The colleague of a valid form."""
        return self.people[self.cleaned_data["colleague"]]


class GrantForm(forms.Form):
    """The reasons for granting what was asked, the same words in each letter."""

    library = forms.ChoiceField(label=_("Tekst uit de bibliotheek"), required=False)
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Dit komt in elke brief. Schrijf kort en gewoon, met “je”."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, library: list[Reason]) -> None:
        super().__init__(data)
        self.texts = {str(one.pk): one for one in library}
        if self.texts:
            choices = [("", _("Geen")), *((key, one.title) for key, one in self.texts.items())]
            field_of(self, "library", forms.ChoiceField).choices = choices
        else:
            self.fields.pop("library")
            self.fields["reasons"].required = True
            self.fields["reasons"].error_messages["required"] = _("Schrijf op waarom.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.texts and not data.get("reasons") and not data.get("library") and "reasons" not in self.errors:
            self.add_error("reasons", _("Schrijf op waarom, of kies een tekst uit de bibliotheek."))
        return data

    def words(self) -> str:
        """The reasons of a valid form."""
        chosen = self.texts.get(self.cleaned_data.get("library") or "")
        return "\n\n".join(part for part in (chosen.text if chosen else "", self.cleaned_data["reasons"]) if part)


class DeputyForm(forms.Form):
    """Who is away from which work, and who does it meanwhile."""

    work = forms.ChoiceField(label=_("Welk werk?"))
    absent = forms.ModelChoiceField(label=_("Wie is er niet?"), queryset=User.objects.none(), empty_label=None)
    deputy = forms.ModelChoiceField(
        label=_("Wie doet het werk dan?"), queryset=User.objects.none(), empty_label=_("Kies een collega")
    )
    away_first = DayField(label=_("Eerste dag"))
    away_last = DayField(label=_("Laatste dag"))

    def __init__(self, *args: Any, held: list[tuple[Fund, Role]], staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {f"{fund.pk}:{role.value}": (fund, role) for fund, role in held}
        choices = [(key, f"{role.label}, {fund.name}") for key, (fund, role) in self.held.items()]
        field_of(self, "work", forms.ChoiceField).choices = choices
        for name in ("absent", "deputy"):
            field_of(self, name, forms.ModelChoiceField).queryset = staff

    def chosen_work(self) -> tuple[Fund, Role]:
        """Fund and role of a valid form."""
        return self.held[self.cleaned_data["work"]]
