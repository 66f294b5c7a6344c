"""One question as a form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.profile.fields import BirthDateField, PastDateField
from intake.profile.questions import QUESTIONS, Kind, Question
from intake.profile.values import Value
from portal.pages.fields import EurosField, HintedChoiceField
from portal.regions.forms import PlaceField, PlaceInput
from portal.regions.models import Municipality

#: The radio button, and the checkbox, of "Weet ik niet".
UNKNOWN_CHOICE = "unknown"


class QuestionForm(forms.Form):
    """Asks one question; "Weet ik niet" (``question.unknown``) is always an answer. Its main field has the fact's name.

    Choices get "Weet ik niet" as their last radio; other questions get a checkbox below their field, which then
    goes before whatever is in the field. ``question`` tells the words (text, why) that the page shows around it.
    """

    def __init__(
        self, question: Question, data: Mapping[str, Any] | None = None, *, known: Mapping[str, Value] | None = None
    ) -> None:
        super().__init__(data)
        self.question = question
        self.fields[question.fact] = FIELDS[question.kind](question)
        if question.kind not in RADIOS:
            self.fields[UNKNOWN_CHOICE] = forms.BooleanField(label=question.unknown, required=False)
        if known is not None and question.fact in known:
            self.initial = self._initial(known[question.fact])

    def _initial(self, value: Value) -> dict[str, Any]:
        if value is None:
            in_radios = self.question.kind in RADIOS
            return {self.question.fact: UNKNOWN_CHOICE} if in_radios else {UNKNOWN_CHOICE: True}
        if self.question.kind is Kind.YES_NO:
            return {self.question.fact: "yes" if value else "no"}
        return {self.question.fact: value}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get(UNKNOWN_CHOICE):
            self.errors.pop(self.question.fact, None)
        return cleaned

    def value(self) -> Value:
        """The answer as it is stored, once the form is valid; None is "Weet ik niet"."""
        given = self.cleaned_data.get(self.question.fact)
        if self.cleaned_data.get(UNKNOWN_CHOICE) or given == UNKNOWN_CHOICE:
            return None
        if self.question.kind is Kind.YES_NO:
            return given == "yes"
        if isinstance(given, Municipality):
            return given.code
        return given.isoformat() if isinstance(given, date) else given


def question_form(
    fact: str, data: Mapping[str, Any] | None = None, *, known: Mapping[str, Value] | None = None
) -> QuestionForm:
    """The form for one question; ``known`` answers (of this person) fill it in. Raises KeyError for an unknown fact."""
    return QuestionForm(QUESTIONS[fact], data, known=known)


def _choice(question: Question) -> forms.Field:
    return HintedChoiceField(
        label=question.text,
        help_text=question.hint,
        hints=question.hints,
        choices=[*question.choices.items(), (UNKNOWN_CHOICE, question.unknown)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord. Weet je het niet? Kies dan ‘Weet ik niet’.")},
    )


def _date(question: Question) -> forms.Field:
    field = BirthDateField if question.fact == "birth_date" else PastDateField
    return field(label=question.label, help_text=question.hint, autocomplete=dict(question.attributes))


def _place(question: Question) -> forms.Field:
    return PlaceField(
        label=question.box or question.label, help_text=question.hint, widget=PlaceInput(dict(question.attributes))
    )


def _cents(question: Question) -> forms.Field:
    return EurosField(
        label=question.label,
        help_text=question.hint,
        error_messages={"required": question.empty},
    )


RADIOS = {Kind.CHOICE, Kind.YES_NO}
FIELDS = {Kind.DATE: _date, Kind.PLACE: _place, Kind.CHOICE: _choice, Kind.YES_NO: _choice, Kind.CENTS: _cents}
