"""The questions of a fund's scholingsadvies as a form: what is asked, how it is answered, and in which order."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.fund_forms.enums import FieldKind
from intake.fund_forms.reading import MOST_FIELDS, AskedForm

#: Empty places below the questions that are there.
EMPTY_PLACES = 3
FEWEST_CHOICES, MOST_CHOICES, LONGEST_QUESTION, LONGEST_CHOICE = 2, 12, 200, 80


class AboutForm(forms.Form):
    """What the form is called, where its questions come from, and whether the fund uses them like this."""

    title = forms.CharField(
        label=gettext_lazy("Hoe heet het formulier?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Geef het formulier een naam.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Waar komen de vragen vandaan?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld het artikel van de regeling, of de naam van jullie eigen formulier."),
        error_messages={"required": gettext_lazy("Noem waar de vragen vandaan komen.")},
    )
    is_example = forms.BooleanField(
        label=gettext_lazy("De vragen zijn nog een voorbeeld"),
        required=False,
        help_text=gettext_lazy("Dan staat dat bij het formulier, voor wie het invult en voor wie het leest."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_title(self) -> str:
        return _one_line(self.cleaned_data["title"])

    def clean_source(self) -> str:
        return _one_line(self.cleaned_data["source"])


class QuestionForm(forms.Form):
    """One question; an empty one is left out. ``key`` keeps answers with their question when its words change."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    asks = forms.CharField(
        label=gettext_lazy("Vraag"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answered = forms.ChoiceField(
        label=gettext_lazy("Hoe antwoordt de adviseur?"),
        choices=FieldKind,
        initial=FieldKind.TEXT,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Kies een van de drie manieren.")},
    )
    choices = forms.CharField(
        label=gettext_lazy("Keuzes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Alleen bij een keuze: elke keuze op een eigen regel."),
    )
    must = forms.BooleanField(label=gettext_lazy("Moet ingevuld worden"), required=False, initial=True)
    place = forms.IntegerField(
        label=gettext_lazy("Plaats in het formulier"),
        required=False,
        help_text=gettext_lazy("Een nummer. Leeg: achteraan."),
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Vul een heel getal in."),
            "min_value": gettext_lazy("Vul minstens %(limit_value)s in."),
            "max_value": gettext_lazy("Vul hoogstens %(limit_value)s in."),
        },
    )

    def clean_key(self) -> str:
        return key if re.fullmatch(r"[a-z][a-z0-9_]*", key := self.cleaned_data["key"]) else ""

    def clean_asks(self) -> str:
        return _one_line(self.cleaned_data["asks"])

    def clean_choices(self) -> list[str]:
        lines = [_one_line(line) for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in found):
            raise forms.ValidationError(_("Geef hoogstens twaalf keuzes, elk van hoogstens tachtig tekens."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("asks"):
            return cleaned
        kind = cleaned.get("answered") or FieldKind.TEXT
        if kind == FieldKind.CHOICE and len(cleaned.get("choices") or []) < FEWEST_CHOICES:
            self.add_error("choices", _("Geef minstens twee keuzes."))
        return cleaned


QuestionSet = forms.formset_factory(
    QuestionForm, extra=EMPTY_PLACES, max_num=MOST_FIELDS, validate_max=True, absolute_max=MOST_FIELDS + EMPTY_PLACES
)


def places_of(asked: AskedForm | None) -> list[dict[str, Any]]:
    """The questions as ``QuestionSet`` shows them."""
    return [
        {
            "key": one.key,
            "place": number,
            "asks": one.label,
            "answered": one.kind,
            "choices": "\n".join(one.choices),
            "must": one.required,
        }
        for number, one in enumerate(asked.fields if asked else (), start=1)
    ]


def fields_of(questions: Any, version: int) -> list[dict[str, Any]]:
    """The questions in their order, as ``reading.form_of`` reads them; new ones get a key of this version."""
    filled = [one.cleaned_data for one in questions.forms if one.cleaned_data.get("asks")]
    ordered = sorted(enumerate(filled), key=lambda pair: (pair[1].get("place") or MOST_FIELDS * 10, pair[0]))
    found: list[dict[str, Any]] = []
    for number, (_position, data) in enumerate(ordered, start=1):
        taken = {one["key"] for one in found}
        kind = data["answered"] or FieldKind.TEXT
        key = data["key"] if data["key"] and data["key"] not in taken else f"v{version}_{number}"
        line = {"key": key, "label": data["asks"], "kind": str(kind), "required": bool(data["must"])}
        found.append(line | ({"choices": data["choices"]} if kind == FieldKind.CHOICE else {}))
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
